package org.inpaintj.segment.sam;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.onnx.Session;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.onnx.device.DeviceSetup;
import org.inpaintj.raster.Mask;
import org.inpaintj.segment.MaskCandidate;
import org.inpaintj.segment.MaskLogits;
import org.inpaintj.segment.ResizeTransform;
import org.inpaintj.segment.RgbImage;
import org.inpaintj.segment.SegmentPrompt;
import org.inpaintj.segment.Segmentation;

/**
 * A segmenter is a Segment Anything model at work. The networks are loaded when they are first needed and stay until
 * {@link #close}. Thread-safe; calls take from tens of milliseconds (a prompt) to many seconds (an embedding), so they
 * belong on a worker thread.
 */
public final class Segmenter implements AutoCloseable {

    /** Logits that a mask given by the user is turned into: as sure as the networks themselves are. */
    private static final float CERTAIN = 10;
    /** Decoders that give four masks give first the one for prompts without ambiguity. */
    private static final int WITH_UNAMBIGUOUS = 4;

    private final SamModel model;
    private Session encoder;
    private Session decoder;
    private boolean closed;

    /** A model ready for use; nothing is loaded before it is needed. The caller closes it. */
    public Segmenter(final SamModel model) {
        this.model = model;
    }

    public SamModel model() {
        return model;
    }

    /**
     * Looks at a picture, once for all prompts.
     *
     * @throws CancelledException within one network node after {@code progress} said so; nothing remains
     * @throws InpaintException   if the network cannot be loaded or run
     */
    public ImageEmbedding embed(final RgbImage rgb, final Progress progress) {
        progress.step(0, 1, "Looking at the image");
        progress.check();
        final EncoderDecoderPair pair = model.pair();
        final ImagePreprocessor preprocessor = model.format().preprocessor();
        final Map<String, Tensor> out = encoder().run(Map.of(pair.image().name(), preprocessor.tensor(rgb)),
                pair.features().values().stream().distinct().toList(), progress);
        progress.step(1, 1, "Looked at the image");
        return new ImageEmbedding(out, preprocessor.transform(rgb.width(), rgb.height()), model.digest());
    }

    /**
     * Finds what a prompt means.
     *
     * @param embedding by a segmenter of the same model
     * @return at least one candidate; all masks may be empty
     * @throws CancelledException once {@code progress} says so
     * @throws InpaintException   if the prompt is empty or outside the image, or the network fails
     */
    public Segmentation segment(final ImageEmbedding embedding, final SegmentPrompt prompt, final Progress progress) {
        final SamFormat format = model.format();
        final ResizeTransform transform = embedding.transform();
        if (!embedding.model().equals(model.digest()))
            throw new IllegalArgumentException("the embedding is by another model");
        prompt.check(transform.width(), transform.height());
        final PromptAdapter said = PromptAdapter.of(prompt, format, transform);
        said.prompt().mask().ifPresent(mask -> {
            if (mask.width() != format.maskSize() || mask.height() != format.maskSize())
                throw new IllegalArgumentException("a mask of " + mask.width() + " x " + mask.height() + " for a grid"
                        + " of " + format.maskSize());
        });
        final Map<String, Tensor> feeds = new HashMap<>(format.feeds(transform.letterbox(), said.prompt()));
        model.pair().features().forEach((in, out) -> feeds.put(in, embedding.features().get(out)));
        final Map<String, Tensor> out = decoder().run(feeds, List.of(format.masks(), format.scores()), progress);
        final List<MaskCandidate> candidates = new ArrayList<>(candidates(out.get(format.masks()),
                out.get(format.scores()), transform));
        candidates.sort(said.order());
        return new Segmentation(candidates, said.notes());
    }

    private List<MaskCandidate> candidates(final Tensor masks, final Tensor scores, final ResizeTransform transform) {
        if (masks.rank() < 2)
            throw noDecoder(masks, scores);
        final int columns = Math.toIntExact(masks.size(-1)), rows = Math.toIntExact(masks.size(-2));
        final int plane = columns * rows, count = plane == 0 ? 0 : masks.size() / plane;
        if (count < 1 || scores.size() != count)
            throw noDecoder(masks, scores);
        final List<MaskCandidate> candidates = new ArrayList<>();
        for (int k = count == WITH_UNAMBIGUOUS ? 1 : 0; k < count; k++) {
            final float[] values = new float[plane];
            masks.buffer().get(k * plane, values);
            checkNumbers(scores.get(k));
            checkNumbers(values);
            candidates.add(new MaskCandidate(scores.get(k), k, new MaskLogits(columns, rows, values), transform));
        }
        return candidates;
    }

    private InpaintException noDecoder(final Tensor masks, final Tensor scores) {
        return new InpaintException(model.decoder() + " gave masks " + masks + " with scores " + scores
                + "; it is no decoder of a Segment Anything model.");
    }

    private void checkNumbers(final float... values) {
        for (final float value : values)
            if (Float.isNaN(value))
                throw new InpaintException(model.decoder() + " gave masks or scores that are no numbers; the file or "
                        + "the image encoder's is damaged or of a precision that cannot run here, so use another "
                        + "export.");
    }

    /** A mask of the image as part of a prompt, in the grid of the model or, if it takes no masks, one as fine. */
    public MaskLogits logits(final ImageEmbedding embedding, final Mask mask) {
        final int size = model.format().maskSize() > 0 ? model.format().maskSize() : model.pair().maskSize();
        return embedding.transform().logits(mask, size, CERTAIN);
    }

    private synchronized Session encoder() {
        if (encoder == null)
            encoder = open(model.encoder());
        return encoder;
    }

    private synchronized Session decoder() {
        if (decoder == null)
            decoder = open(model.decoder());
        return decoder;
    }

    private Session open(final Path file) {
        if (closed)
            throw new CancelledException();
        return Session.open(file, DeviceSetup.CPU);
    }

    /** Stops what is running, waits for it and frees the networks. May be called twice. */
    @Override
    public void close() {
        final List<Session> open = new ArrayList<>();
        synchronized (this) {
            closed = true;
            if (encoder != null)
                open.add(encoder);
            if (decoder != null)
                open.add(decoder);
        }
        open.forEach(Session::close);
    }
}
