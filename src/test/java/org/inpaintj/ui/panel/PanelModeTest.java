package org.inpaintj.ui.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;

import org.inpaintj.command.ImageCommand;
import org.inpaintj.command.InpaintSelection;
import org.inpaintj.command.Outpaint;
import org.inpaintj.command.RemoveObject;
import org.inpaintj.core.Progress;
import org.inpaintj.engines.Engines;
import org.inpaintj.imagej.job.InpaintJob;
import org.inpaintj.imagej.job.OutpaintJob;
import org.inpaintj.imagej.job.PaintJob;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.outpaint.OutpaintRequest;
import org.inpaintj.params.MacroLine;
import org.inpaintj.ui.form.ParameterDialog.Asker;
import org.inpaintj.ui.run.RunStarter;

/** Each mode is keys of a command of the menu, and what is recorded of them makes the same pixels again. */
class PanelModeTest {

    private static final String SD15 = ModelFixture.of("sd15").folder().toString(),
            ERASER = ModelFixture.of("erasers").folder().resolve("lama-free.onnx").toString();

    /** The commands without a window. */
    static final class Commands implements PanelCommands {

        @Override
        public ImageCommand<?> asker(final String label, final ImagePlus image) {
            final ImageCommand<?> command = label.equals(OutpaintRequest.LABEL) ? new Outpaint()
                    : label.equals("Remove Object") ? new RemoveObject() : new InpaintSelection();
            assertEquals(label, command.title());
            command.take(image);
            return command;
        }

        @Override
        public Optional<Map<String, String>> ask(final String label, final ImagePlus image,
                final Map<String, String> keys, final String message) {
            return Optional.empty();
        }

        @Override
        public RunStarter starter() {
            throw new UnsupportedOperationException();
        }
    }

    /** Takes all that the panel keeps out of the preferences. */
    static void forget() {
        for (final String each : List.of("mode", "all", "remove", "fill", "replace", "add", "expand", "refine"))
            Prefs.set("inpaintj.panel." + each, "");
        Prefs.set("inpaintj.models", "");
        Prefs.set("inpaintj.times", "");
    }

    @BeforeEach
    @AfterEach
    void forgetAll() {
        forget();
    }

    private static ImagePlus image() {
        final ImagePlus imp = IJ.createImage("noise", "8-bit ramp", 48, 40, 1);
        for (int i = 0; i < 48 * 40; i += 7)
            imp.getProcessor().set(i, 31 * i % 256);
        imp.setRoi(14, 12, 14, 10);
        return imp;
    }

    static Stream<Arguments> modesAndModels() {
        return Stream.of(PanelMode.values()).flatMap(mode -> Stream.of("auto", ERASER, SD15)
                .filter(model -> !mode.needsWords() || model.equals(SD15))
                .map(model -> Arguments.of(mode, model)));
    }

    @ParameterizedTest
    @MethodSource("modesAndModels")
    void recordsWhatMakesTheSameAgain(final PanelMode mode, final String model) {
        final Commands commands = new Commands();
        final ImagePlus imp = image();
        final PanelSettings settings = PanelSettings.read();
        settings.choose(mode);
        settings.set("model", model);
        settings.set("steps", "2");
        settings.set("prompt", "a red car");
        final PanelOutlook ahead = PanelOutlook.of(commands, settings, imp);
        assertTrue(ahead.ready(), ahead.lacks());
        assertEquals(mode.prompts() && model.equals(SD15), ahead.keys().containsKey("prompt"), "" + ahead.keys());
        assertEquals(model.equals(SD15) ? "2" : null, ahead.keys().get("steps"), "" + ahead.keys());
        if (model.equals(SD15) && !mode.recipe().isEmpty())
            assertTrue(ahead.keys().entrySet().containsAll(mode.recipe(ahead.offered()).entrySet()),
                    "" + ahead.keys());
        final ImageCommand<?> command = commands.asker(mode.command(), imp);
        command.assign(command.expand(ahead.keys()));
        command.settle();
        final String recorded = MacroLine.format(command.recorded());
        assertEquals(run(mode, imp, command.values()), run(mode, imp, MacroLine.parse(recorded)), recorded);
        assertEquals(Set.of(), idle(mode, command, ahead.keys()), "all keys mean something");
    }

    private static List<String> run(final PanelMode mode, final ImagePlus imp, final Map<String, String> texts) {
        imp.setOverlay(null);
        final PaintJob<?> job = mode == PanelMode.EXPAND ? OutpaintJob.of(imp, OutpaintRequest.of(texts))
                : InpaintJob.of(imp, Engines.found().request(texts));
        final ImagePlus made = job.paint(Progress.NONE, sofar -> {}).deliver();
        final List<String> told = new ArrayList<>();
        Layer.of(made).forEach(layer -> told.add(layer.provenance().patchSha256()));
        told.add(made.getWidth() + " x " + made.getHeight() + " " + Arrays.hashCode((byte[]) made
                .getProcessor().getPixels()));
        assertEquals(mode == PanelMode.EXPAND, made != imp);
        assertEquals(mode == PanelMode.EXPAND ? 0 : 1, Layer.of(made).size());
        return told;
    }

    private static Set<String> idle(final PanelMode mode, final Asker command, final Map<String, String> keys) {
        final Set<String> idle = new HashSet<>(keys.keySet());
        final Asker asked = new Commands().asker(mode.asked(), image());
        asked.assign(asked.expand(keys));
        idle.removeAll(asked.shown());
        idle.removeAll(asked.rest(asked.shown()));
        return idle;
    }

    @Test
    void sayWhatIsLacking() {
        final PanelSettings settings = PanelSettings.read();
        final ImagePlus imp = image();
        imp.deleteRoi();
        assertTrue(PanelOutlook.of(new Commands(), settings, null).lacks().contains("No image is open"));
        assertTrue(PanelOutlook.of(new Commands(), settings, imp).lacks().contains("Nothing is selected in 'noise'"));
        settings.choose(PanelMode.EXPAND);
        assertTrue(PanelOutlook.of(new Commands(), settings, imp).ready(), "it needs no selection");
        assertTrue(PanelOutlook.of(new Commands(), settings, imp).line().startsWith("result 176 x 168 px"),
                PanelOutlook.of(new Commands(), settings, imp).line());
        settings.choose(PanelMode.ADD);
        imp.setRoi(4, 4, 9, 9);
        assertTrue(PanelOutlook.of(new Commands(), settings, imp).lacks().contains("Add needs a model"));
        settings.set("model", SD15);
        assertTrue(PanelOutlook.of(new Commands(), settings, imp).lacks().contains("Say in the prompt"));
        settings.set("prompt", "a car");
        final PanelOutlook ahead = PanelOutlook.of(new Commands(), settings, imp);
        assertTrue(ahead.ready() && ahead.line().matches("\\d+ steps at \\d+ x \\d+ px.*; about .* of memory"),
                ahead.line());
        settings.set("model", "/no/such/model");
        assertTrue(PanelOutlook.of(new Commands(), settings, imp).advice().contains("/no/such/model"),
                PanelOutlook.of(new Commands(), settings, imp).toString());
        settings.set("model", "auto");
        settings.set("seed", "many");
        assertTrue(PanelOutlook.of(new Commands(), settings, imp).lacks().contains("seed"), "a bad number is said");
        assertTrue(PanelOutlook.of(new Commands(), settings, imp).offered().contains("seed"), "and can be corrected");
        settings.choose(PanelMode.FILL);
        settings.set("seed", "5");
        settings.set("candidates", "\uff11\uff12");
        assertTrue(PanelOutlook.of(new Commands(), settings, imp).ready(), "digits of a Chinese keyboard are digits");
    }

    @ParameterizedTest
    @EnumSource(PanelMode.class)
    void areInTheTableOfThePage(final PanelMode mode) throws IOException {
        final String page = Files.readString(Path.of("docs/panel.md"));
        final String row = page.lines().filter(line -> line.startsWith("| " + mode.title() + " |")).findFirst()
                .orElseThrow();
        mode.recipe().forEach((key, value) -> assertTrue(row.contains("`" + key + "=" + value + "`"),
                key + "=" + value + " in " + row));
        assertTrue(row.contains(mode.command()), row);
    }
}
