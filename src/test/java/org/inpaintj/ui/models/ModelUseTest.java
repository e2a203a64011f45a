package org.inpaintj.ui.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.Prefs;

import org.inpaintj.imagej.roi.RecentModels;
import org.inpaintj.imagej.roi.RecentModels.Kind;
import org.inpaintj.model.catalogue.Catalogue;
import org.inpaintj.model.catalogue.CatalogueEntry;
import org.inpaintj.model.catalogue.ModelRole;
import org.inpaintj.params.MacroLine;

class ModelUseTest {

    @TempDir
    private Path folder;

    @BeforeEach
    @AfterEach
    void clear() {
        for (final String name : List.of("inpaint", "repair", "image-to-image", "text-to-image", "outpaint", "compare",
                "upscale", "eraser", "models", "models.settings", "segmenters", "upscalers"))
            Prefs.set("inpaintj." + name, "");
    }

    private ModelRow row(final String role, final String task, final String settings) throws Exception {
        final String json = "{'schema':1,'models':[{'id':'m','title':'M','role':'" + role + "','task':'" + task
                + "','family':'sd15','licence':{'id':'MIT'},'source':'hf:a/b','settings':{" + settings + "}}]}";
        final CatalogueEntry entry = Catalogue.parse("A test", json.replace('\'', '"')).find("m").orElseThrow();
        final Path path = Files.writeString(folder.resolve(role + task + ".onnx"), "x");
        return new ModelRow("m", "M", entry.role(), ModelList.task(entry.role(), task), "sd15", 1, "MIT",
                ModelRow.State.INSTALLED, Optional.of(entry), Optional.of(path), Optional.empty(), "");
    }

    private static Map<String, String> kept(final String name) {
        return MacroLine.parse(Prefs.get("inpaintj." + name, ""));
    }

    @Test
    void aModelIsSetInAllCommandsWithWhatSuitsIt() throws Exception {
        Prefs.set("inpaintj.inpaint", "engine=patch steps=30 seed=7 prompt=[a red car]");
        final ModelRow fast = row("model", "inpaint", "\"steps\":\"4\",\"cfg\":\"1\"");
        final String said = ModelUse.use(fast), path = fast.path().orElseThrow().toString();
        assertTrue(said.contains("steps=4") && said.contains("cfg=1"), said);
        assertEquals(Map.of("engine", "auto", "model", path, "steps", "4", "cfg", "1", "seed", "7", "prompt",
                "a red car"), kept("inpaint"));
        assertEquals(Map.of("engine", "auto", "model", path, "steps", "4", "cfg", "1"), kept("outpaint"));
        assertEquals(path, RecentModels.paths().get(0));
        Prefs.set("inpaintj.outpaint", Prefs.get("inpaintj.outpaint", "").replace("steps=4", "steps=9"));
        final ModelRow eraser = row("model", "erase", "");
        ModelUse.use(eraser);
        assertEquals(Map.of("engine", "auto", "model", eraser.path().orElseThrow().toString(), "seed", "7", "prompt",
                "a red car"), kept("inpaint"));
        assertEquals(path, kept("outpaint").get("model"), "an eraser makes no whole images");
        assertEquals(eraser.path().orElseThrow().toString(), kept("eraser").get("model"));
        ModelUse.use(row("model", "text-to-image", ""));
        assertEquals("9", kept("outpaint").get("steps"), "what somebody has changed stays");
    }

    @Test
    void othersAreSetWhereTheyBelong() throws Exception {
        final ModelRow vae = row("vae", "vae", ""), upscaler = row("upscaler", "upscale", ""),
                segmenter = row("segmenter", "segment", "");
        ModelUse.use(vae);
        assertEquals(Map.of("vae", vae.path().orElseThrow().toString()), kept("text-to-image"));
        ModelUse.use(upscaler);
        assertEquals(Map.of("upscaler", upscaler.path().orElseThrow().toString()), kept("upscale"));
        ModelUse.use(segmenter);
        assertEquals(segmenter.path().orElseThrow().toString(), RecentModels.paths(Kind.SEGMENTER).get(0));
        assertTrue(ModelUse.isPossible(ModelRole.LORA) && !ModelUse.isPossible(ModelRole.CONTROLNET));
    }

    @Test
    void aSearchLooksEverywhereAndTextsAreTexts() throws Exception {
        final ModelRow row = new ModelRow("k", "<i>Ink</i> & paper", ModelRole.LORA, "LoRA", "sd15", 12_345_678, "MIT",
                ModelRow.State.IN_A_FOLDER, Optional.empty(), Optional.of(folder), Optional.empty(),
                "use with <script>alert(1)</script>\nsecond line");
        assertTrue(row.matches("INK sd15 lora second") && row.matches("") && !row.matches("ink sdxl"));
        final String html = ModelDetails.html(row, "in a folder of yours", true);
        assertTrue(html.contains("&lt;i&gt;Ink&lt;/i&gt; &amp; paper") && html.contains("&lt;script&gt;")
                && html.contains("12 MB") && html.contains("<br>second line"), html);
        assertEquals("", ModelRow.bytes(-1));
        assertEquals("4.3 GB", ModelRow.bytes(4_265_146_304L));
        assertEquals("1 kB", ModelRow.bytes(5));
    }
}
