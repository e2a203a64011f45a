package org.inpaintj.params;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
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
        assertThrows(IllegalStateException.class,
                () -> new Parameters<>(new Twice(new Inner(1, ""), new Inner(2, ""))));
    }

    /** A word of it stands for values of the others. */
    enum Mode implements Recipe {
        PLAIN, FAST;

        @Override
        public Map<String, String> recipe() {
            return this == FAST ? Map.of("rounds", "1", "elsewhere", "x") : Map.of();
        }
    }

    record Stated(
            @Key(label = "m", help = "") Mode mode,
            @Key(label = "r", help = "", def = "8", min = 1) int rounds,
            @Key(label = "t", help = "", def = "0.5", when = "rounds>0") double tone,
            @Key(label = "w", help = "", when = "mode=fast") boolean wide,
            @Key(label = "n", help = "", when = "title: no title") String note,
            @Key(label = "i", help = "") String title) {
    }

    record Guest(@Key(label = "x", help = "", after = "rounds") int extra, @Key(label = "y", help = "") int more,
            @Key(label = "z", help = "", after = "nowhere") int last, @Key(label = "t", help = "",
                    after = "note") String words) {
    }

    record Host(Stated stated, RecordSet guests) {
    }

    @Test
    void keysStateTheirDefaults() {
        assertEquals(new Stated(Mode.PLAIN, 8, 0.5, false, "", ""), Parameters.of(Stated.class).parse(Map.of()));
        assertEquals("1 or more", Parameters.of(Stated.class).range("rounds"));
    }

    @Test
    void aRecipeGivesWhatIsNotGiven() {
        final Parameters<Stated> keys = Parameters.of(Stated.class);
        assertEquals(1, keys.parse(Map.of("mode", "Fast")).rounds());
        assertEquals(5, keys.parse(Map.of("mode", "fast", "rounds", "5")).rounds());
        assertEquals(Map.of("rounds", "1"), keys.implied(keys.parse(Map.of("mode", "fast"))));
        assertEquals(8, keys.with(keys.parse(Map.of()), Map.of("mode", "fast")).rounds(), "only what is said");
        assertTrue(keys.isRecipe("mode") && !keys.isRecipe("rounds") && !keys.isRecipe("nosuch"));
    }

    @Test
    void conditionsSayWhatIsTheMatter() {
        final Parameters<Stated> keys = Parameters.of(Stated.class);
        final Stated plain = keys.parse(Map.of());
        assertEquals("", keys.unmet("tone", plain));
        assertEquals("rounds=0", keys.unmet("tone", new Stated(Mode.PLAIN, 0, 0, false, "", "")));
        assertEquals("mode=plain", keys.unmet("wide", plain));
        assertEquals("", keys.unmet("wide", keys.parse(Map.of("mode", "fast"))));
        assertEquals("no title", keys.unmet("note", plain));
        assertEquals("", keys.unmet("note", keys.parse(Map.of("title", "a"))));
        assertEquals("", new Parameters<>(plain, Set.of("mode")).unmet("wide", plain), "nobody can say otherwise");
    }

    /** Records that are known only at run time; a key goes behind the one that it names. */
    @Test
    void guestsBringTheirKeys() {
        final Parameters<Host> keys = new Parameters<>(new Host(Parameters.of(Stated.class).parse(Map.of()),
                RecordSet.of(List.of(Guest.class))));
        assertEquals(List.of("mode", "rounds", "extra", "more", "tone", "wide", "last", "note", "words", "title"),
                keys.keys());
        final Host host = keys.parse(Map.of("extra", "3", "title", "a", "words", "b"));
        assertEquals(new Guest(3, 0, 0, "b"), host.guests().get(Guest.class).orElseThrow());
        assertEquals(Map.of("extra", "3", "title", "a", "words", "b"), keys.changes(host));
        assertEquals(host, keys.parse(keys.texts(host)));
        assertTrue(host.guests().get(Stated.class).isEmpty());
    }

    record House(@Key(label = "r", help = "") int rooms, Host host) {
    }

    @Test
    void guestsOfARecordInsideAreFound() {
        final Host host = new Host(Parameters.of(Stated.class).parse(Map.of()), RecordSet.of(List.of(Guest.class)));
        final Parameters<House> keys = new Parameters<>(new House(2, host));
        final House house = keys.parse(Map.of("extra", "3"));
        assertEquals(3, house.host().guests().get(Guest.class).orElseThrow().extra());
        assertEquals("3", keys.text(house, "extra"));
        assertEquals(host, keys.with(house, Map.of("extra", "0")).host());
        assertSame(house.host(), keys.with(house, Map.of("rooms", "5")).host());
    }
}
