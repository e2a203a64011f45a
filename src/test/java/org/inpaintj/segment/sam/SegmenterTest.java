package org.inpaintj.segment.sam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.inpaintj.core.Box;
import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Plane;
import org.inpaintj.core.Progress;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.onnx.SessionCache;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.raster.Mask;
import org.inpaintj.segment.BoundingBox;
import org.inpaintj.segment.MaskCandidate;
import org.inpaintj.segment.SegmentPrompt;
import org.inpaintj.segment.Segmentation;
import org.inpaintj.segment.TestPictures;

/** What can go wrong, what is made up for, and what is remembered. */
class SegmenterTest {

    private static final SegmentPrompt CENTRE = SegmentPrompt.of(List.of(new SegmentPrompt.Point(20, 20, true)));

    @TempDir
    private Path folder;

    private static String complaint(final Path model) {
        return assertThrows(InpaintException.class, () -> SamModel.read(model)).getMessage();
    }

    private Path copy(final String fixture, final String file, final String to) throws IOException {
        return Files.copy(ModelFixture.of(fixture).folder().resolve(file), folder.resolve(to));
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        copy("sam", "tiny.encoder.onnx", "e.onnx");
        assertTrue(complaint(folder).contains("holds only the image encoder"), complaint(folder));
        Files.delete(folder.resolve("e.onnx"));
        copy("sam", "tiny.decoder.onnx", "d.onnx");
        assertTrue(complaint(folder).contains("holds only the decoder"), complaint(folder));
        copy("sam2", "sam2_hiera_tiny.encoder.onnx", "e.onnx");
        assertTrue(complaint(folder).contains("take both files from the same export"), complaint(folder));
        assertTrue(complaint(ModelFixture.of("sd15").folder()).contains("no Segment Anything model"));
        assertTrue(complaint(folder.resolve("absent")).contains("does not exist"));
        final Path decoder = folder.resolve("d.onnx");
        assertTrue(assertThrows(InpaintException.class, () -> SamModel.of(decoder, decoder)).getMessage()
                .contains("same export"));
    }

    @Test
    void choosesAmongVariantsButNotAmongModels() throws IOException {
        copy("sam", "tiny.encoder.onnx", "vision_fp16.onnx");
        copy("sam", "tiny.encoder.onnx", "vision.onnx");
        copy("sam", "tiny.decoder.onnx", "mask_decoder_multi.onnx");
        final SamModel model = SamModel.read(folder);
        assertEquals("vision.onnx", model.encoder().getFileName().toString());
        assertEquals(1, model.notes().size());
        copy("sam", "tiny.encoder.onnx", "other.onnx");
        assertTrue(complaint(folder).contains("several models"), complaint(folder));
    }

    @Test
    void promptsThatMeanNothing() {
        try (Segmenter segmenter = new Segmenter(SamModel.read(ModelFixture.of("edge-sam").folder()))) {
            final ImageEmbedding embedding = segmenter.embed(TestPictures.of(61, 97), Progress.NONE);
            for (final SegmentPrompt bad : List.of(SegmentPrompt.of(List.of()),
                    SegmentPrompt.of(List.of(new SegmentPrompt.Point(61, 5, true))),
                    SegmentPrompt.of(List.of(new SegmentPrompt.Point(Double.NaN, 5, true))),
                    SegmentPrompt.of(List.of(new SegmentPrompt.Point(5, -1, false))),
                    SegmentPrompt.of(new BoundingBox(70, 5, 80, 9)), SegmentPrompt.of(new BoundingBox(7, 5, 7, 9)))) {
                final String message = assertThrows(InpaintException.class,
                        () -> segmenter.segment(embedding, bad, Progress.NONE)).getMessage();
                assertTrue(message.contains("give"), message);
            }
            assertThrows(IllegalArgumentException.class, () -> new BoundingBox(Double.NaN, 0, 1, 1));
        }
    }

    @Test
    void onePixel() {
        try (Segmenter segmenter = new Segmenter(SamModel.read(ModelFixture.of("edge-sam").folder()))) {
            final ImageEmbedding embedding = segmenter.embed(TestPictures.of(1, 1), Progress.NONE);
            final Segmentation found = segmenter.segment(embedding,
                    SegmentPrompt.of(List.of(new SegmentPrompt.Point(0, 0, true))), Progress.NONE);
            assertEquals(3, found.candidates().size());
            found.candidates().forEach(c -> assertTrue(c.mask().values().length <= 1));
        }
    }

    @Test
    void boxesAndMasksAreMadeUpForAndSaidSo() {
        try (Segmenter segmenter = new Segmenter(SamModel.read(ModelFixture.of("sam-transformers").folder()))) {
            assertFalse(segmenter.model().takesBoxes());
            final ImageEmbedding embedding = segmenter.embed(TestPictures.of(97, 61), Progress.NONE);
            final BoundingBox box = new BoundingBox(20, 10, 60, 40);
            final Segmentation found = segmenter.segment(embedding, SegmentPrompt.of(box), Progress.NONE);
            assertEquals(1, found.notes().size());
            assertTrue(found.notes().get(0).contains("takes no boxes"));
            double before = 2;
            for (final MaskCandidate candidate : found.candidates()) {
                final double overlap = candidate.mask().isEmpty() ? 0
                        : BoundingBox.of(candidate.mask().box()).overlap(box);
                assertTrue(overlap <= before);
                before = overlap;
            }
            final Mask mask = Mask.of(new Plane(97, 61));
            for (int i = 0; i < mask.values().length; i++)
                mask.values()[i] = i % 97 > 30 && i % 97 < 50 && i / 97 > 20 && i / 97 < 30 ? 1 : 0;
            final Segmentation refined = segmenter.segment(embedding,
                    new SegmentPrompt(List.of(), Optional.empty(), Optional.of(segmenter.logits(embedding, mask))),
                    Progress.NONE);
            assertEquals(2, refined.notes().size());
            // a mask of the image survives the coarse grid to within a pixel
            final Box there = embedding.transform().mask(segmenter.logits(embedding, mask)).bounds();
            assertTrue(BoundingBox.of(there).overlap(BoundingBox.of(mask.bounds())) > 0.8, there.toString());
        }
    }

    @Test
    void embeddingsAreMadeOnceAndForgottenWhenTooMany() {
        try (Segmenter segmenter = new Segmenter(SamModel.read(ModelFixture.of("edge-sam").folder()))) {
            final ImageEmbedding first = segmenter.embed(TestPictures.of(40, 30), Progress.NONE);
            final EmbeddingCache cache = new EmbeddingCache(2 * first.bytes());
            final ImageEmbedding kept = cache.get(segmenter, TestPictures.of(40, 30), Progress.NONE);
            assertSame(kept, cache.get(segmenter, TestPictures.of(40, 30), Progress.NONE));
            final Progress cancelled = new Progress() {
                @Override
                public void step(final int done, final int total, final String what) { }

                @Override
                public boolean cancelled() {
                    return true;
                }
            };
            assertThrows(CancelledException.class, () -> cache.get(segmenter, TestPictures.of(31, 30), cancelled));
            assertEquals(first.bytes(), cache.bytes());
            cache.get(segmenter, TestPictures.of(31, 30), Progress.NONE);
            cache.get(segmenter, TestPictures.of(32, 30), Progress.NONE);
            assertEquals(2 * first.bytes(), cache.bytes());
            assertTrue(cache.peek(segmenter, TestPictures.of(40, 30)).isEmpty());
            assertTrue(cache.peek(segmenter, TestPictures.of(32, 30)).isPresent());
            segmenter.close();
            assertThrows(CancelledException.class, () -> segmenter.segment(first, CENTRE, Progress.NONE));
        }
    }

    /** As weights that are damaged, or of a precision that overflows, make them. */
    @Test
    void answersThatAreNoNumbersAreRefused() {
        try (SessionCache.Lease<Segmenter> lease = Segmenters.lease(SamModel.read(ModelFixture.of("sam").folder()))) {
            final ImageEmbedding good = lease.value().embed(TestPictures.of(40, 30), Progress.NONE);
            final Map<String, Tensor> bad = new HashMap<>(good.features());
            bad.replaceAll((name, tensor) -> {
                final float[] values = new float[tensor.size()];
                Arrays.fill(values, Float.NaN);
                return Tensor.of(values, tensor.shape());
            });
            final ImageEmbedding none = new ImageEmbedding(bad, good.transform(), good.model());
            final String message = assertThrows(InpaintException.class,
                    () -> lease.value().segment(none, CENTRE, Progress.NONE)).getMessage();
            assertTrue(message.contains("tiny.decoder.onnx gave masks or scores that are no numbers"), message);
        }
    }
}
