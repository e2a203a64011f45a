package org.inpaintj.engine.diffusion;

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
import org.inpaintj.engine.Request;
import org.inpaintj.engine.diffusion.DiffusionParameters.Content;
import org.inpaintj.engines.Engines;
import org.inpaintj.params.MacroLine;
import org.inpaintj.params.Parameters;

class PresetTest {

    @ParameterizedTest
    @CsvSource({ "remove,0.5,FILL,4,false", "replace,0.85,NOISE,8,true", "add,0.5,ORIGINAL,8,true",
        "create,1,NOISE,8,true", "modify,0.7,ORIGINAL,8,true", "repair_detail,0.35,ORIGINAL,4,false",
        "seam_repair,0.7,ORIGINAL,8,true", "sketch,0.85,ORIGINAL,4,false" })
    void aPresetSetsWhatIsNotGiven(final String preset, final double strength, final Content content,
            final double blur, final boolean soft) {
        final Request request = Engines.found().request(Map.of("preset", preset));
        assertEquals(strength, DiffusionParameters.of(request).strength());
        assertEquals(content, DiffusionParameters.of(request).content());
        assertEquals(blur, request.blur());
        assertEquals(soft, DiffusionParameters.of(request).soft().soft());
        assertEquals(32, request.padding());
        assertEquals(request, Engines.found().request(Map.of()).with("preset", preset));
    }

    @Test
    void whatIsGivenWinsWhateverTheOrderEvenIfItIsTheDefault() {
        for (final String line : List.of("preset=remove strength=0.75 padding=9",
                "padding=9 strength=0.75 preset=Remove")) {
            final Request request = Engines.found().request(MacroLine.parse(line));
            assertEquals(0.75, DiffusionParameters.of(request).strength(), line);
            assertEquals(9, request.padding(), line);
            assertEquals(Content.FILL, DiffusionParameters.of(request).content(), line);
        }
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void everyPresetSetsTheSameKeys(final Preset preset) {
        assertEquals(preset == Preset.NONE ? Set.of()
                : Set.of("strength", "content", "blur", "soft", "area", "padding"), preset.recipe().keySet());
        Engines.found().keys().parse(preset.recipe());
    }

    @Test
    void onlyKeysThatMeanSomethingAreAdded() {
        final Map<String, String> given = new LinkedHashMap<>(Map.of("preset", "modify"));
        final Parameters<DiffusionParameters> keys = Parameters.of(DiffusionParameters.class);
        assertEquals(Map.of("preset", "modify", "strength", "0.7", "content", "original", "soft", "true"),
                keys.expand(given));
        assertEquals(Map.of("preset", "modify"), given);
        assertEquals(Map.of("preset", "nothing"), keys.expand(Map.of("preset", "nothing")));
        final String message = assertThrows(InpaintException.class, () -> Engines.found().request(Map.of("preset",
                "remov")))
                .getMessage();
        assertTrue(message.startsWith("The value of 'preset' must be one of none, remove, replace, add"), message);
    }
}
