package org.inpaintj.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;
import org.scijava.task.TaskService;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engines.WithEngines;
import org.inpaintj.ij1.SlowEngine;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.job.Job;
import org.inpaintj.job.JobQueue;

/** The command as a script runs it, and its job in the queue. */
@Timeout(60)
class RepairDetectionsTest {

    @RegisterExtension
    static final WithEngines ENGINES = new WithEngines(SlowEngine.both());

    private Context context;

    @BeforeEach
    void start() {
        JobQueue.shared().forgetEnded();
        context = new Context(CommandService.class, TaskService.class, StrictCommands.class);
    }

    @AfterEach
    void stop() {
        context.dispose();
    }

    private static ImagePlus image() {
        final ImagePlus imp = IJ.createImage("cells", "16-bit ramp", 64, 48, 1);
        final Overlay overlay = new Overlay();
        for (int i = 0; i < 3; i++)
            overlay.add(new Roi(5 + 20 * i, 10, 12, 10));
        imp.setOverlay(overlay);
        return imp;
    }

    private Future<Module> run(final Object... inputs) {
        return context.getService(ModuleService.class).run(context.getService(CommandService.class)
                .getCommand(RepairDetections.class), true, inputs);
    }

    @Test
    void aScriptGetsALayerForEachRegion() throws Exception {
        final ImagePlus imp = image();
        final Module module = run("image", imp, "source", "overlay", "engine", "slow", "steps", 1, "seed", 9L, "order",
                "area", "dilate", 0).get();
        assertSame(imp, module.getOutput("result"));
        assertEquals(List.of("region 1: slow, seed 9", "region 2: slow, seed 10", "region 3: slow, seed 11"),
                Layer.of(imp).stream().map(Layer::title).toList());
        assertEquals("0.4", Layer.of(imp).get(0).provenance().request().get("strength"));
        final ImagePlus preset = image();
        run("image", preset, "source", "overlay", "engine", "slow", "steps", 1, "preset", "repair_detail", "join",
                "merge")
                .get();
        assertEquals("0.35", Layer.of(preset).get(0).provenance().request().get("strength"));
    }

    @Test
    void whatIsWrongReachesTheScript() {
        assertError("There is no image open", "source", "overlay");
        assertError("Nothing is selected", "image", image());
        assertError("one of text, selection, overlay, manager, labels, macro", "image", image(), "source", "wall");
        assertError("Unknown key 'candidates'", "image", image(), "candidates", 3);
        assertError("The engine was told to fail", "image", image(), "source", "overlay", "engine", "slow", "cfg",
                99.0);
    }

    private void assertError(final String words, final Object... inputs) {
        Throwable cause = assertThrows(ExecutionException.class, () -> run(inputs).get());
        while (!(cause instanceof InpaintException) && cause.getCause() != null)
            cause = cause.getCause();
        assertTrue(cause.getMessage().contains(words), cause.getMessage());
    }

    /** Does something to the job once it has come to its second region. */
    private Future<Module> interrupt(final ImagePlus imp, final Consumer<Job<?>> what) throws InterruptedException {
        final Future<Module> running = run("image", imp, "source", "overlay", "engine", "slow", "steps", 40, "seed",
                9L);
        while (JobQueue.shared().jobs().stream().noneMatch(job -> job.status().what().startsWith("Region 2 of 3")))
            Thread.sleep(5);
        what.accept(JobQueue.shared().jobs().get(0));
        return running;
    }

    @Test
    void cancellingKeepsTheRegionsThatAreFinished() throws Exception {
        final ImagePlus imp = image();
        final Future<Module> running = interrupt(imp, Job::cancel);
        assertThrows(ExecutionException.class, running::get);
        assertEquals(List.of("region 1: slow, seed 9"), Layer.of(imp).stream().map(Layer::title).toList());
        final Job<?> job = JobQueue.shared().jobs().get(0);
        assertEquals(Job.State.CANCELLED, job.state());
        assertEquals(1, JobQueue.shared().jobs().size());
        assertEquals(120, job.status().steps(), "all regions count");
    }

    @Test
    void stoppingKeepsTheRegionAtHandToo() throws Exception {
        final ImagePlus imp = image();
        interrupt(imp, Job::requestFinish).get();
        assertEquals(2, Layer.of(imp).size());
        assertEquals(Job.State.DONE, JobQueue.shared().jobs().get(0).state());
    }

    @Test
    void theDialogShowsWhatMattersAndNoKeyOfOthers() {
        final RepairDetections command = new RepairDetections();
        final List<String> shown = new ArrayList<>(command.shown());
        assertTrue(shown.containsAll(List.of("source", "order", "engine", "seed", "target")), shown.toString());
        assertTrue(command.page().containsAll(List.of("confidence", "labels", "macro", "text", "detector", "segmenter",
                "prompt")), command.page().toString());
        assertFalse(shown.contains("main") || shown.contains("prompt") || shown.contains("candidates")
                || shown.contains("mask") || shown.contains("refine"), shown.toString());
        command.assign(Map.of("model", "/models/sd15"));
        assertTrue(command.shown().containsAll(List.of("main", "prompt", "strength")), command.shown().toString());
        assertFalse(command.shown().contains("refine"));
    }
}
