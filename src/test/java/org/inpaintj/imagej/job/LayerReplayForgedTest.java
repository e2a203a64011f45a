package org.inpaintj.imagej.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.regex.Matcher;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ij.ImagePlus;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engines.WithEngines;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.layer.LayerCodec;
import org.inpaintj.imagej.roi.RecentModels;
import org.inpaintj.inpaint.Provenance;
import org.inpaintj.inpaint.TestEngine;
import org.inpaintj.model.folder.ModelFixture;

/** Layers whose record names files of this machine. */
class LayerReplayForgedTest {

    @RegisterExtension
    static final WithEngines ENGINES = TestEngine.all();

    /** No model of the other tests has this name. */
    private static final String NAME = "never used before";

    @TempDir
    Path folder;

    /** A layer of an image that was opened, with a record in which a key has another value. */
    private static ImagePlus forged(final String engine, final String key, final String value) {
        final ImagePlus made = InpaintJobs.image(TestImages.GRAY8);
        InpaintJobs.deliver(made);
        // what is opened has no live element
        final ImagePlus imp = made.duplicate();
        final Layer layer = Layer.of(made).get(0);
        final ij.gui.ImageRoi roi = new ij.gui.ImageRoi(layer.roi().getBounds().x, layer.roi().getBounds().y,
                layer.roi().getProcessor());
        LayerCodec.properties(layer.roi()).forEach(roi::setProperty);
        imp.setOverlay(new ij.gui.Overlay(roi));
        ForgedLayer.record(roi, "\"engine\": \"noise\",\\s*\"seed\"", "\"engine\": \"" + engine + "\", \"seed\"");
        ForgedLayer.record(roi, "\"" + key + "\": \"[^\"]*\"", Matcher.quoteReplacement(
                "\"" + key + "\": \"" + value.replace("\\", "\\\\") + "\""));
        return imp;
    }

    private static String refused(final ImagePlus imp) {
        return assertThrows(InpaintException.class, () -> LayerReplay.of(imp, Layer.of(imp).get(0))).getMessage();
    }

    @Test
    void aModelThatWasNeverUsedIsNotOpened() throws IOException {
        final Path model = ModelFixture.copy("sd15", folder.resolve(NAME));
        final Path config = model.resolve("model_index.json");
        final FileTime never = FileTime.fromMillis(0);
        Files.setAttribute(config, "lastAccessTime", never);
        assertEquals("The layer was made with '" + NAME + "', which is not known here: use it once, with the path "
                + "where it lies, then repeat the layer.", refused(forged("diffusion", "model", model.toString())));
        assertEquals(never, Files.getAttribute(config, "lastAccessTime"));
        assertFalse(Layer.of(forged("diffusion", "model", model.toString())).get(0).macro()
                .contains(folder.toString()));

        // not even where the name alone leads to it
        final Path here = Path.of("").toAbsolutePath().relativize(model.toAbsolutePath());
        assertTrue(Files.exists(here));
        assertTrue(refused(forged("diffusion", "model", here.toString())).endsWith("then repeat the layer."));
    }

    @ParameterizedTest
    @ValueSource(strings = { "/etc/passwd", "\\\\192.0.2.7\\share\\model", "//192.0.2.7/share/model",
            "C:\\models\\a", ".",
        "../../etc", "src" })
    void noPathOfARecordIsFollowed(final String path) {
        for (final String key : new String[] { "model", "vae" })
            assertTrue(refused(forged("diffusion", key, path)).startsWith("The layer was made with '"), path);
        assertTrue(refused(forged("noise", "stylebook", path)).startsWith("The record of the layer names styles of the "
                + "stylebook '"), path);
        for (final String key : new String[] { "mask", "segmenter" }) {
            final ImagePlus imp = forged("noise", key, path);
            final Provenance again = LayerReplay.of(imp, Layer.of(imp).get(0)).paint(Progress.NONE).candidates().get(0)
                    .provenance();
            assertEquals("", again.request().get(key));
            assertEquals(Layer.of(imp).get(0).provenance().patchSha256(), again.patchSha256());
        }
    }

    @Test
    void aKnownModelIsFoundByItsNameWhateverFolderIsNamed() throws IOException {
        final Path known = ModelFixture.copy("sd15", folder.resolve("known"));
        RecentModels.remember(known.toString());
        final ImagePlus imp = forged("diffusion", "model", FileSystems.getDefault().getSeparator() + "elsewhere/known");
        final InpaintJob job = LayerReplay.of(imp, Layer.of(imp).get(0));
        assertEquals(known.toString(), job.request().model());
        assertTrue(job.notes().contains("The record of the layer does not say which 'known' it was made with, so "
                + "the result may differ."), job.notes().toString());
    }
}
