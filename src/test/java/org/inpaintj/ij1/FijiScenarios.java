package org.inpaintj.ij1;

import static org.inpaintj.ij1.TestDesktop.check;
import static org.inpaintj.ij1.TestDesktop.image;

import java.awt.TextArea;
import java.awt.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;

import javax.swing.JLabel;

import org.scijava.Context;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.script.ScriptModule;
import org.scijava.script.ScriptService;
import org.scijava.task.Task;
import org.scijava.task.event.TaskEvent;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.plugin.frame.Recorder;

import org.inpaintj.ij1.GuiScenarios.Scenario;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.job.Job;

/** What a user does at the screen in Fiji only: scripts, the Script Editor's macros, the search, tasks. */
public final class FijiScenarios {

    private FijiScenarios() {}

    static Map<String, Scenario> all() {
        final Map<String, Scenario> all = new LinkedHashMap<>();
        all.put("the image that a script names is painted", FijiScenarios::hiddenImage);
        all.put("a macro of the Script Editor paints its own image", FijiScenarios::batchMacro);
        all.put("the Script Editor shows why a macro stops", FijiScenarios::macroError);
        all.put("a script gets the result, and what was wrong, without a window", FijiScenarios::scripts);
        all.put("the search lists each command once", FijiScenarios::search);
        all.put("a job is a task with steps and can be cancelled", FijiScenarios::task);
        all.put("nothing is said to be finished while a job runs", FijiScenarios::status);
        all.put("the recorder's Run button paints", FijiScenarios::recorderRuns);
        GuiScenarios.all().forEach(all::put);
        return all;
    }

    /** Called by a script; returns at once. */
    public static void start(final String results) {
        GuiScenarios.start(results, all());
    }

    private static <S extends org.scijava.service.Service> S service(final Class<S> type) {
        return ((Context) IJ.runPlugIn("org.scijava.Context", "")).getService(type);
    }

    /** Starts a script or macro as the Script Editor does. */
    private static Future<ScriptModule> script(final String name, final String text, final Object... inputs)
            throws Exception {
        return service(ScriptService.class).run(name, text, true, inputs);
    }

    private static Object groovy(final String text, final Object... inputs) throws Exception {
        return script("script.groovy", text, inputs).get().getReturnValue();
    }

    private static void hiddenImage() throws Exception {
        final ImagePlus shown = image(), hidden = IJ.createImage("hidden", "8-bit ramp", 64, 64, 1);
        hidden.setRoi(20, 20, 10, 10);
        groovy("#@ Object imp\nij.IJ.run(imp, 'Inpaint Selection...', 'engine=slow seed=3')\n", "imp", hidden);
        check(Layer.of(hidden).size() == 1, "the layer is on the image given");
        check(Layer.of(shown).isEmpty(), "and not on the one shown");
    }

    private static void batchMacro() throws Exception {
        final ImagePlus shown = image();
        script("macro.ijm", """
                setBatchMode(true);
                newImage("b", "8-bit ramp", 64, 64, 1);
                makeRectangle(20, 20, 10, 10);
                run("Inpaint Selection...", "engine=slow seed=200");
                run("Flatten Layers");
                rename("flat");
                setBatchMode("exit and display");
                """).get();
        check(Layer.of(shown).isEmpty(), "no layer is on the image shown");
        check(Layer.of(WindowManager.getImage("b")).size() == 1, "it is on that of the macro");
        final ImagePlus flat = WindowManager.getImage("flat"), b = WindowManager.getImage("b");
        check(flat != b && ImagePixels.differing(b.getProcessor(), flat.getProcessor(), null) > 50,
                "the copy holds what was made");
    }

    private static void macroError() throws Exception {
        image();
        final Future<ScriptModule> macro = script("macro.ijm",
                "run('Inpaint Selection...', 'stepz=3');\nnewImage('went on', '8-bit', 9, 9, 1);\n");
        final Window message =
                PlainImageJGui.await("message", () -> TestDesktop.message("Unknown key 'stepz': did you mean 'steps'"));
        PlainImageJGui.press(message, "OK");
        PlainImageJGui.until("end of the macro", macro::isDone);
        check(WindowManager.getImage("went on") == null, "the macro goes on");
        check(PlainImageJGui.titles().stream()
                .noneMatch(title -> title.contains("Console") || title.contains("Exception")), PlainImageJGui.titles());
    }

    private static void scripts() throws Exception {
        final ImagePlus imp = image();
        final String run = """
                #@ CommandService command
                #@ Object imp
                import org.inpaintj.command.InpaintSelection
                """;
        check(groovy(run + "command.run(InpaintSelection, true, 'image', imp, 'engine', 'slow', 'seed', 3)"
                + ".get().getOutput('result')", "imp", imp) == imp, "the output is the image with its layer");
        check(Layer.of(imp).size() == 1, "one layer");
        for (final String[] wrong : new String[][] { { "stepz", "Unknown key 'stepz': did you mean" },
                { "target", "'target' must be one of" } }) {
            final Object said = groovy(run
                    + "try { command.run(InpaintSelection, true, 'image', imp, 'engine', 'slow', '" + wrong[0]
                    + "', 'nowhere').get(); return 'went on' }\ncatch (e) { while (e.cause) e = e.cause; return "
                    + "e.message }",
                    "imp", imp);
            check(String.valueOf(said).contains(wrong[1]), said);
        }
    }

    private static void search() throws Exception {
        final List<?> found = (List<?>) groovy("""
                #@ Context context
                def searcher = new org.scijava.search.module.ModuleSearcher()
                context.inject(searcher)
                return searcher.search('inpaint', false)*.name()
                """);
        final List<String> menu = PlainImageJGui.labels("Plugins", "InpaintJ").stream()
                .filter(label -> !label.equals("-")).toList();
        final List<?> ours = found.stream().filter(menu::contains).sorted().toList();
        check(ours.equals(menu.stream().sorted().toList()), found);
    }

    private static void task() throws Exception {
        image();
        final Listener listener = new Listener();
        final EventService events = service(EventService.class);
        final var subscriptions = events.subscribe(listener);
        try {
            final Job<?> job = TestDesktop.startSlowly(500);
            PlainImageJGui.until("steps of the task", () -> listener.seen.stream()
                    .anyMatch(line -> line.matches("pretending [2-9]/500")));
            final Task task = listener.task;
            check(task.getName().contains(job.title()), task.getName());
            task.cancel("asked to");
            PlainImageJGui.until("end of the job", () -> job.state() == Job.State.CANCELLED);
            PlainImageJGui.until("end of the task", task::isDone);
            check(Layer.of(WindowManager.getImage("cells")).isEmpty(), "no layer");
        } finally {
            events.unsubscribe(subscriptions);
        }
    }

    private static void status() {
        final ImagePlus imp = image();
        final Job<?> job = TestDesktop.startSlowly(100);
        while (!job.state().ended()) {
            final String said = PlainImageJGui.onEventThread(() -> PlainImageJGui.all(IJ.getInstance(), JLabel.class)
                    .toString());
            check(!said.contains("Command finished") || job.state().ended(), said);
            TestDesktop.sleep(10);
        }
        check(!imp.changes || !Layer.of(imp).isEmpty(), "the job's layer");
    }

    /** The button runs what is selected, on the event thread. */
    private static void recorderRuns() {
        final Recorder recorder = TestDesktop.record();
        final ImagePlus imp = image();
        PlainImageJGui.later(() ->
                Recorder.recordString("run(\"Inpaint Selection...\", \"engine=slow seed=7 steps=2\");\n"));
        PlainImageJGui.until("line", () -> recorder.getText().contains("Inpaint Selection"));
        PlainImageJGui.later(() -> PlainImageJGui.all(recorder, TextArea.class).get(0)
                .select(0, recorder.getText().lastIndexOf(';') + 1));
        PlainImageJGui.press(recorder, "Run");
        PlainImageJGui.until("layer", () -> Layer.of(imp).size() == 1);
        TestDesktop.close(recorder);
    }

    /** SciJava publishes on its own thread. */
    private static final class Listener {

        private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
        private volatile Task task;

        @EventHandler
        void onTask(final TaskEvent event) {
            task = event.getTask();
            seen.add(task.getStatusMessage() + " " + task.getProgressValue() + "/" + task.getProgressMaximum());
        }
    }
}
