package org.inpaintj.segment.sam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.inpaintj.core.Progress;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.raster.Mask;
import org.inpaintj.segment.BoundingBox;
import org.inpaintj.segment.MaskCandidate;
import org.inpaintj.segment.MaskLogits;
import org.inpaintj.segment.SegmentPrompt;
import org.inpaintj.segment.Segmentation;
import org.inpaintj.segment.TestPictures;

/** What PyTorch answers through each family's own predictor, image files of no special proportions included. */
class SegmentParityTest {

    @ParameterizedTest
    @CsvSource({ "sam, Segment Anything, 3, 15", "sam-single, Segment Anything, 1, 10", "sam-hq, HQ-SAM, 1, 10",
            "edge-sam, EdgeSAM, 3, 8", "efficient-sam, EfficientSAM, 3, 12", "sam2, SAM 2, 3, 15",
            "sam-transformers, Segment Anything, 3, 4", "sam2-transformers, SAM 2, 3, 8" })
    void answersAsPyTorchDoes(final String name, final String title, final int masks, final int cases) {
        final ModelFixture fixture = ModelFixture.of(name);
        final SamModel model = SamModel.read(fixture.folder());
        assertEquals(title, model.title());
        final Map<String, ImageEmbedding> embeddings = new HashMap<>();
        final Map<String, MaskLogits> answers = new HashMap<>();
        final List<String> all = new TreeSet<>(fixture.tensors().keySet()).stream().filter(k -> k.endsWith("/scores"))
                .map(k -> k.substring(0, k.lastIndexOf('/'))).sorted(Comparator.comparing(k -> k.endsWith("/mask")))
                .collect(Collectors.toList());
        assertEquals(cases, all.size());
        try (Segmenter segmenter = new Segmenter(model)) {
            for (final String key : all) {
                final String size = key.substring(0, key.indexOf('/'));
                final String[] numbers = size.split("x");
                final int width = Integer.parseInt(numbers[0]), height = Integer.parseInt(numbers[1]);
                final ImageEmbedding embedding = embeddings.computeIfAbsent(size,
                        s -> segmenter.embed(TestPictures.of(width, height), Progress.NONE));
                SegmentPrompt prompt = prompt(fixture, key);
                if (key.endsWith("/mask"))
                    prompt = prompt.withMask(answers.get(size));
                final Segmentation found = segmenter.segment(embedding, prompt, Progress.NONE);
                assertEquals(List.of(), found.notes());
                assertEquals(masks, found.candidates().size());
                compare(fixture, name + " " + key, key, found, width, height);
                if (key.endsWith("/point"))
                    answers.put(size, found.best().logits());
            }
        }
    }

    private static SegmentPrompt prompt(final ModelFixture fixture, final String key) {
        final Tensor points = fixture.tensors().get(key + "/points"), box = fixture.tensors().get(key + "/box");
        final List<SegmentPrompt.Point> clicks = new ArrayList<>();
        for (int i = 0; i < points.size(0); i++)
            clicks.add(new SegmentPrompt.Point(points.get(3 * i), points.get(3 * i + 1), points.get(3 * i + 2) == 1));
        return new SegmentPrompt(clicks, box.size() == 0 ? Optional.empty()
                : Optional.of(new BoundingBox(box.get(0), box.get(1), box.get(2), box.get(3))), Optional.empty());
    }

    private static void compare(final ModelFixture fixture, final String what, final String key,
            final Segmentation found,
            final int width, final int height) {
        final Tensor scores = fixture.tensors().get(key + "/scores"), bits = fixture.tensors().get(key + "/masks");
        final Tensor logits = fixture.tensors().get(key + "/logits");
        final int[] order = IntStream.range(0, scores.size()).boxed()
                .sorted(Comparator.comparingDouble(k -> -scores.get(k))).mapToInt(k -> k).toArray();
        for (int rank = 0; rank < order.length; rank++) {
            final int k = order[rank];
            final MaskCandidate candidate = found.candidates().get(rank);
            assertEquals(scores.get(k), candidate.score(), 1e-3, what);
            final Mask mask = candidate.mask();
            long both = 0, either = 0;
            final int row = (width + 7) / 8;
            for (int y = 0; y < height; y++)
                for (int x = 0; x < width; x++) {
                    final boolean theirs = ((int) bits.get((k * height + y) * row + x / 8) >> 7 - x % 8 & 1) == 1;
                    final boolean ours = mask.at(x, y) == 1;
                    both += theirs && ours ? 1 : 0;
                    either += theirs || ours ? 1 : 0;
                }
            assertTrue(either > 0, what);
            assertTrue(both >= 0.999 * either, what + " mask " + k + ": " + both + " of " + either);
            if (logits != null)
                for (int y = 0; y < logits.size(1); y++)
                    for (int x = 0; x < logits.size(2); x++)
                        assertEquals(logits.get((int) ((k * logits.size(1) + y) * logits.size(2)) + x),
                                candidate.logits().values()[8 * y * candidate.logits().width() + 8 * x], 5e-3, what);
        }
    }
}
