package org.inpaintj.params;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import org.inpaintj.core.InpaintException;

class MacroLineTest {

    @Test
    void readsWhatImageJRecords() {
        assertEquals(Map.of("engine", "patch", "seed", "1", "invert", "true", "prompt", "a b"),
                MacroLine.parse("engine=patch seed=1 invert prompt=[a b]"));
    }

    @Test
    void aKeyInsideAValueIsText() {
        final Map<String, String> values = MacroLine.parse("prompt=[a steps=99 b] steps=3");
        assertEquals("3", values.get("steps"));
        assertEquals("a steps=99 b", values.get("prompt"));
    }

    @Test
    void keysAreLowerCased() {
        assertEquals(Map.of("seed", "5"), MacroLine.parse("Seed=5"));
    }

    @Test
    void bracketsNestAsInPromptEditing() {
        assertEquals("[cat:dog:0.5] on grass", MacroLine.parse("prompt=[[cat:dog:0.5] on grass]").get("prompt"));
    }

    @Test
    void emptyValuesAndEmptyLines() {
        assertEquals(Map.of("prompt", "", "model", ""), MacroLine.parse("prompt=[] model="));
        assertEquals(Map.of(), MacroLine.parse("  "));
    }

    @Test
    void badLinesSaySo() {
        assertEquals("The bracket after 'prompt=' is never closed.",
                assertThrows(InpaintException.class, () -> MacroLine.parse("prompt=[a b")).getMessage());
        assertEquals("The key 'seed' is given twice.",
                assertThrows(InpaintException.class, () -> MacroLine.parse("seed=1 seed=2")).getMessage());
        assertThrows(InpaintException.class, () -> MacroLine.parse("=3"));
    }

    @Test
    void whatIsWrittenReadsBack() {
        final Random random = new Random(7);
        final String alphabet = "ab [](){}=\\\"'\t1é:,";
        for (int n = 0; n < 5000; n++) {
            final Map<String, String> values = new LinkedHashMap<>();
            for (int k = 0; k < random.nextInt(4); k++) {
                final StringBuilder text = new StringBuilder();
                for (int i = random.nextInt(12); i > 0; i--)
                    text.append(alphabet.charAt(random.nextInt(alphabet.length())));
                values.put("key" + k, text.toString());
            }
            assertEquals(values, MacroLine.parse(MacroLine.format(values)), () -> MacroLine.format(values));
        }
    }
}
