package org.inpaintj.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;

import org.inpaintj.engine.InpaintException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptTextTest {

    @Test
    void textsComeBackAsTheyWere() {
        final Prompt prompt = new Prompt(List.of(new Prompt.Point(12, 30, true), new Prompt.Point(0.25, 7, false)),
                Optional.of(new Bounds(1, 2, 31.5, 42)), Optional.empty());
        assertEquals("12,30,+;0.25,7,-", PromptText.points(prompt));
        assertEquals("1,2,30.5,40", PromptText.box(prompt));
        assertEquals(prompt, PromptText.parse(PromptText.points(prompt), PromptText.box(prompt)));
        assertEquals(Prompt.of(List.of()), PromptText.parse("", ""));
        assertEquals("", PromptText.box(Prompt.of(List.of())));
        assertEquals(List.of(new Prompt.Point(1, 2, true)), PromptText.parse(" 1 , 2 , + ; ", "").points());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "1,2| |x,y,+", "1,2,3| |x,y,+", "1,b,+| |'b'", "NaN,2,+| |'NaN'", "1,2,+,4| |x,y,+",
            " |1,2,3|x,y,width,height", " |1,2,0,4|above 0", " |1,2,x,4|'x'", " |1,2,3,-4|above 0" })
    void whatCannotBeReadIsNamed(final String points, final String box, final String said) {
        final InpaintException e = assertThrows(InpaintException.class,
                () -> PromptText.parse(points == null ? "" : points, box == null ? "" : box));
        assertTrue(e.getMessage().contains(said), e.getMessage());
    }
}
