package org.inpaintj.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.inpaintj.core.InpaintException;

class SegmentPromptTextTest {

    @Test
    void textsComeBackAsTheyWere() {
        final SegmentPrompt prompt = new SegmentPrompt(List.of(new SegmentPrompt.Point(12, 30, true),
                new SegmentPrompt.Point(0.25, 7, false)),
                Optional.of(new BoundingBox(1, 2, 31.5, 42)), Optional.empty());
        assertEquals("12,30,+;0.25,7,-", SegmentPromptText.points(prompt));
        assertEquals("1,2,30.5,40", SegmentPromptText.box(prompt));
        assertEquals(prompt, SegmentPromptText.parse(SegmentPromptText.points(prompt), SegmentPromptText.box(prompt)));
        assertEquals(SegmentPrompt.of(List.of()), SegmentPromptText.parse("", ""));
        assertEquals("", SegmentPromptText.box(SegmentPrompt.of(List.of())));
        assertEquals(List.of(new SegmentPrompt.Point(1, 2, true)),
                SegmentPromptText.parse(" 1 , 2 , + ; ", "").points());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = { "1,2| |x,y,+", "1,2,3| |x,y,+", "1,b,+| |'b'", "NaN,2,+| |'NaN'", "1,2,+,4| |x,y,+",
            " |1,2,3|x,y,width,height", " |1,2,0,4|above 0", " |1,2,x,4|'x'", " |1,2,3,-4|above 0" })
    void whatCannotBeReadIsNamed(final String points, final String box, final String said) {
        final InpaintException e = assertThrows(InpaintException.class,
                () -> SegmentPromptText.parse(points == null ? "" : points, box == null ? "" : box));
        assertTrue(e.getMessage().contains(said), e.getMessage());
    }
}
