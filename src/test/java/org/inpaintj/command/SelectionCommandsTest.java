package org.inpaintj.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleService;
import org.scijava.task.TaskService;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.Roi;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.imagej.image.DisplayedImage;
import org.inpaintj.imagej.region.SelectionProvenance;
import org.inpaintj.imagej.roi.MaskToRoi;
import org.inpaintj.job.Job;
import org.inpaintj.job.JobListener;
import org.inpaintj.job.JobQueue;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.raster.Mask;
import org.inpaintj.segment.BoundingBox;
import org.inpaintj.segment.SegmentPrompt;
import org.inpaintj.segment.Segmentation;
import org.inpaintj.segment.sam.SamModel;
import org.inpaintj.segment.sam.Segmenter;

/** Refine Selection... and Select by Text... through SciJava, with the tiny networks. */
@Timeout(60)
class SelectionCommandsTest {

    private static Context context;

    @BeforeAll
    static void start() {
        context = new Context(CommandService.class, TaskService.class, StrictCommands.class);
    }

    @AfterAll
    static void stop() {
        context.dispose();
    }

    private static File fixture(final String name) {
        return ModelFixture.of(name).folder().toFile();
    }

    /** Something to look at. */
    private static ImagePlus image(final String type, final int width, final int height, final int slices) {
        final ImagePlus imp = IJ.createImage("cells", type + " ramp", width, height, slices);
        imp.getProcessor().setColor(type.startsWith("RGB") ? 0xff8040 : 90);
        imp.getProcessor().fill(new OvalRoi(width / 4, height / 3, width / 3, height / 3));
        return imp;
    }

    private static void run(final Class<? extends ParameterCommand<?>> command, final Object... inputs)
            throws Exception {
        context.getService(ModuleService.class).run(context.getService(CommandService.class).getCommand(command), true,
                inputs)
                .get();
    }

    private static void refine(final ImagePlus imp, final Object... inputs) throws Exception {
        run(RefineSelection.class, with(new Object[] { "image", imp, "model", fixture("edge-sam") }, inputs));
    }

    private static void byText(final ImagePlus imp, final Object... inputs) throws Exception {
        run(SelectByText.class, with(new Object[] { "image", imp, "model", fixture("edge-sam"), "detector",
                fixture("dino"),
                "box_threshold", 0.01, "text", "small cat. dog." }, inputs));
    }

    private static Object[] with(final Object[] usual, final Object... more) {
        return Stream.concat(Arrays.stream(usual), Arrays.stream(more)).toArray();
    }

    private static Segmentation answer(final ImagePlus imp, final SegmentPrompt prompt) {
        try (Segmenter segmenter = new Segmenter(SamModel.read(fixture("edge-sam").toPath()))) {
            return segmenter.segment(segmenter.embed(DisplayedImage.of(imp), Progress.NONE), prompt,
                    Progress.NONE);
        }
    }

    private static void assertSelected(final Mask expected, final ImagePlus imp) {
        final Mask selected = MaskToRoi.mask(imp.getRoi(), imp);
        assertEquals(expected.bounds(), selected.bounds());
        assertTrue(Arrays.equals(expected.trim().values(), selected.trim().values()), "to the pixel");
    }

    @ParameterizedTest
    @ValueSource(strings = { "8-bit", "16-bit", "32-bit", "RGB" })
    void theSelectionBecomesWhatTheModelFindsThere(final String type) throws Exception {
        final ImagePlus imp = image(type, 61, 47, 1);
        final Overlay overlay = new Overlay(new Roi(1, 1, 3, 3));
        imp.setOverlay(overlay);
        final Roi before = new Roi(10, 8, 30, 20);
        imp.setRoi(before);
        final Segmentation found = answer(imp, SegmentPrompt.of(new BoundingBox(10, 8, 40, 28)));
        refine(imp, "candidate", 2);
        assertSelected(found.candidates().get(1).mask(), imp);
        final SelectionProvenance how = SelectionProvenance.of(imp.getRoi()).get(0);
        assertEquals(List.of(10.0, 8.0, 40.0, 28.0), how.box());
        assertEquals(found.candidates().get(1).score(), how.score(), 1e-6);
        assertEquals(64, how.models().get("encoder").length());
        assertSame(overlay, imp.getOverlay());
        assertEquals(1, overlay.size());
        imp.restoreRoi();
        assertEquals(before.getBounds(), imp.getRoi().getBounds(), "Restore Selection brings it back");
        assertEquals(Roi.RECTANGLE, imp.getRoi().getType());
    }

    @Test
    void aPointIsRestoredToo() throws Exception {
        final ImagePlus imp = image("8-bit", 61, 47, 1);
        imp.setRoi(new PointRoi(30, 20));
        refine(imp, "candidate", 1);
        assertSelected(answer(imp, SegmentPrompt.of(List.of(new SegmentPrompt.Point(30, 20, true)))).best()
                .mask(), imp);
        imp.restoreRoi();
        assertTrue(imp.getRoi() instanceof PointRoi, imp.getRoi().toString());
    }

    @Test
    void eachSliceIsLookedAtForItself() throws Exception {
        final ImagePlus imp = image("16-bit", 40, 30, 3);
        imp.setSlice(3);
        imp.getProcessor().setColor(65535);
        imp.getProcessor().fill(new Roi(5, 5, 20, 10));
        imp.setRoi(4, 4, 25, 14);
        final Segmentation found = answer(imp, SegmentPrompt.of(new BoundingBox(4, 4, 29, 18)));
        refine(imp);
        assertSelected(found.best().mask(), imp);
    }

    @Test
    void outlinesAreTidied() throws Exception {
        final ImagePlus imp = image("8-bit", 61, 47, 1);
        imp.setRoi(10, 8, 30, 20);
        refine(imp);
        final int area = area(imp);
        imp.setRoi(10, 8, 30, 20);
        refine(imp, "grow", 3, "fill_holes", true);
        assertTrue(area(imp) > area, area(imp) + " > " + area);
    }

    private static int area(final ImagePlus imp) {
        return (int) imp.getRoi().getStatistics().area;
    }

    @Test
    void oneModelServesATextWithAUnionOrWithElements() throws Exception {
        final ImagePlus imp = image("8-bit", 61, 47, 1);
        final Roi before = new Roi(1, 1, 5, 5);
        imp.setRoi(before);
        byText(imp, "choose", "1,2", "output", "overlay");
        assertSame(before, imp.getRoi(), "the selection stays");
        assertEquals(2, imp.getOverlay().size());
        final List<Mask> masks = new ArrayList<>();
        for (final Roi roi : imp.getOverlay()) {
            final SelectionProvenance how = SelectionProvenance.of(roi).get(0);
            assertTrue(roi.getName().startsWith(how.phrase().isEmpty() ? "?" : how.phrase()), roi.getName());
            assertEquals(3, how.models().size(), "encoder, decoder and detector");
            assertTrue(how.found() > 0.01 && how.found() <= 1);
            masks.add(MaskToRoi.mask(roi, imp));
        }
        byText(imp, "choose", "1,2");
        assertSelected(masks.get(0).or(masks.get(1)), imp);
        assertEquals(2, SelectionProvenance.of(imp.getRoi()).size(), "a record for each part");
        imp.restoreRoi();
        assertEquals(before.getBounds(), imp.getRoi().getBounds());
    }

    @Test
    void boxesAreSelectedWithoutSegmentAnything() throws Exception {
        final ImagePlus imp = image("RGB", 61, 47, 1);
        byText(imp, "shape", "box", "choose", "1", "model", new File(""));
        final SelectionProvenance how = SelectionProvenance.of(imp.getRoi()).get(0);
        assertEquals(new BoundingBox(how.box().get(0), how.box().get(1), how.box().get(2), how.box().get(3))
                .pixels(61, 47)
                .width(),
                imp.getRoi().getBounds().width);
        assertEquals(Roi.RECTANGLE, imp.getRoi().getType());
    }

    @Test
    void elementsOfAStackLieOnTheirSlice() throws Exception {
        final ImagePlus imp = image("8-bit", 40, 30, 3);
        imp.setSlice(2);
        byText(imp, "shape", "box", "choose", "1", "output", "overlay");
        assertEquals(2, imp.getOverlay().get(0).getPosition());
    }

    @Test
    void aPixelIsAnImage() throws Exception {
        final ImagePlus imp = image("8-bit", 1, 1, 1);
        imp.setRoi(0, 0, 1, 1);
        try {
            refine(imp);
        } catch (final ExecutionException e) {
            assertTrue(message(e).contains("found nothing"), message(e));
        }
        assertNotNull(imp.getRoi());
    }

    @Test
    void whatIsWrongIsSaidAndTheSelectionStays(@TempDir final Path empty) throws Exception {
        final ImagePlus imp = image("8-bit", 61, 47, 1);
        final Roi before = new Roi(1, 1, 5, 5);
        imp.setRoi(before);
        assertError("There is no image open", () -> run(RefineSelection.class, "model", fixture("edge-sam")));
        assertError("No Segment Anything model is named", () -> refine(imp, "model", ""));
        assertError("holds no Segment Anything model", () -> refine(imp, "model", fixture("dino")));
        assertError("no.such", () -> refine(imp, "model", new File("/no.such")));
        final Path encoder = Files.copy(SamModel.read(fixture("edge-sam").toPath()).encoder(),
                empty.resolve("e.onnx"));
        assertError("holds only the image encoder", () -> refine(imp, "model", encoder.getParent().toFile()));
        assertError("The value of 'grow' must be", () -> refine(imp, "grow", 20000));
        assertError("Unknown key 'text'", () -> refine(imp, "text", "dog."));
        assertError("names nothing to look for", () -> byText(imp, "text", ""));
        assertError("holds no text-prompted detector", () -> byText(imp, "detector", fixture("edge-sam")));
        assertError("reads at most", () -> byText(imp, "text", "cat ".repeat(300)));
        assertError("Nothing was found that is small cat or dog", () -> byText(imp, "box_threshold", 1.0));
        assertError("things were found", () -> byText(imp, "choose", "9999"));
        assertSame(before, imp.getRoi());
        assertNull(imp.getOverlay());
        imp.deleteRoi();
        assertError("Nothing is selected in 'cells'", () -> refine(imp));
    }

    private interface Action {
        void run() throws Exception;
    }

    private static void assertError(final String words, final Action action) {
        final String message = message(assertThrows(ExecutionException.class, action::run));
        assertTrue(message.contains(words), message);
    }

    private static String message(final ExecutionException error) {
        Throwable cause = error;
        while (!(cause instanceof InpaintException) && cause.getCause() != null)
            cause = cause.getCause();
        return String.valueOf(cause.getMessage());
    }

    /** What others do to the image while the network looks at it. */
    @Test
    void anImageThatChangedOrIsGoneIsLeftAlone() throws Exception {
        final ImagePlus imp = image("8-bit", 50, 40, 1);
        final Roi before = new Roi(1, 1, 30, 25);
        imp.setRoi(before);
        whileRunning(() -> imp.getProcessor().set(3, 3, 7), () -> assertError("has changed meanwhile", () ->
                refine(imp)));
        assertSame(before, imp.getRoi());
        whileRunning(() -> imp.setDisplayRange(3, 77), () -> refine(imp));
        assertNotEquals(before, imp.getRoi(), "how it is displayed does not matter");
        final ImagePlus stack = image("8-bit", 50, 40, 2);
        stack.setRoi(before);
        whileRunning(() -> stack.setSlice(2), () -> assertError("shows another slice", () -> byText(stack)));
        whileRunning(imp::flush, () -> assertError("was closed", () -> byText(imp)));
    }

    private static void whileRunning(final Runnable change, final Action action) throws Exception {
        final JobListener meddler = new JobListener() {
            private boolean done;

            @Override
            public void changed(final Job<?> job) {
                if (!done && job.state() == Job.State.RUNNING) {
                    done = true;
                    change.run();
                }
            }
        };
        JobQueue.shared().addListener(meddler);
        try {
            action.run();
        } finally {
            JobQueue.shared().removeListener(meddler);
        }
    }

    /** While the encoder and the detector are at work. */
    @Test
    void cancellingChangesNothing() throws Exception {
        final ImagePlus imp = image("8-bit", 33, 44, 1);
        final Roi before = new Roi(1, 1, 30, 25);
        imp.setRoi(before);
        final List<String> cancelled = new ArrayList<>();
        final JobListener canceller = job -> {
            final String what = job.status().what();
            if (what.startsWith("Looking ") && !job.status().cancelling() && !job.state().ended()) {
                cancelled.add(what);
                job.cancel();
            }
        };
        JobQueue.shared().addListener(canceller);
        try {
            for (final Action action : List.<Action>of(() -> refine(imp), () -> byText(imp))) {
                Throwable cause = assertThrows(ExecutionException.class, action::run);
                while (!(cause instanceof CancelledException) && cause.getCause() != null)
                    cause = cause.getCause();
                assertTrue(cause instanceof CancelledException, cause.toString());
            }
        } finally {
            JobQueue.shared().removeListener(canceller);
        }
        assertEquals(List.of("Looking at the image", "Looking for small cat, dog"), cancelled);
        assertSame(before, imp.getRoi());
        refine(imp);
        assertNotEquals(before, imp.getRoi(), "the next one works");
    }
}
