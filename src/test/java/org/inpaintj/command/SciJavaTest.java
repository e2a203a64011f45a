package org.inpaintj.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.inpaintj.engine.InpaintException;
import org.inpaintj.image.Layer;
import org.inpaintj.ij1.SlowEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.scijava.Context;
import org.scijava.ItemVisibility;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.event.EventHandler;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;
import org.scijava.plugin.Parameter;
import org.scijava.task.TaskService;
import org.scijava.task.event.TaskEvent;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.WindowManager;

/** The commands through SciJava's own services, as a script would run them. */
@Timeout(60)
class SciJavaTest {

    private Context context;
    private CommandService commands;

    @BeforeEach
    void start() {
        SlowEngine.register();
        context = new Context(CommandService.class, TaskService.class);
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

    /** SciJava's command service returns no future for dynamic commands; its documentation says to do this instead. */
    private Module run(final Class<? extends InpaintCommand<?>> command, final boolean process, final Object... inputs)
            throws Exception {
        return context.getService(ModuleService.class).run(commands.getCommand(command), process, inputs).get();
    }

    @Test
    void theMenuHoldsEveryCommand() {
        final List<String> paths = commands.getCommands().stream()
                .filter(info -> info.getDelegateClassName().startsWith("org.inpaintj."))
                .map(info -> info.getMenuPath().getMenuString()).sorted().toList();
        assertEquals(List.of("Plugins > InpaintJ > Device Report", "Plugins > InpaintJ > Flatten Layers",
                "Plugins > InpaintJ > Image to Image...", "Plugins > InpaintJ > Inpaint Selection...",
                "Plugins > InpaintJ > Jobs...", "Plugins > InpaintJ > Layers...", "Plugins > InpaintJ > Refine Selection...",
                "Plugins > InpaintJ > Remove Object",
                "Plugins > InpaintJ > Repair Detections...", "Plugins > InpaintJ > Select by Text...",
                "Plugins > InpaintJ > Text to Image..."), paths);
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
    void errorsReachTheScript() {
        assertError("There is no image open", InpaintSelection.class);
        assertError("from 1 to 64", InpaintSelection.class, "image", image(), "engine", "slow", "candidates", 65);
        assertError("one of layer, image, slice, inplace", InpaintSelection.class, "image", image(), "target", "wall");
        assertError("has no visible layer to flatten", FlattenLayers.class, "image", image());
        assertError("The engine was told to fail", InpaintSelection.class, "image", image(), "engine", "slow", "cfg", 99.0);
    }

    private void assertError(final String words, final Class<? extends InpaintCommand<?>> command,
            final Object... inputs) {
        final ExecutionException error = assertThrows(ExecutionException.class, () -> run(command, true, inputs));
        Throwable cause = error;
        while (!(cause instanceof InpaintException) && cause.getCause() != null)
            cause = cause.getCause();
        assertInstanceOf(InpaintException.class, cause);
        assertTrue(cause.getMessage().contains(words), cause.getMessage());
    }

    /** What the dialog and the recorder see after the initializer. */
    @Test
    void inputsAreDressedForDialogAndRecorder() throws Exception {
        final CommandInfo info = commands.getCommand(InpaintSelection.class);
        final InpaintSelection command = (InpaintSelection) context.getService(ModuleService.class).createModule(info);
        Inputs.dress(command, true);
        final Map<String, ModuleItem<?>> items = new LinkedHashMap<>();
        command.getInfo().inputs().forEach(item -> items.put(item.getName(), item));
        for (final String key : command.keys().keys()) {
            final boolean shown = command.shown().contains(key);
            assertEquals(!shown, command.isInputResolved(key), key + " is asked for only if it is shown");
            assertEquals(shown ? ItemVisibility.NORMAL : ItemVisibility.INVISIBLE, items.get(key).getVisibility(),
                    key + " is recorded only if it is shown or changed");
            assertEquals(command.keys().describe(key).label(), items.get(key).getLabel());
        }
        assertTrue(command.isInputResolved("image"), "an image is never asked for");
        assertFalse(command.isInputResolved("more"), "a button leads to the other keys");
        assertEquals(List.of("layer", "image", "slice", "inplace"), items.get("target").getChoices());
        assertEquals(1, items.get("candidates").getMinimumValue());
        assertEquals(4294967295L, items.get("seed").getMaximumValue());
        command.assign(Map.of("spill", "3"));
        Inputs.dress(command, false);
        assertEquals(ItemVisibility.NORMAL, items.get("spill").getVisibility(), "what differs is recorded");
        assertTrue(command.isInputResolved("target") && command.isInputResolved("more"));
        command.assign(Map.of("tone", "full"));
        Inputs.record(command);
        assertEquals(ItemVisibility.NORMAL, items.get("tone").getVisibility(), "also if the button has changed it");
    }

    /** Fields of a superclass come first, whatever the keys' order. */
    @Test
    void inputsAreInTheOrderOfTheKeys() throws Exception {
        for (final CommandInfo info : commands.getCommands())
            if (info.getDelegateClassName().startsWith("org.inpaintj.")) {
                final InpaintCommand<?> command = (InpaintCommand<?>) context.getService(ModuleService.class)
                        .createModule(info);
                Inputs.dress(command, true);
                final List<String> names = new ArrayList<>();
                command.getInfo().inputs().forEach(item -> names.add(item.getName()));
                names.retainAll(command.keys().keys());
                assertEquals(command.keys().keys(), names);
            }
    }

    /** SciJava looks for keys inside of texts and takes any value; it has set such inputs before the initializer. */
    @Test
    void macroOptionsAreReadStrictly() throws Exception {
        final InpaintSelection command = asMacro("engine=slow invert prompt=[a steps=9 b]", "steps", 9);
        assertEquals("20", command.values().get("steps"));
        assertEquals("true", command.values().get("invert"));
        assertEquals("a steps=9 b", command.values().get("prompt"));
        assertTrue(command.keys().keys().stream().allMatch(command::isInputResolved), "no dialog comes up");
        final InpaintSelection bad = asMacro("engine=slow target=paper", "target", "paper");
        assertTrue(bad.keys().keys().stream().allMatch(bad::isInputResolved), "no dialog comes up");
        assertTrue(assertThrows(InpaintException.class, bad::run).getMessage().contains("not 'paper'"));
    }

    /** A command after its initializer, in a thread that ImageJ would take for a macro's. */
    private InpaintSelection asMacro(final String options, final String key, final Object value) throws Exception {
        final InpaintSelection command = (InpaintSelection) context.getService(ModuleService.class)
                .createModule(commands.getCommand(InpaintSelection.class));
        command.setInput("image", image());
        command.setInput(key, value);
        command.resolveInput(key);
        final String name = Thread.currentThread().getName();
        Thread.currentThread().setName("Run$_" + name);
        Macro.setOptions(options);
        try {
            command.initialize();
        } finally {
            Macro.setOptions(null);
            Thread.currentThread().setName(name);
        }
        return command;
    }

    /** Presets in scripts and in SciJava's dialog; keys of other commands. */
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
            assertEquals("none", request.get("preset"));
        }
        assertError("The key 'grow' means nothing to Image to Image...", ImageToImage.class, "image", image(), "grow", 3);
        final ImageToImage command = (ImageToImage) context.getService(ModuleService.class)
                .createModule(commands.getCommand(ImageToImage.class));
        Inputs.dress(command, true);
        command.setInput("preset", "modify");
        for (final ModuleItem<?> item : command.getInfo().inputs())
            if (item.getName().equals("preset"))
                item.callback(command);
        assertEquals("0.7", command.values().get("strength"));
        final ImagePlus made = (ImagePlus) run(TextToImage.class, true, "engine", "slow", "prompt", "a cat", "width", 20,
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

    @Test
    void noImageStaysCurrentInAPooledThread() throws Exception {
        final ImagePlus imp = image();
        final ImagePlus[] current = { imp };
        context.getService(org.scijava.thread.ThreadService.class).run(() -> {
            WindowManager.setTempCurrentImage(imp);
            final InpaintSelection command = new InpaintSelection();
            context.inject(command);
            command.assign(Map.of("engine", "slow"));
            command.setInput("image", imp);
            command.run();
            current[0] = WindowManager.getCurrentImage();
        }).get();
        assertNotSame(imp, current[0]);
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
