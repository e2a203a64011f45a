package org.inpaintj.params;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import org.inpaintj.core.InpaintException;

/** Records that hold records. */
class ParametersTest {

    record Inner(@Key(label = "a", help = "", min = 0, max = 9) int count, @Key(label = "b", help = "") String note) {
    }

    record Outer(Inner inner, @Key(label = "c", help = "") boolean loud, @Key(label = "d", help = "") String name) {
    }

    record Twice(Inner one, Inner other) {
    }

    private static final Parameters<Outer> KEYS = new Parameters<>(new Outer(new Inner(3, "n"), true, "x"));

    @Test
    void theKeysOfAllRecordsAreOneListWithTextLast() {
        assertEquals(List.of("count", "loud", "note", "name"), KEYS.keys());
        assertEquals(Map.of("count", "3", "loud", "true", "note", "n", "name", "x"), KEYS.texts(KEYS.parse(Map.of())));
        assertEquals(List.of("count", "name"),
                new Parameters<>(KEYS.parse(Map.of()), Set.of("loud", "note")).keys());
    }

    @Test
    void valuesReachTheRecordTheyBelongTo() {
        final Outer outer = KEYS.parse(Map.of("count", "7", "name", "y"));
        assertEquals(new Outer(new Inner(7, "n"), true, "y"), outer);
        assertEquals(Map.of("count", "7", "name", "y"), KEYS.changes(outer));
        assertEquals(new Outer(new Inner(7, "m"), true, "y"), KEYS.with(outer, Map.of("note", "m")));
        assertEquals("3", KEYS.defaultOf("count"));
        assertEquals(int.class, KEYS.type("count"));
    }

    @Test
    void errorsAreThoseOfOneRecord() {
        assertTrue(assertThrows(InpaintException.class, () -> KEYS.parse(Map.of("count", "10"))).getMessage()
                .contains("from 0 to 9"));
        assertTrue(assertThrows(InpaintException.class, () -> KEYS.parse(Map.of("inner", "1"))).getMessage()
                .contains("Unknown key 'inner'"));
        assertThrows(IllegalStateException.class, () -> new Parameters<>(new Twice(new Inner(1, ""), new Inner(2, ""))));
    }
}
