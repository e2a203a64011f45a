package org.inpaintj.engine.diffusion.control;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Plane;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.diffusion.memory.SessionPool;
import org.inpaintj.network.GraphWriter;
import org.inpaintj.onnx.file.ElementType;

/** Preprocessors: networks of a few operations, and those in the program. */
class PreprocessorNetworkTest {

    private static final int WIDTH = 16, HEIGHT = 8;

    @TempDir
    private Path folder;

    private static List<Plane> picture() {
        return IntStream.range(0, 3).mapToObj(c -> {
            final Plane plane = new Plane(WIDTH, HEIGHT);
            for (int i = 0; i < plane.values().length; i++)
                plane.values()[i] = (i + 10 * c) % 128 / 127f;
            return plane;
        }).toList();
    }

    private List<Plane> made(final Object side, final int channels,
            final Network network) throws IOException {
        final GraphWriter graph = new GraphWriter();
        final String in = graph.input("picture", ElementType.FLOAT, 1, 3, side, side.equals("y") ? "x" : side);
        graph.output(network.of(graph, in), "made", ElementType.FLOAT, 1, channels, "h", "w");
        final Path file = Files.write(folder.resolve("net.onnx"), graph.graph("net", folder.resolve("net.onnx"))
                .model());
        try (SessionPool pool = new SessionPool(1L << 30, options -> options.setIntraOpNumThreads(1))) {
            return ControlPreprocessor.of(file.toString()).apply(picture(), Optional.empty(), pool, Progress.NONE);
        }
    }

    private interface Network {
        String of(GraphWriter graph, String input);
    }

    private static String mean(final GraphWriter graph, final String x) {
        return graph.op("ReduceMean", List.of(x, graph.longs(1)), Map.of("keepdims", 1));
    }

    @Test
    void depthIsStretchedFromItsLeastToItsGreatest() throws IOException {
        final List<Plane> made = made("y", 1, (graph, x) -> graph.op("Add", graph.op("Mul", mean(graph, x),
                graph.scalar(-40)), graph.scalar(7)));
        final List<Plane> seen = picture();
        final float[] mean = new float[WIDTH * HEIGHT];
        float least = 2, most = -1;
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (seen.get(0).values()[i] + seen.get(1).values()[i] + seen.get(2).values()[i]) / 3;
            least = Math.min(least, mean[i]);
            most = Math.max(most, mean[i]);
        }
        assertEquals(3, made.size());
        for (int i = 0; i < mean.length; i++)
            for (final Plane plane : made)
                assertEquals((most - mean[i]) / (most - least), plane.values()[i], 1e-5);
    }

    @Test
    void linesStayAndNormalsComeToTheRange() throws IOException {
        final List<Plane> same = made("y", 3, (graph, x) -> graph.op("Identity", x));
        final List<Plane> normals = made("y", 3, (graph, x) -> graph.op("Sub", graph.op("Mul", x,
                graph.scalar(2)), graph.scalar(1)));
        for (int c = 0; c < 3; c++) {
            assertArrayEquals(picture().get(c).values(), same.get(c).values(), 1e-6f);
            assertArrayEquals(picture().get(c).values(), normals.get(c).values(), 1e-6f);
        }
    }

    @Test
    void aNetworkOfOneSizeSeesThePictureAtThatSize() throws IOException {
        final List<Plane> made = made(32, 1, PreprocessorNetworkTest::mean);
        assertEquals(WIDTH, made.get(0).width());
        assertEquals(HEIGHT, made.get(0).height());
    }

    @Test
    void whatItWantsMayStandBesideIt() throws IOException {
        Files.writeString(folder.resolve("preprocessor_config.json"), "{\"image_mean\": [0.5, 0.5, 0.5], "
                + "\"image_std\": [0.5, 0.5, 0.5]}");
        final List<Plane> made = made("y", 3, (graph, x) -> graph.op("Identity", x));
        for (int c = 0; c < 3; c++)
            assertArrayEquals(picture().get(c).values(), made.get(c).values(), 0.5f / 255 + 1e-6f);
    }

    @Test
    void whatIsNoPictureIsRefused() {
        assertTrue(assertThrows(InpaintException.class, () -> made("y", 1, (graph, x) -> graph.op("ReduceMean",
                List.of(x, graph.longs(1, 2, 3)), Map.of("keepdims", 0)))).getMessage().contains(
                        "which is no picture of one or three channels; use another preprocessor."));
    }

    @Test
    void maskedPixelsAreHidden() {
        final Plane mask = new Plane(WIDTH, HEIGHT);
        mask.values()[5] = 1;
        mask.values()[6] = 0.5f;
        final List<Plane> made = ControlPreprocessor.of("inpaint").apply(picture(), Optional.of(mask), null,
                Progress.NONE);
        for (int c = 0; c < 3; c++) {
            assertEquals(-1, made.get(c).values()[5]);
            assertEquals(picture().get(c).values()[6], made.get(c).values()[6]);
        }
    }
}
