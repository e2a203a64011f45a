package org.inpaintj.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Request.Content;
import org.inpaintj.params.MacroLine;

class PresetTest {

    @ParameterizedTest
    @CsvSource({ "remove,0.5,FILL,4", "replace,0.85,NOISE,8", "add,0.5,ORIGINAL,8", "create,1,NOISE,8",
        "modify,0.7,ORIGINAL,8", "repair_detail,0.35,ORIGINAL,4", "seam_repair,0.7,ORIGINAL,8",
        "sketch,0.85,ORIGINAL,4" })
    void aPresetSetsWhatIsNotGiven(final String preset, final double strength, final Content content, final double blur) {
        final Request request = Request.of(Map.of("preset", preset));
        assertEquals(strength, request.strength());
        assertEquals(content, request.content());
        assertEquals(blur, request.blur());
        assertEquals(32, request.padding());
        assertEquals(request, Request.of(Map.of()).with("preset", preset));
    }

    @Test
    void whatIsGivenWinsWhateverTheOrderEvenIfItIsTheDefault() {
        for (final String line : List.of("preset=remove strength=0.75 padding=9", "padding=9 strength=0.75 preset=Remove")) {
            final Request request = Request.of(MacroLine.parse(line));
            assertEquals(0.75, request.strength(), line);
            assertEquals(9, request.padding(), line);
            assertEquals(Content.FILL, request.content(), line);
        }
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void everyPresetSetsTheSameKeys(final Preset preset) {
        assertEquals(preset == Preset.NONE ? Set.of() : Set.of("strength", "content", "blur", "area", "padding"),
                preset.recipe().keySet());
        Request.KEYS.parse(preset.recipe());
    }

    @Test
    void onlyKeysThatMeanSomethingAreAdded() {
        final Map<String, String> given = new LinkedHashMap<>(Map.of("preset", "modify"));
        assertEquals(Map.of("preset", "modify", "strength", "0.7"), Preset.expand(given, List.of("strength", "preset")));
        assertEquals(Map.of("preset", "modify"), given);
        assertEquals(Map.of("preset", "nothing"), Preset.expand(Map.of("preset", "nothing"), Request.KEYS.keys()));
        final String message = assertThrows(InpaintException.class, () -> Request.of(Map.of("preset", "remov")))
                .getMessage();
        assertTrue(message.startsWith("The value of 'preset' must be one of none, remove, replace, add"), message);
    }
}
