package org.inpaintj.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Plane;
import org.inpaintj.params.MacroLine;
import org.inpaintj.raster.Mask;

class SelectionRequestTest {

    @Test
    void keysAreSafeInMacros() {
        for (final String key : SelectionRequest.KEYS.keys()) {
            assertTrue(key.matches("[a-z][a-z0-9]*(_[a-z0-9]+)*"), key);
            for (final String other : SelectionRequest.KEYS.keys())
                assertFalse(!key.equals(other) && other.matches(".*[_0-9]" + key), other + " ends like " + key);
        }
    }

    @Test
    void defaultsAreThoseOfGroundingDino() {
        final SelectionRequest request = SelectionRequest.of(Map.of());
        assertEquals(0.3, request.box_threshold());
        assertEquals(0.25, request.text_threshold());
        assertEquals(SelectionRequest.Shape.MASK, request.shape());
        assertEquals(SelectionRequest.Output.UNION, request.output());
        assertEquals("", request.macro());
    }

    @Test
    void macroLinesComeBack() {
        final SelectionRequest request = SelectionRequest.of(MacroLine.parse(
                "output=overlay candidate=2 box_threshold=0.35 fill_holes detector=[/a b/dino] text=[scale bar. "
                + "nucleus.]"));
        assertEquals("scale bar. nucleus.", request.text());
        assertTrue(request.fill_holes());
        assertEquals(request, SelectionRequest.of(MacroLine.parse(request.macro())));
    }

    @Test
    void badValuesAreExplained() {
        assertError("Unknown key 'treshold'", Map.of("treshold", "1"));
        assertError("from 0 to 1", Map.of("box_threshold", "1.5"));
        assertError("from 1 to 3", Map.of("candidate", "4"));
        assertError("one of union, overlay, manager", Map.of("output", "all"));
    }

    private static void assertError(final String words, final Map<String, String> values) {
        final String message = assertThrows(InpaintException.class, () -> SelectionRequest.of(values)).getMessage();
        assertTrue(message.contains(words), message);
    }

    @Test
    void choosesByNumber() {
        final SelectionRequest all = SelectionRequest.of(Map.of());
        assertEquals(List.of(0, 1, 2), all.chosen(3));
        assertEquals(List.of(2, 0), all.with("choose", "3, 1,3").chosen(3));
        for (final String bad : new String[] { "0", "1,", "a", "-1", "1;2", "99999" })
            assertThrows(InpaintException.class, () -> all.with("choose", bad).chosen(3), bad);
        assertTrue(assertThrows(InpaintException.class, () -> all.with("choose", "4").chosen(3)).getMessage()
                .contains("only 3 things were found"));
    }

    /** A ring of 5 x 5 with a hole, and a lonely pixel. */
    @Test
    void tidiesInItsOrder() {
        final float[] values = new float[12 * 9];
        for (int y = 1; y < 6; y++)
            for (int x = 1; x < 6; x++)
                values[12 * y + x] = y == 3 && x == 3 ? 0 : 1;
        values[12 * 7 + 10] = 1;
        final Mask mask = Mask.of(new Plane(values, 12, 9));
        final Box image = new Box(0, 0, 12, 9);
        final SelectionRequest request = SelectionRequest.of(Map.of());
        assertEquals(25, area(request.tidy(mask, image)));
        assertEquals(24, area(request.with("islands", 2).tidy(mask, image)));
        assertEquals(26, area(request.with("fill_holes", true).tidy(mask, image)));
        final SelectionRequest both = request.with("islands", 2).with("fill_holes", true);
        assertEquals(25, area(both.tidy(mask, image)));
        assertEquals(new Box(0, 0, 7, 7), both.with("grow", 1).tidy(mask, image).bounds());
        assertEquals(9, area(both.with("grow", -1).tidy(mask, image)));
        assertTrue(both.with("grow", -9).tidy(mask, image).isEmpty());
        assertEquals(24, area(both.with("smooth", 2).tidy(mask, image)),
                "the corner goes that the border does not hold");
    }

    private static int area(final Mask mask) {
        int count = 0;
        for (final float v : mask.values())
            count += v >= 0.5f ? 1 : 0;
        return count;
    }
}
