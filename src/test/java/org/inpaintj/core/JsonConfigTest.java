package org.inpaintj.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a configuration says of texts that nobody's export writes. */
class JsonConfigTest {

    private static final int DEEP = 100_000;

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void nestingThatNoExportHasIsRefused(final String opening) {
        final String closing = opening.equals("[") ? "]" : "}";
        final String value = opening.repeat(DEEP) + "1" + closing.repeat(DEEP);
        for (final String text : List.of(value, "{\"steps_offset\":" + value + "}", opening.repeat(DEEP))) {
            final InpaintException refused = assertThrows(InpaintException.class,
                    () -> JsonConfig.parse("a/config.json", text));
            assertTrue(refused.getMessage().startsWith("a/config.json is damaged: "), refused.getMessage());
        }
    }

    @Test
    void nestingOfRealFilesIsRead() {
        final String deep = "{\"a\":".repeat(50) + "1" + "}".repeat(50);
        JsonConfig inner = JsonConfig.parse("a/config.json", deep);
        for (int level = 0; level < 49; level++)
            inner = inner.child("a");
        assertEquals(1, inner.number("a", 0));
    }
}
