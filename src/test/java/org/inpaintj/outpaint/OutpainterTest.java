package org.inpaintj.outpaint;

import static org.inpaintj.outpaint.OutpaintImages.holds;
import static org.inpaintj.outpaint.OutpaintImages.painted;
import static org.inpaintj.outpaint.OutpaintImages.random;
import static org.inpaintj.outpaint.OutpaintImages.request;
import static org.inpaintj.outpaint.OutpaintImages.same;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.inpaintj.core.Box;
import org.inpaintj.core.CancelledException;
import org.inpaintj.core.Plane;
import org.inpaintj.core.Progress;
import org.inpaintj.engines.WithEngines;
import org.inpaintj.inpaint.TestEngine;
import org.inpaintj.inpaint.samples.ColourPalette;
import org.inpaintj.inpaint.samples.ImageInfo;
import org.inpaintj.inpaint.samples.SampleType;
import org.inpaintj.inpaint.samples.Samples;
import org.inpaintj.params.MacroLine;

class OutpainterTest {

    @RegisterExtension
    static final WithEngines ENGINES = TestEngine.all();

    /** Method, engine, bits, planes. */
    static Stream<List<Object>> ways() {
        final List<List<Object>> ways = new ArrayList<>();
        final int[][] images = { { 8, 1 }, { 16, 1 }, { 32, 1 }, { 24, 1 }, { 16, 3 }, { 8, 2 }, { 32, 2 } };
        for (final String[] method : new String[][] { { "mk2", "noise-alone" }, { "poor", "noise-alone" },
            { "mosaic", "noise-alone" }, { "mk2", "noise" }, { "patch", "noise" }, { "patch", "patch" } })
            for (final int[] image : images)
                ways.add(List.of(method[0], method[1], image[0], image[1]));
        return ways.stream();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void theImageStaysToTheBitWhateverIsPainted(final List<Object> way) {
        final Samples image = random(SampleType.of((int) way.get(2)), 51, 37, (int) way.get(3), way.hashCode());
        final byte[] before = image.bytes();
        final String method = (String) way.get(0);
        final OutpaintRequest request = request("method", method, "engine", (String) way.get(1), "seed", "5", "expand",
                "20", "directions", "left,up,down", "blur", "3", "short", "2", "long", "8");
        final List<Outpainted> made = new Outpainter().outpaint(image, request);
        assertEquals(1, made.size());
        final Outpainted first = made.get(0);
        assertTrue(holds(first, image, 0, 0, 0, 0));
        assertTrue(java.util.Arrays.equals(before, image.bytes()), "what is read is not written to");
        final Box canvas = new Box(0, 0, first.samples().width(), first.samples().height());
        assertEquals(switch (method) {
            case "patch" -> new Box(0, 0, 71, 77);
            case "mosaic" -> new Box(0, 0, 51 + 25, 37 + 18 + 18);
            default -> new Box(0, 0, 128, 128);
        }, canvas);
        final int ground = canvas.width() * canvas.height() - 51 * 37;
        assertTrue(painted(first, 0) > 0.4 * ground, painted(first, 0) + " of " + ground);
        assertTrue(same(first.samples(), new Outpainter().outpaint(image, request).get(0).samples()), "the same again");
        assertEquals(5, first.seed());
        assertFalse(first.records().isEmpty());
    }

    /** As far as it is asked for, and no farther; nothing changes on sides that do not grow. */
    @ParameterizedTest
    @ValueSource(strings = { "mk2", "mosaic", "poor" })
    void theSeamReachesIntoTheImageWhereThatIsAsked(final String method) {
        final Samples image = random(SampleType.BITS8, 64, 64, 1, 3);
        final Outpainted made = new Outpainter().outpaint(image, request("method", method, "engine", "noise-alone",
                "seed", "5", "expand", "32", "directions", "left,down", "blur", "12", "spill", "4")).get(0);
        assertTrue(holds(made, image, 4, 0, 0, 4));
        assertFalse(holds(made, image, 3, 0, 0, 4));
        assertFalse(holds(made, image, 4, 0, 0, 3));
    }

    @Test
    void numbersOfColoursStayNumbers() {
        final ImageInfo info = ImageInfo.DEFAULT.indexed(new ColourPalette(new int[] { 0xff0000, 0x00ff00, 0x0000ff,
            0x101010, 0xff0000 }));
        final Samples image = Samples.blank(SampleType.BITS8, 40, 30, 1);
        for (int i = 0; i < 1200; i++)
            image.set(0, i, i * 7 / 3 % 5);
        for (final String method : List.of("patch", "mosaic")) {
            final Outpainted made = new Outpainter().info(info).outpaint(image, request("method", method, "engine",
                    method.equals("patch") ? "patch" : "noise-alone", "seed", "1", "expand", "9", "directions",
                    "right")).get(0);
            assertTrue(holds(made, image, 0, 0, 0, 0), method);
            assertTrue(IntStream.range(0, made.samples().width() * 30).allMatch(i -> made.samples().get(0, i) < 5));
            assertTrue(painted(made, 0) > 0);
        }
    }

    @Test
    void candidatesHaveSeedsOfTheirOwn() {
        final Samples image = random(SampleType.RGB, 40, 40, 1, 3);
        final List<Outpainted> made = new Outpainter().outpaint(image, request("method", "mk2", "engine", "noise-alone",
                "seed", "7", "candidates", "3", "directions", "right", "expand", "16", "blur", "2"));
        assertEquals(List.of(7L, 8L, 9L), made.stream().map(Outpainted::seed).toList());
        assertFalse(same(made.get(0).samples(), made.get(1).samples()));
        final Outpainted alone = new Outpainter().outpaint(image, request("method", "mk2", "engine", "noise-alone",
                "seed", "9", "directions", "right", "expand", "16", "blur", "2")).get(0);
        assertTrue(same(made.get(2).samples(), alone.samples()));
    }

    /** The line of each record makes all of it again, from the settings that were resolved. */
    @ParameterizedTest
    @ValueSource(strings = { "method=mk2 engine=noise-alone falloff=0.5 jitter=1 expand=16 blur=3",
        "method=poor engine=noise-alone expand=16 width=60 height=60",
        "method=mosaic engine=noise-alone expand_x=0.25 short=2 feather=3 fill=mirror long=12", "engine=patch expand=9",
        "expand=8 directions=right" })
    void aRecordMakesItAgain(final String line) {
        final Samples image = random(SampleType.RGB, 48, 40, 1, 9);
        final Outpainted made = new Outpainter().outpaint(image, OutpaintRequest.of(MacroLine.parse(line))).get(0);
        made.records().forEach(record -> {
            final String macro = record.facts().get("outpaint");
            assertTrue(macro.startsWith("run(\"Outpaint...\", \"") && macro.endsWith("\");"), macro);
            final Map<String, String> values =
                    new LinkedHashMap<>(MacroLine.parse(macro.substring(20, macro.length() - 3)));
            assertTrue(values.containsKey("seed"), macro);
            assertTrue(same(made.samples(), new Outpainter().outpaint(image, OutpaintRequest.of(values)).get(0)
                    .samples()), macro);
        });
        assertEquals(made.records().size(), made.records().stream().map(r -> r.facts().get("outpaint pass")).distinct()
                .count());
    }

    @Test
    void stagesAreThoseOfEachPass() {
        final Samples image = random(SampleType.RGB, 64, 64, 1, 9);
        final Map<String, Plane> seen = new LinkedHashMap<>();
        new Outpainter().stages(pass -> (name, pixels) -> seen.put(pass + "/" + name, plane(pixels))).outpaint(image,
                request("method", "mk2", "engine", "noise-alone", "expand", "32", "blur", "4", "directions",
                        "down,left"));
        final List<String> names = List.of("scene", "mask", "latent_mask", "engine", "start", "composite");
        assertEquals(Stream.of("pass1-left", "pass2-down").flatMap(p -> names.stream().map(n -> p + "/" + n)).toList(),
                List.copyOf(seen.keySet()));
        final Plane mask = seen.get("pass1-left/mask"), repaint = seen.get("pass1-left/latent_mask");
        // rounded to 128 columns: 64 are new, and the mask reaches 4 and 8 px into the image
        assertEquals(128, mask.width());
        for (int x = 0; x < 128; x++) {
            assertEquals(x < 64 + 4 ? 1 : 0, mask.at(x, 20), "column " + x);
            assertEquals(x < 64 + 8 ? 1 : 0, repaint.at(x, 20), "column " + x);
        }
        final Plane start = seen.get("pass1-left/start");
        assertEquals((float) image.get(0, 30 * 64 + 60) / 255, start.at(64 + 60, 30), "the image itself");
    }

    private static Plane plane(final RandomAccessibleInterval<FloatType> pixels) {
        return pixels.numDimensions() == 2 ? Plane.of(pixels) : Plane.of(pixels, 0);
    }

    /** What is prepared, and nothing painted. */
    @ParameterizedTest
    @ValueSource(strings = { "mk2", "mosaic", "poor", "patch" })
    void whatIsPreparedCanBeLookedAt(final String method) {
        final Samples image = random(SampleType.RGB, 64, 48, 1, 9);
        final Outpainted made = new Outpainter().prepare(image, request("method", method, "expand", "16", "blur", "2"));
        assertTrue(holds(made, image, 0, 0, 0, 0));
        assertTrue(made.records().isEmpty());
        assertEquals(method.equals("mk2") || method.equals("mosaic"), painted(made, 0) > 0, method);
    }

    @Test
    void itEndsWhereItIsCancelled() {
        final Samples image = random(SampleType.RGB, 64, 48, 1, 9);
        final List<String> steps = new ArrayList<>();
        final Progress progress = new Progress() {
            @Override
            public void step(final int done, final int total, final String what) {
                steps.add(what);
            }

            @Override
            public boolean cancelled() {
                return !steps.isEmpty();
            }
        };
        assertThrows(CancelledException.class, () -> new Outpainter().progress(progress).outpaint(image,
                request("engine", "patch", "expand", "16")));
        assertEquals(1, steps.size());
    }
}
