package org.inpaintj.segment;

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

import org.inpaintj.engine.Box;
import org.inpaintj.engine.CancelledException;
import org.inpaintj.engine.InpaintException;
import org.inpaintj.engine.Progress;
import org.inpaintj.mask.Mask;
import org.inpaintj.model.Fixture;
import org.inpaintj.onnx.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can go wrong, what is made up for, and what is remembered. */
class SegmenterTest {

    private static final Prompt CENTRE = Prompt.of(List.of(new Prompt.Point(20, 20, true)));

    @TempDir
    private Path folder;

    private static String complaint(final Path model) {
        return assertThrows(InpaintException.class, () -> SegmentModel.read(model)).getMessage();
    }

    private Path copy(final String fixture, final String file, final String to) throws IOException {
        return Files.copy(Fixture.of(fixture).folder().resolve(file), folder.resolve(to));
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
        assertTrue(complaint(Fixture.of("sd15").folder()).contains("no Segment Anything model"));
        assertTrue(complaint(folder.resolve("absent")).contains("does not exist"));
        final Path decoder = folder.resolve("d.onnx");
        assertTrue(assertThrows(InpaintException.class, () -> SegmentModel.of(decoder, decoder)).getMessage()
                .contains("same export"));
    }

    @Test
    void choosesAmongVariantsButNotAmongModels() throws IOException {
        copy("sam", "tiny.encoder.onnx", "vision_fp16.onnx");
        copy("sam", "tiny.encoder.onnx", "vision.onnx");
        copy("sam", "tiny.decoder.onnx", "mask_decoder_multi.onnx");
        final SegmentModel model = SegmentModel.read(folder);
        assertEquals("vision.onnx", model.encoder().getFileName().toString());
        assertEquals(1, model.notes().size());
        copy("sam", "tiny.encoder.onnx", "other.onnx");
        assertTrue(complaint(folder).contains("several models"), complaint(folder));
    }

    @Test
    void promptsThatMeanNothing() {
        try (Segmenter segmenter = SegmentModel.read(Fixture.of("edge-sam").folder()).open()) {
            final Embedding embedding = segmenter.embed(Pictures.of(61, 97), Progress.NONE);
            for (final Prompt bad : List.of(Prompt.of(List.of()),
                    Prompt.of(List.of(new Prompt.Point(61, 5, true))),
                    Prompt.of(List.of(new Prompt.Point(Double.NaN, 5, true))),
                    Prompt.of(List.of(new Prompt.Point(5, -1, false))),
                    Prompt.of(new Bounds(70, 5, 80, 9)), Prompt.of(new Bounds(7, 5, 7, 9)))) {
                final String message = assertThrows(InpaintException.class,
                        () -> segmenter.segment(embedding, bad, Progress.NONE)).getMessage();
                assertTrue(message.contains("give"), message);
            }
            assertThrows(IllegalArgumentException.class, () -> new Bounds(Double.NaN, 0, 1, 1));
        }
    }

    @Test
    void onePixel() {
        try (Segmenter segmenter = SegmentModel.read(Fixture.of("edge-sam").folder()).open()) {
            final Embedding embedding = segmenter.embed(Pictures.of(1, 1), Progress.NONE);
            final Segmentation found = segmenter.segment(embedding,
                    Prompt.of(List.of(new Prompt.Point(0, 0, true))), Progress.NONE);
            assertEquals(3, found.candidates().size());
            found.candidates().forEach(c -> assertTrue(c.mask().values().length <= 1));
        }
    }

    @Test
    void boxesAndMasksAreMadeUpForAndSaidSo() {
        try (Segmenter segmenter = SegmentModel.read(Fixture.of("sam-transformers").folder()).open()) {
            assertFalse(segmenter.model().takesBoxes());
            final Embedding embedding = segmenter.embed(Pictures.of(97, 61), Progress.NONE);
            final Bounds box = new Bounds(20, 10, 60, 40);
            final Segmentation found = segmenter.segment(embedding, Prompt.of(box), Progress.NONE);
            assertEquals(1, found.notes().size());
            assertTrue(found.notes().get(0).contains("takes no boxes"));
            double before = 2;
            for (final Candidate candidate : found.candidates()) {
                final double overlap = candidate.mask().isEmpty() ? 0 : Bounds.of(candidate.mask().box()).overlap(box);
                assertTrue(overlap <= before);
                before = overlap;
            }
            final Mask mask = Mask.of(97, 61, new float[97 * 61]);
            for (int i = 0; i < mask.values().length; i++)
                mask.values()[i] = i % 97 > 30 && i % 97 < 50 && i / 97 > 20 && i / 97 < 30 ? 1 : 0;
            final Segmentation refined = segmenter.segment(embedding,
                    new Prompt(List.of(), Optional.empty(), Optional.of(segmenter.logits(embedding, mask))),
                    Progress.NONE);
            assertEquals(2, refined.notes().size());
            // a mask of the image survives the coarse grid to within a pixel
            final Box there = embedding.frame().mask(segmenter.logits(embedding, mask)).bounds();
            assertTrue(Bounds.of(there).overlap(Bounds.of(mask.bounds())) > 0.8, there.toString());
        }
    }

    @Test
    void embeddingsAreMadeOnceAndForgottenWhenTooMany() {
        try (Segmenter segmenter = SegmentModel.read(Fixture.of("edge-sam").folder()).open()) {
            final Embedding first = segmenter.embed(Pictures.of(40, 30), Progress.NONE);
            final EmbeddingCache cache = new EmbeddingCache(2 * first.bytes());
            final Embedding kept = cache.get(segmenter, Pictures.of(40, 30), Progress.NONE);
            assertSame(kept, cache.get(segmenter, Pictures.of(40, 30), Progress.NONE));
            final Progress cancelled = new Progress() {
                @Override
                public void step(final int done, final int total, final String what) { }

                @Override
                public boolean cancelled() {
                    return true;
                }
            };
            assertThrows(CancelledException.class, () -> cache.get(segmenter, Pictures.of(31, 30), cancelled));
            assertEquals(first.bytes(), cache.bytes());
            cache.get(segmenter, Pictures.of(31, 30), Progress.NONE);
            cache.get(segmenter, Pictures.of(32, 30), Progress.NONE);
            assertEquals(2 * first.bytes(), cache.bytes());
            assertTrue(cache.peek(segmenter, Pictures.of(40, 30)).isEmpty());
            assertTrue(cache.peek(segmenter, Pictures.of(32, 30)).isPresent());
            segmenter.close();
            assertThrows(CancelledException.class, () -> segmenter.segment(first, CENTRE, Progress.NONE));
        }
    }

    /** As weights that are damaged, or of a precision that overflows, make them. */
    @Test
    void answersThatAreNoNumbersAreRefused() {
        try (Keeper<Segmenter>.Lease lease = Segmenters.lease(SegmentModel.read(Fixture.of("sam").folder()))) {
            final Embedding good = lease.value().embed(Pictures.of(40, 30), Progress.NONE);
            final Map<String, Tensor> bad = new HashMap<>(good.features());
            bad.replaceAll((name, tensor) -> {
                final float[] values = new float[tensor.size()];
                Arrays.fill(values, Float.NaN);
                return Tensor.of(values, tensor.shape());
            });
            final Embedding none = new Embedding(bad, good.frame(), good.model());
            final String message = assertThrows(InpaintException.class,
                    () -> lease.value().segment(none, CENTRE, Progress.NONE)).getMessage();
            assertTrue(message.contains("tiny.decoder.onnx gave masks or scores that are no numbers"), message);
        }
    }
}
