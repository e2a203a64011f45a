package org.inpaintj.imagej.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import ij.ImagePlus;
import ij.process.ColorProcessor;

import org.inpaintj.compare.CompareRequest;
import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Capabilities;
import org.inpaintj.engine.Capabilities.Trait;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;
import org.inpaintj.engine.diffusion.DiffusionParameters;
import org.inpaintj.engines.WithEngines;
import org.inpaintj.imagej.image.ImageSource;
import org.inpaintj.imagej.image.StackPosition;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.inpaint.TestEngine;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.params.MacroLine;

/** Grids of results, of which each cell is what a single run makes. */
class CompareJobTest {

    @RegisterExtension
    static final WithEngines ENGINES = TestEngine.all(new Moody());

    /** What {@link Moody} was asked for, in order. */
    private static final List<String> RAN = new ArrayList<>();

    @TempDir
    Path folder;

    /** Paints steps / 100 everywhere; breaks down at 13 steps, and refuses a cfg of 13 at once. */
    private static final class Moody implements Engine {

        @Override
        public String id() {
            return "moody";
        }

        @Override
        public Capabilities capabilities() {
            return Capabilities.of("Moody", Trait.PROMPT, Trait.STARTS_FROM_ORIGINAL, Trait.WHOLE_IMAGES)
                    .using("seed", "width", "height");
        }

        @Override
        public int defaultSize(final Request request) {
            return 20;
        }

        @Override
        public Class<DiffusionParameters> parameters() {
            return DiffusionParameters.class;
        }

        @Override
        public void check(final Request request) {
            final DiffusionParameters own = request.own(DiffusionParameters.class);
            if (own.cfg() == 13 || own.cfg() == 14 && own.steps() == 14)
                throw new InpaintException("A cfg of " + own.cfg() + " is refused.");
        }

        @Override
        public Result run(final Request request, final Scene scene, final Progress progress) {
            final int steps = request.own(DiffusionParameters.class).steps();
            RAN.add(steps + " " + request.text("prompt"));
            if (steps == 13)
                throw new IllegalStateException("it broke");
            for (int i = 0; i < steps; i++) {
                progress.check();
                progress.step(i, steps, "");
            }
            final float[] out = new float[scene.width() * scene.height() * 3];
            java.util.Arrays.fill(out, steps / 100f);
            return new Result(List.of(new Result.Candidate(request.seed(), ArrayImgs.floats(out, scene.width(),
                    scene.height(), 3))), progress.finishRequested() ? List.of("cut short") : List.of(), Map.of());
        }
    }

    private static CompareJob job(final ImagePlus imp, final String line) {
        return CompareJob.of(imp, CompareRequest.of(MacroLine.parse(line)));
    }

    static ImagePlus grid(final ImagePlus imp, final String line) {
        return job(imp, line).paint(Progress.NONE, sofar -> {}).deliver();
    }

    private static List<Object> planes(final ImagePlus imp, final int z, final int t) {
        return ImageSource.planes(imp, new StackPosition(z, t));
    }

    private static void assertSame(final List<Object> expected, final List<Object> actual, final String what) {
        for (int c = 0; c < expected.size(); c++)
            assertTrue(java.util.Objects.deepEquals(expected.get(c), actual.get(c)), what + ", channel " + (c + 1));
    }

    private static List<Object> copies(final ImagePlus imp) {
        return ImageSource.planes(imp.duplicate(), new StackPosition(1, 1));
    }

    @ParameterizedTest
    @EnumSource(TestImages.class)
    void everyCellIsASingleRunBitForBit(final TestImages kind) {
        final ImagePlus imp = InpaintJobs.image(kind);
        final List<Object> before = copies(imp);
        final ImagePlus made = grid(imp, "engine=noise-rgb seed=7 x=[seed: 7, 9] y=[blur: 0, 4] z=[grow: 0, 1]");
        assertArrayEquals(new int[] { 16, 12, imp.getNChannels(), 2, 4 }, made.getDimensions());
        assertEquals(imp.getBitDepth(), made.getBitDepth());
        assertEquals(0, Layer.of(imp).size());
        assertSame(before, copies(imp), "the image itself");
        for (int i = 0; i < 8; i++) {
            final int x = i % 2, y = i / 2 % 2, z = i / 4;
            final ImagePlus single = InpaintJobs.deliver(imp, "engine", "noise-rgb", "seed", x == 0 ? "7" : "9",
                    "blur", y == 0 ? "0" : "4", "grow", Integer.toString(z), "target", "image");
            final List<Object> expected = kind.isVirtual() ? planes(single, 1, 1)
                    : ImageSource.planes(single, StackPosition.shown(imp));
            assertSame(expected, planes(made, x + 1, y + 2 * z + 1), "cell " + i);
            assertEquals("seed: " + (x == 0 ? 7 : 9) + ", blur: " + (y == 0 ? 0 : 4) + ", grow: " + z,
                    made.getStack().getSliceLabel(made.getStackIndex(1, x + 1, y + 2 * z + 1)));
        }
        if (imp.getNChannels() == 1 && imp.getBitDepth() != 24) {
            assertEquals(imp.getDisplayRangeMin(), made.getDisplayRangeMin());
            made.setPosition(1, 2, 3);
            assertEquals(imp.getProcessor().getColorModel(), made.getProcessor().getColorModel());
        } else
            for (int c = 0; c < imp.getLuts().length; c++)
                assertEquals(imp.getLuts()[c].max, made.getLuts()[c].max);
        assertEquals(imp.getCalibration().pixelWidth, made.getCalibration().pixelWidth);
    }

    @Test
    void outsideOfTheSelectionNotABitChangesInAnyCell() {
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY32);
        final float[] before = (float[]) imp.getProcessor().getPixelsCopy();
        final ImagePlus made = grid(imp, "engine=noise x=[seed: 1-30] y=[padding: 0, 8]");
        for (int i = 1; i <= made.getStackSize(); i++) {
            final float[] after = (float[]) made.getStack().getPixels(i);
            for (int p = 0; p < after.length; p++)
                if (!imp.getRoi().contains(p % 16, p / 16))
                    assertEquals(Float.floatToRawIntBits(before[p]), Float.floatToRawIntBits(after[p]));
        }
    }

    /** The real engine with a tiny model, sampled and decoded; models, samplers and prompts differ. */
    @Test
    void cellsOfADiffusionModelAreSingleRuns() {
        final String model = ModelFixture.of("sd15").folder().toString();
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY8);
        final CompareResult result = job(imp, "engine=diffusion seed=3 steps=2 prompt=[a red cat] model=[" + model
                + "] x=[sampler: Euler a, \"DPM++ 2M\"] y=[prompt: cat, dog] z=[strength: 0.5, 1]")
                .paint(Progress.NONE, sofar -> {});
        final ImagePlus made = result.deliver();
        final ImagePlus single = InpaintJobs.deliver(imp, "engine", "diffusion", "seed", "3", "steps", "2", "model",
                model, "sampler", "DPM++ 2M", "prompt", "a red dog", "strength", "1", "target", "image");
        assertSame(planes(single, 1, 1), planes(made, 2, 4), "the last cell");
        assertEquals(List.of("8", "DPM++ 2M", "dog", "1", "3"), result.table().get(8).subList(0, 5));
        assertEquals(List.of("2", "2"), List.of(result.table().get(1).get(6), result.table().get(8).get(6)));
        assertEquals(8, made.getInfoProperty().split("InpaintJ provenance: ").length - 1);
    }

    /** What a request names beside the image differs from cell to cell. */
    @Test
    void masksAndStrengthMapsAreCompared() {
        final String model = ModelFixture.of("sd15").folder().toString();
        final Path left = folder.resolve("left.tif"), ramp = folder.resolve("ramp.tif");
        ij.IJ.saveAsTiff(ij.IJ.createImage("left", "8-bit ramp", 16, 12, 1), ramp.toString());
        final ImagePlus half = ij.IJ.createImage("left", "8-bit black", 16, 12, 1);
        half.getProcessor().setColor(255);
        half.getProcessor().fillRect(2, 2, 6, 8);
        ij.IJ.saveAsTiff(half, left.toString());
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY8);
        final ImagePlus made = grid(imp, "engine=diffusion seed=3 steps=2 prompt=a model=[" + model
                + "] x=[mask: \"\", " + left + "] y=[strength_map: \"\", " + ramp + ", " + left + "]");
        for (int i = 0; i < 6; i++) {
            final ImagePlus single = InpaintJobs.deliver(imp, "engine", "diffusion", "seed", "3", "steps", "2",
                    "prompt", "a", "model", model, "mask", i % 2 == 0 ? "" : left.toString(), "strength_map",
                    List.of("", ramp.toString(), left.toString()).get(i / 2), "target", "image");
            assertSame(planes(single, 1, 1), planes(made, 1 + i % 2, 1 + i / 2), "cell " + i);
        }
        assertEquals("mask: left.tif, strength_map: ramp.tif", made.getStack().getSliceLabel(4));
    }

    @Test
    void sketchesAreCompared() {
        final String model = ModelFixture.of("sd15").folder().toString();
        final ImagePlus imp = InpaintJobs.image(TestImages.RGB), painted = imp.duplicate();
        final String file = folder.resolve("painted.tif").toString();
        painted.deleteRoi();
        painted.getProcessor().setColor(java.awt.Color.RED);
        painted.getProcessor().fillRect(5, 4, 4, 3);
        ij.IJ.saveAsTiff(painted, file);
        final ImagePlus made = grid(imp, "engine=diffusion seed=3 steps=2 prompt=a model=[" + model
                + "] x=[sketch: \"\", " + file + "] y=[transparency: 0-80 (+80)]");
        for (int i = 0; i < 4; i++) {
            final ImagePlus single = InpaintJobs.deliver(imp, "engine", "diffusion", "seed", "3", "steps", "2",
                    "prompt", "a", "model", model, "sketch", i % 2 == 0 ? "" : file, "transparency",
                    i / 2 == 0 ? "0" : "80", "target", "image");
            assertSame(planes(single, 1, 1), planes(made, 1 + i % 2, 1 + i / 2), "cell " + i);
        }
    }

    @Test
    void whatIsWorkedOnFollowsWhatIsThere() {
        final ImagePlus imp = InpaintJobs.image(TestImages.RGB);
        assertEquals("inpaint", task(imp, ""));
        imp.deleteRoi();
        assertEquals("image-to-image", task(imp, ""));
        assertEquals("text-to-image", task(null, ""));
        assertEquals("text-to-image", task(imp, " task=text_to_image"));
        final ImagePlus whole = grid(imp, "engine=moody tone=full x=[steps: 20, 100]");
        assertEquals(0x333333, whole.getStack().getProcessor(1).get(3, 3) & 0xffffff);
        assertEquals(0xffffff, whole.getStack().getProcessor(2).get(0, 0) & 0xffffff);
        assertTrue(assertThrows(InpaintException.class, () -> job(null, "task=inpaint x=[seed: 1, 2]")).getMessage()
                .startsWith("There is no image"));
    }

    private static String task(final ImagePlus imp, final String more) {
        final ImagePlus made = grid(imp, "engine=moody x=[steps: 5, 6]" + more);
        return made.getInfoProperty().replaceAll("(?s).*?\"task\": \"([a-z-]+)\".*", "$1");
    }

    /** They are as large as the largest, the rest of the smaller ones black. */
    @Test
    void cellsFromAPromptMayDifferInSize() {
        final ImagePlus made = grid(null, "engine=moody prompt=[a cat] steps=100 x=[width: 10, 16] y=[height: 8, 12]");
        assertArrayEquals(new int[] { 16, 12, 1, 2, 2 }, made.getDimensions());
        final ColorProcessor small = (ColorProcessor) made.getStack().getProcessor(1);
        assertEquals(0xffffff, small.get(9, 7) & 0xffffff);
        assertEquals(0, small.get(10, 7) & 0xffffff);
        assertEquals("a cat-compared", made.getTitle());
    }

    @Test
    void equalCellsRunOnceAndTheCostlyAxisTurnsLeast() {
        RAN.clear();
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY8);
        final CompareResult result = job(imp, "engine=moody seed=1 prompt=[a cat] x=[prompt: cat, dog] "
                + "y=[steps: 4, 5, 4]").paint(Progress.NONE, sofar -> {});
        assertEquals(List.of("4 a cat", "4 a dog", "5 a cat", "5 a dog"), RAN);
        assertEquals("the same as cell 1", result.table().get(5).get(6));
        final ImagePlus made = result.deliver();
        assertSame(planes(made, 1, 1), planes(made, 1, 3), "equal cells");
        made.getStack().getProcessor(1).set(0, 0, 99);
        assertFalse(made.getStack().getProcessor(5).get(0, 0) == 99, "with samples of their own");
        RAN.clear();
        grid(imp, "engine=moody seed=1 x=[device: auto, cpu] y=[steps: 2]");
        assertEquals(1, RAN.size(), "a key that the engine does not use");
    }

    @Test
    void aCellThatFailsIsMarkedAndTheOthersAreMade() throws Exception {
        final Path csv = folder.resolve("grid.csv");
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY8);
        final CompareResult result = job(imp, "engine=moody seed=1 x=[steps: 12, 13, 14] y=[cfg: 1, 14] table=[" + csv
                + "]").paint(Progress.NONE, sofar -> {});
        assertEquals(3, result.made());
        assertEquals(List.of("3 of 6 cells could not be made: the table says why."), result.notes());
        final ImagePlus made = result.deliver();
        assertEquals("steps: 13, cfg: 1 (failed)", made.getStack().getSliceLabel(2));
        assertEquals(0, made.getStack().getProcessor(2).getStats().max);
        assertEquals("steps: 14, cfg: 14 (failed)", made.getStack().getSliceLabel(6));
        final List<String> rows = Files.readAllLines(csv);
        assertEquals("cell,steps,cfg,seed,seconds,evaluations,notes", rows.get(0));
        assertTrue(rows.get(2).startsWith("2,13,1,,") && rows.get(2).contains("it broke"), rows.get(2));
        assertTrue(rows.get(6).endsWith("A cfg of 14.0 is refused."), rows.get(6));
        assertEquals(7, rows.size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "engine=moody x=[cfg: 12, 13]|In x (cfg: 13): A cfg of 13.0 is refused.",
        "engine=moody cfg=13 x=[steps: 1, 2]|A cfg of 13.0 is refused.",
        "x=[engine: patch, pach]|In x (engine: pach): There is no engine 'pach': did you mean 'patch'?",
        "engine=diffusion x=[steps: 1, 2]|The engine diffusion needs a model: set Model (model=PATH) to a Stable "
                + "Diffusion checkpoint such as sd-v1-5-inpainting.safetensors, or to the folder of a model; "
                + "InpaintJ's docs/models.md names some.",
        "x=[seed: 1, 2] table=/no/such/folder/a.csv|The table cannot be saved as '/no/such/folder/a.csv': name a file "
                + "in a folder that is there and may be written to." })
    void whatCannotBeDoneIsSaidBeforeAnythingRuns(final String line, final String expected) {
        RAN.clear();
        assertEquals(expected, assertThrows(InpaintException.class, () -> job(InpaintJobs.image(TestImages.GRAY8),
                line)).getMessage());
        assertEquals(List.of(), RAN);
    }

    @Test
    void aGridThatDoesNotFitIntoMemoryIsRefused() {
        final ImagePlus imp = ij.IJ.createImage("large", "32-bit black", 3000, 3000, 1);
        imp.setRoi(0, 0, 9, 9);
        final String said = assertThrows(InpaintException.class, () -> job(imp, "x=[seed: 1-1000]")).getMessage();
        assertTrue(said.matches("The 1000 cells take 36\\.0 GB, and Java may use [\\d.]+ GB: give fewer values.*"),
                said);
    }

    @Test
    void allCellsFailing() {
        final CompareJob job = job(InpaintJobs.image(TestImages.GRAY8), "engine=moody steps=13 x=[cfg: 1, 2]");
        assertTrue(assertThrows(InpaintException.class, () -> job.paint(Progress.NONE, sofar -> {})).getMessage()
                .startsWith("None of the 2 cells could be made; of the first that was tried: "));
    }

    @Test
    void cancellingKeepsWhatIsDone() {
        final List<CompareResult> kept = new ArrayList<>();
        final CompareJob job = job(InpaintJobs.image(TestImages.GRAY8), "engine=moody x=[steps: 3, 4, 5]");
        assertThrows(CancelledException.class, () -> job.paint(new Progress() {
            @Override
            public void step(final int done, final int total, final String what) {}

            @Override
            public boolean cancelled() {
                return !kept.isEmpty();
            }
        }, kept::add));
        final ImagePlus made = kept.get(0).deliver();
        assertEquals(List.of("steps: 3", "steps: 4 (not made)", "steps: 5 (not made)"),
                IntStream.of(1, 2, 3).mapToObj(made.getStack()::getSliceLabel).toList());
        assertEquals(0, made.getStack().getProcessor(2).getStats().max);
        assertEquals(List.of("2 of 3 cells were not made."), kept.get(0).notes());
    }

    /** A cell is made as its label says, or not at all. */
    @Test
    void stoppingFinishesTheCellAtHand() {
        final CompareJob job = job(InpaintJobs.image(TestImages.GRAY8), "engine=moody x=[steps: 3, 4, 5]");
        final boolean[] stop = new boolean[1];
        final CompareResult result = job.paint(new Progress() {
            @Override
            public void step(final int done, final int total, final String what) {
                stop[0] |= what.startsWith("Cell 2 of 3 (steps: 4)");
            }

            @Override
            public boolean finishRequested() {
                return stop[0];
            }
        }, sofar -> {});
        assertEquals(2, result.made());
        assertEquals(List.of("1 of 3 cells were not made."), result.notes());
    }

    @Test
    void progressCountsThroughAllCells() {
        final List<Double> shares = new ArrayList<>();
        final List<String> said = new ArrayList<>();
        job(InpaintJobs.image(TestImages.GRAY8), "engine=moody x=[steps: 3, 4]").paint(new Progress() {
            @Override
            public void step(final int done, final int total, final String what) {
                said.add(done + "/" + total + " " + what);
            }

            @Override
            public void share(final double done) {
                shares.add(done);
            }
        }, sofar -> {});
        assertEquals("0/2 Cell 1 of 2 (steps: 3)", said.get(0));
        assertTrue(said.contains("2/6 Cell 1 of 2 (steps: 3)"), said.toString());
        assertTrue(said.contains("6/7 Cell 2 of 2 (steps: 4)"), said.toString());
        assertEquals(List.of(0.5, 1.0), shares);
    }

    /** What happens to the image after the job was taken changes nothing. */
    @Test
    void theImageIsTakenAsItWas() {
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY8);
        final CompareJob job = job(imp, "engine=noise x=[seed: 1, 2]");
        final byte before = ((byte[]) imp.getProcessor().getPixels())[0];
        imp.getProcessor().add(50);
        imp.deleteRoi();
        assertEquals(before, ((byte[]) job.paint(Progress.NONE, sofar -> {}).deliver().getStack().getPixels(2))[0]);
    }
}
