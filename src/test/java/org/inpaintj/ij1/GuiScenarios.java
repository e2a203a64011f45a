package org.inpaintj.ij1;

import java.awt.Dialog;
import java.awt.Frame;
import java.awt.Window;
import java.awt.event.WindowEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.swing.JFrame;

import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.plugin.frame.Recorder;
import ij.text.TextWindow;

import org.inpaintj.engines.Engines;
import org.inpaintj.job.Job;
import org.inpaintj.job.JobQueue;

/**
 * What a user does at the screen, in plain ImageJ. Runs inside ImageJ, started by a macro's {@code call()}, and writes
 * one line a scenario: its name, a tab, and "ok" or what went wrong.
 */
public final class GuiScenarios {

    interface Scenario {
        void run() throws Exception;
    }

    private GuiScenarios() {}

    /** All, or those in whose names the regular expression TEST_SCENARIOS of the environment occurs. */
    static Map<String, Scenario> all() {
        final Map<String, Scenario> all = new LinkedHashMap<>();
        all.put("the menu lists every command", DialogScenarios::menu);
        all.put("dialog, layer, recorder and replay", DialogScenarios::dialogRecordedAndReplayed);
        all.put("the seed that was drawn is recorded", DialogScenarios::drawnSeedIsRecorded);
        all.put("the dialog remembers and macros do not", DialogScenarios::remembers);
        all.put("a second page asks for the rest", DialogScenarios::secondPage);
        all.put("a wrong number is asked for again", DialogScenarios::wrongNumber);
        all.put("cancelling the dialog records nothing", DialogScenarios::cancelDialog);
        all.put("Remove Object asks nothing and replays", DialogScenarios::removeObject);
        all.put("Remove Object paints no prompt", DialogScenarios::removePaintsNoPrompt);
        all.put("a preset fills in the dialog of a whole image", WholeImageScenarios::preset);
        all.put("the dialog says what will come of it, and the image shows the region", WholeImageScenarios::outlook);
        all.put("a picture changes its size from the first page, with inputs that the user put there",
                WholeImageScenarios::firstPage);
        all.put("a text becomes an image without one being open", WholeImageScenarios::text);
        all.put("without a model a user learns where one comes from", WholeImageScenarios::noModel);
        all.put("a picture dropped on a dialog fills it", PictureSettingsScenarios::dropped);
        all.put("a picture chosen in a dialog fills it", PictureSettingsScenarios::chosen);
        all.put("macro errors stop the macro", MacroScenarios::macroErrors);
        all.put("no image and no selection are explained", MacroScenarios::nothingSelected);
        all.put("booleans with and without a value", MacroScenarios::booleans);
        all.put("Esc cancels the job of the active image", JobScenarios::escape);
        all.put("a preview shows while the job runs", JobScenarios::preview);
        all.put("a closed image gets its result as a new one", JobScenarios::closedImage);
        all.put("closing an image asks about its jobs", JobScenarios::cancelledWithItsImage);
        all.put("the list of jobs cancels and retries", JobScenarios::jobsWindow);
        all.put("a job is stopped and what it has is kept", JobScenarios::stopAndKeep);
        all.put("a failed job tells why", JobScenarios::failure);
        LayerScenarios.addTo(all);
        LayerOrderScenarios.addTo(all);
        CandidateScenarios.addTo(all);
        BeforeAfterScenarios.addTo(all);
        all.put("a selection is refined and a candidate taken", SelectionScenarios::refine);
        all.put("candidates stay proposals until one is taken", SelectionScenarios::candidatesStayProposals);
        all.put("what a text names is ticked and selected", SelectionScenarios::byText);
        all.put("selecting by text in macros", SelectionScenarios::byTextInMacros);
        all.put("finding nothing is said", SelectionScenarios::findingNothingIsSaid);
        all.put("layers by macro", MacroScenarios::layersMacro);
        all.put("batch mode finds the result", MacroScenarios::batchMode);
        all.put("the image meant is painted", MacroScenarios::theImageMeantIsPainted);
        all.put("the example macros run", MacroScenarios::examples);
        FormScenarios.addTo(all);
        TypingScenarios.addTo(all);
        ToolScenarios.addTo(all);
        BrushScenarios.addTo(all);
        BrushBarScenarios.addTo(all);
        RepairScenarios.addTo(all);
        DefectScenarios.addTo(all);
        OutpaintScenarios.addTo(all);
        CompareScenarios.addTo(all);
        InterrogateScenarios.addTo(all);
        DeviceScenarios.addTo(all);
        SketchScenarios.addTo(all);
        UpscaleScenarios.addTo(all);
        BatchScenarios.addTo(all);
        LargeFileScenarios.addTo(all);
        PluginScenarios.addTo(all);
        TutorialScenarios.addTo(all);
        ServerScenarios.addTo(all);
        ModelManagerScenarios.addTo(all);
        HistoryScenarios.addTo(all);
        HistoryCommandScenarios.addTo(all);
        HelpScenarios.addTo(all);
        PanelScenarios.addTo(all);
        LanguageScenarios.addTo(all);
        return wanted(all);
    }

    private static Map<String, Scenario> wanted(final Map<String, Scenario> all) {
        final String wanted = System.getenv("TEST_SCENARIOS");
        if (wanted != null)
            all.keySet().removeIf(name -> !name.matches(".*(" + wanted + ").*"));
        return all;
    }

    /** Called by a macro; returns at once. */
    public static void start(final String results) {
        start(results, all());
    }

    static void start(final String results, final Map<String, Scenario> scenarios) {
        Engines.use(Engines.found().with(SlowEngine.both()));
        SelectionScenarios.models = Path.of(results).getParent();
        MousePointer.model = Path.of(results).resolveSibling("sam");
        new Thread(() -> {
            final List<String> lines = new ArrayList<>();
            scenarios.forEach((name, scenario) -> {
                String outcome = outcome(scenario);
                if (!outcome.equals("ok")) {
                    System.out.println(name + " is tried once more after " + outcome);
                    outcome = outcome(scenario);
                }
                lines.add(name + "\t" + outcome);
                try {
                    Files.write(Path.of(results), lines);
                } catch (final IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            System.exit(0);
        }, "Scenarios").start();
    }

    /**
     * What came of a scenario. Mouse and windows belong to a desktop that can be late where the machine is busy, so one
     * that fails is tried once more.
     */
    private static String outcome(final Scenario scenario) {
        try {
            clean();
            scenario.run();
            final Frame exception = PlainImageJGui.find(Frame.class, "Exception");
            TestDesktop.check(exception == null, "ImageJ shows an exception: "
                    + (exception instanceof TextWindow text ? text.getTextPanel().getText() : ""));
            return "ok";
        } catch (final Throwable t) {
            return (t + (t.getCause() == null ? "" : ", " + t.getCause())).replaceAll("\\s+", " ") + " at "
                    + Arrays.stream(t.getStackTrace())
                            .filter(f -> f.getClassName().endsWith("Scenarios")).findFirst();
        }
    }

    /** Quits ImageJ while a job runs; called by a macro, returns at once. */
    public static void quit() {
        Engines.use(Engines.found().with(SlowEngine.both()));
        new Thread(() -> {
            final ImagePlus imp = TestDesktop.image();
            TestDesktop.startSlowly(1000);
            imp.changes = false;
            PlainImageJGui.choose("File", "Quit");
        }, "Quitting").start();
    }

    /** Ends what the scenario before has left, errors included. */
    static void clean() throws Exception {
        for (final JobQueue queue : List.of(JobQueue.shared(), JobQueue.transfers())) {
            queue.jobs().forEach(Job::cancel);
            PlainImageJGui.until("end of all jobs", () -> queue.jobs().stream().allMatch(job -> job.state().ended()));
            queue.forgetEnded();
        }
        PlainImageJGui.until("end of all commands and windows",
                () -> PlainImageJGui.onEventThread(GuiScenarios::closeWindows) == 0
                && commands() == 0);
        PlainImageJGui.onEventThread(GuiScenarios::closeImages);
        for (final String memory : List.of("inpaint", "image-to-image", "text-to-image", "repair", "models", "refine",
                "eraser", "compare", "enhance", "interrogate", "interrogators", "brush", "large"))
            Prefs.set("inpaintj." + memory, "");
    }

    /**
     * Gives up dialogs and closes windows as a user would; how many there were. A command may answer with another one.
     */
    private static int closeWindows() {
        int closed = 0;
        for (final Window window : Window.getWindows())
            if (PlainImageJGui.answers(window)
                    && (window instanceof Dialog || window instanceof JFrame || window instanceof Recorder
                    || window instanceof TextWindow)) {
                window.dispatchEvent(new WindowEvent(window, WindowEvent.WINDOW_CLOSING));
                closed++;
            }
        return closed;
    }

    /**
     * ImageJ runs each, and each macro, in a thread of its own, which goes on for a little when its windows are closed.
     * A thread of SciJava's pool, or the event thread, keeps the name that ImageJ gave it for a macro.
     */
    static long commands() {
        final Thread here = Thread.currentThread();
        return Thread.getAllStackTraces().entrySet().stream().filter(thread -> thread.getKey() != here
                && (thread.getKey().getName().matches("Run\\$_(?!SciJava|AWT).*") || Arrays.stream(thread.getValue())
                        .anyMatch(at -> at.getClassName().equals("ij.Executer")))).count();
    }

    private static int closeImages() {
        final int[] ids = WindowManager.getIDList() == null ? new int[0] : WindowManager.getIDList();
        for (final int id : ids) {
            final ImagePlus imp = WindowManager.getImage(id);
            imp.changes = false;
            imp.close();
        }
        return ids.length;
    }
}
