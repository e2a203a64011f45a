package org.inpaintj.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.event.EventHandler;
import org.scijava.module.Module;
import org.scijava.plugin.Parameter;
import org.scijava.task.TaskService;
import org.scijava.task.event.TaskEvent;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;

import org.inpaintj.command.batch.Batch;
import org.inpaintj.core.InpaintException;
import org.inpaintj.engines.WithEngines;
import org.inpaintj.ij1.SlowEngine;
import org.inpaintj.imagej.layer.Layer;

/** The commands through SciJava's own services, as a script would run them. */
@Timeout(60)
class SciJavaTest {

    @RegisterExtension
    static final WithEngines ENGINES = new WithEngines(SlowEngine.both());

    private Context context;
    private CommandService commands;

    @BeforeEach
    void start() {
        context = new Context(CommandService.class, TaskService.class, StrictCommands.class);
        commands = context.getService(CommandService.class);
    }

    @AfterEach
    void stop() {
        context.dispose();
    }

    private static ImagePlus image() {
        final ImagePlus imp = IJ.createImage("cells", "16-bit ramp", 64, 48, 1);
        imp.setRoi(20, 16, 12, 10);
        return imp;
    }

    private Module run(final Class<? extends ParameterCommand<?>> command, final boolean process,
            final Object... inputs)
            throws Exception {
        return commands.run(command, process, inputs).get();
    }

    /** The entries of plugins.config answer to menus and macros, in Fiji too. */
    @Test
    void noCommandIsInTheMenu() {
        final List<CommandInfo> ours = commands.getCommands().stream()
                .filter(info -> info.getDelegateClassName().startsWith("org.inpaintj.")).toList();
        assertEquals(30, ours.size());
        for (final CommandInfo info : ours) {
            assertEquals("", info.getMenuPath().getMenuString(), info.getDelegateClassName());
            assertFalse(info.isVisible(), info.getDelegateClassName());
        }
    }

    @Test
    void aScriptWaitsAndGetsTheResult() throws Exception {
        for (final boolean process : new boolean[] { true, false }) {
            final ImagePlus imp = image();
            final Module module = run(InpaintSelection.class, process, "image", imp, "engine", "slow", "seed", 9L,
                    "steps", 2);
            assertSame(imp, module.getOutput("result"));
            assertEquals(1, Layer.of(imp).size());
            assertEquals(9, Layer.of(imp).get(0).provenance().seed());
            assertEquals("2", Layer.of(imp).get(0).provenance().request().get("steps"));
        }
        final ImagePlus imp = image();
        final ImagePlus made = (ImagePlus) run(InpaintSelection.class, true, "image", imp, "engine", "slow", "target",
                "image").getOutput("result");
        assertNotSame(imp, made);
        assertFalse(made.isVisible(), "a script decides itself what is shown");
        assertNotNull(imp.getRoi());
    }

    @Test
    void theEmbeddedEngineRemovesAndFlattens() throws Exception {
        final ImagePlus imp = image();
        run(RemoveObject.class, true, "image", imp, "seed", 1L);
        assertEquals("patch", Layer.of(imp).get(0).provenance().engine());
        final ImagePlus flat = (ImagePlus) run(FlattenLayers.class, true, "image", imp).getOutput("result");
        assertNotSame(imp, flat);
        assertEquals(1, Layer.of(imp).size());
        assertEquals(0, Layer.of(flat).size());
        run(FlattenLayers.class, true, "image", imp, "inplace", true);
        assertEquals(0, Layer.of(imp).size());
    }

    @Test
    void aScriptRepaintsTheSlicesOfAnImage() throws Exception {
        final ImagePlus imp = IJ.createImage("stack", "16-bit ramp", 60, 40, 3);
        for (int z = 1; z <= 3; z++)
            imp.getStack().getProcessor(z).set(25, 20, 60000);
        imp.setRoi(20, 16, 12, 10);
        final ImagePlus made = (ImagePlus) run(Batch.class, true, "image", imp, "each", "slices", "engine", "patch",
                "seed", 1).getOutput("result");
        assertEquals(3, made.getStackSize());
        for (int z = 1; z <= 3; z++)
            for (int i = 0; i < 60 * 40; i++) {
                final int x = i % 60, y = i / 60;
                final int before = imp.getStack().getProcessor(z).get(i);
                final int after = made.getStack().getProcessor(z).get(i);
                if (x >= 20 && x < 32 && y >= 16 && y < 26)
                    assertTrue(after < 60000, "slice " + z + " is repainted");
                else
                    assertEquals(before, after);
            }
        assertEquals(60000, imp.getStack().getProcessor(2).get(25, 20), "the image itself stays");
        assertError("A batch of an open image makes a new one", Batch.class, "image", imp, "each", "slices", "target",
                "inplace");
        assertError("There is no file or folder 'nowhere'", Batch.class, "images", "nowhere", "results", "x");
    }

    @Test
    void aScriptComparesAndEnhances() throws Exception {
        for (final String grid : List.of("stack", "montage")) {
            final ImagePlus imp = image();
            final ImagePlus made = (ImagePlus) run(Compare.class, true, "image", imp, "engine", "slow", "steps", 1, "x",
                    "seed: 1, 2", "y", "grow: 0-2", "result", grid).getOutput("result");
            assertEquals(grid.equals("stack") ? 6 : 1, made.getStackSize());
            assertEquals(grid.equals("stack") ? 16 : 24, made.getBitDepth());
        }
        assertError("In x: The value of 'grow' must be", Compare.class, "image", image(), "x", "grow: much");
        assertEquals("a cat, sharp focus, fine detail", run(EnhancePrompt.class, true, "prompt", "a cat", "preset",
                "repair_detail").getOutput("enhanced"));
    }

    @Test
    void errorsReachTheScript() {
        assertError("There is no image open", InpaintSelection.class);
        assertError("from 1 to 64", InpaintSelection.class, "image", image(), "engine", "slow", "candidates", 65);
        assertError("one of layer, image, slice, inplace", InpaintSelection.class, "image", image(), "target", "wall");
        assertError("has no visible layer to flatten", FlattenLayers.class, "image", image());
        assertError("The engine was told to fail", InpaintSelection.class, "image", image(), "engine", "slow",
                "cfg", 99.0);
        // SciJava itself would only log it and go on with the default
        assertError("must be a whole number from 1 to 1000, not 'many'", InpaintSelection.class, "image",
                image(), "steps",
                "many");
        assertError("Unknown key 'grow'", ImageToImage.class, "image", image(), "grow", 3);
    }

    @Test
    void anUnknownKeyIsAnError() {
        final ImagePlus imp = image();
        final InpaintException error = assertThrows(InpaintException.class,
                () -> run(InpaintSelection.class, true, "image", imp, "engine", "slow", "stepz", 3));
        assertTrue(error.getMessage().startsWith("Unknown key 'stepz': did you mean 'steps'"), error.getMessage());
        assertEquals(0, Layer.of(imp).size());
    }

    /** Every key of any engine, without a name that SciJava has to know. */
    @Test
    void oneInputTakesAllKeysAsAMacroLine() throws Exception {
        for (final boolean process : new boolean[] { true, false }) {
            final ImagePlus imp = image();
            run(InpaintSelection.class, process, "image", imp, "keys", "engine=slow seed=9 steps=2 prompt=[a cat]",
                    "cfg", 3);
            final Map<String, String> request = Layer.of(imp).get(0).provenance().request();
            assertEquals("2", request.get("steps"));
            assertEquals("3", request.get("cfg"));
            assertEquals("a cat", request.get("prompt"));
        }
        assertError("The key 'seed' is given twice", InpaintSelection.class, "image", image(), "keys", "seed=1",
                "seed", 2);
        assertError("Unknown key 'sed': did you mean 'seed'?", InpaintSelection.class, "image", image(), "keys",
                "sed=1");
        assertError("is never closed", InpaintSelection.class, "image", image(), "keys", "prompt=[a");
    }

    /** Whatever a script takes for a number, a switch or a path. */
    @Test
    void valuesOfAnyTypeAreReadAsInAMacro() throws Exception {
        final ImagePlus imp = image();
        run(InpaintSelection.class, true, "image", imp, "engine", "slow", "seed", 9, "steps", 3.0, "cfg",
                "4.5", "invert",
                false, "strength", 0.25f, "prompt", "a steps=9 b", "vae", new File("models"), "negative", null);
        final Map<String, String> request = Layer.of(imp).get(0).provenance().request();
        assertEquals("3", request.get("steps"));
        assertEquals("4.5", request.get("cfg"));
        assertEquals("0.25", request.get("strength"));
        assertEquals("a steps=9 b", request.get("prompt"));
        assertEquals("models", request.get("vae"));
    }

    /** Another image is the current one, and stays it. */
    @Test
    void theImageGivenIsTheOnePainted() throws Exception {
        final ImagePlus shown = image(), given = image();
        WindowManager.setTempCurrentImage(shown);
        try {
            final Module module = run(RemoveObject.class, true, "image", given, "seed", 1);
            assertSame(given, module.getOutput("result"));
            assertEquals(1, Layer.of(given).size());
            assertEquals(0, Layer.of(shown).size());
            assertSame(shown, WindowManager.getCurrentImage());
        } finally {
            WindowManager.setTempCurrentImage(null);
        }
    }

    @Test
    void everyCommandReturnsWhatItMade() throws Exception {
        final ImagePlus imp = image();
        run(RemoveObject.class, true, "image", imp, "seed", 1);
        assertSame(imp, run(Layers.class, true, "image", imp, "action", "hide").getOutput("result"));
        assertFalse(Layer.of(imp).get(0).visible());
        assertTrue(((String) run(DeviceReport.class, true).getOutput("report")).contains("ONNX Runtime"));
    }

    private void assertError(final String words, final Class<? extends ParameterCommand<?>> command,
            final Object... inputs) {
        final ExecutionException error = assertThrows(ExecutionException.class, () -> run(command, true, inputs));
        Throwable cause = error;
        while (!(cause instanceof InpaintException) && cause.getCause() != null)
            cause = cause.getCause();
        assertInstanceOf(InpaintException.class, cause);
        assertTrue(cause.getMessage().contains(words), cause.getMessage());
    }

    /** Presets in scripts. */
    @Test
    void presetsFillInWhatIsNotGiven() throws Exception {
        for (final boolean process : new boolean[] { true, false }) {
            final ImagePlus imp = image();
            imp.deleteRoi();
            run(ImageToImage.class, process, "image", imp, "engine", "slow", "seed", 9L, "steps", 2, "preset", "sketch",
                    "blur", 3.0);
            final Map<String, String> request = Layer.of(imp).get(0).provenance().request();
            assertEquals("0.85", request.get("strength"));
            assertEquals("3", request.get("blur"));
            assertEquals("sketch", request.get("preset"));
        }
        final ImagePlus made = (ImagePlus) run(TextToImage.class, true, "engine", "slow", "prompt", "a cat",
                "width", 20,
                "height", 16, "steps", 1).getOutput("result");
        assertEquals("a cat", made.getTitle());
        assertEquals(20, made.getWidth());
    }

    @Test
    void jobsAreSciJavaTasks() throws Exception {
        final Listener listener = new Listener();
        context.inject(listener);
        run(InpaintSelection.class, true, "image", image(), "engine", "slow", "steps", 3);
        for (int i = 0; i < 100 && !listener.seen.contains("done"); i++)
            Thread.sleep(20);
        assertTrue(listener.seen.contains("Inpaint Selection (slow): cells"), listener.seen.toString());
        assertTrue(listener.seen.contains("pretending 2/3"), listener.seen.toString());
        assertTrue(listener.seen.contains("done"), listener.seen.toString());
    }

    /** Cancelling the task cancels the job, and the script learns of it. */
    @Test
    void aTaskCancelsItsJob() {
        final Listener listener = new Listener();
        listener.cancel = true;
        context.inject(listener);
        final ImagePlus imp = image();
        assertThrows(ExecutionException.class,
                () -> run(InpaintSelection.class, true, "image", imp, "engine", "slow", "steps", 500));
        assertEquals(0, Layer.of(imp).size());
    }

    /** SciJava publishes on its own thread. */
    private static final class Listener {

        private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
        private volatile boolean cancel;
        @Parameter private Context context;

        @EventHandler
        void onTask(final TaskEvent event) {
            seen.add(event.getTask().getName());
            seen.add(event.getTask().getStatusMessage() + " " + event.getTask().getProgressValue() + "/"
                    + event.getTask().getProgressMaximum());
            if (event.getTask().isDone())
                seen.add("done");
            if (cancel && event.getTask().getProgressValue() > 2)
                event.getTask().cancel("asked to");
        }
    }
}
