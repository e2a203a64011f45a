package org.inpaintj.segment.text;

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
import org.inpaintj.segment.BoundingBox;
import org.inpaintj.segment.RgbImage;
import org.inpaintj.tokenizer.Tokenizer;

/**
 * A detector is a text-prompted (open-set) object detector at work. The network is loaded when it is first needed and
 * stays until {@link #close}. Thread-safe; a pass over an image takes seconds at the real size, so calls belong on a
 * worker thread.
 */
public final class Detector implements AutoCloseable {

    private final DetectorModel model;
    private final Tokenizer tokenizer;
    private Session session;
    private boolean closed;

    Detector(final DetectorModel model, final Tokenizer tokenizer) {
        this.model = model;
        this.tokenizer = tokenizer;
    }

    public DetectorModel model() {
        return model;
    }

    /**
     * Finds what phrases name. All are looked for in one pass, or in as many as the export needs (see
     * {@link DetectorModel#phrases}).
     *
     * @param phrases       at least one, as {@link Phrases} makes them
     * @param boxThreshold  0 to 1: what is found must be surer than that of at least one token
     * @param textThreshold 0 to 1: a detection is of the phrase with the surest word, if that is surer than this; if
     *                      none is, of the phrase with the surest full stop
     * @param overlap       0 to 1: of two boxes of one phrase whose intersection over union is larger, the less sure
     *                      one is dropped; 1 keeps all
     * @return surest first; empty if nothing was found
     * @throws CancelledException within one network node after {@code progress} said so
     * @throws InpaintException   if the phrases are too long, or the network cannot be loaded or run
     */
    public List<Detection> detect(final RgbImage rgb, final List<String> phrases, final double boxThreshold,
            final double textThreshold, final double overlap, final Progress progress) {
        final List<Detection> found = new ArrayList<>();
        for (final Pass pass : run(rgb, phrases, progress))
            pass.collect(rgb, boxThreshold, textThreshold, found);
        return NonMaximumSuppression.apply(found, overlap);
    }

    /**
     * What the network says in one pass.
     *
     * @param phrases that it looked for
     * @param tokens  what it read
     * @param logits  [1, boxes, tokens]; negative infinity for no token
     * @param boxes   [1, boxes, 4]: centre x, y, width, height, as parts of the image
     */
    record Pass(List<String> phrases, PhraseTokens tokens, Tensor logits, Tensor boxes) {

        private void collect(final RgbImage rgb, final double boxThreshold, final double textThreshold,
                final List<Detection> found) {
            final int count = (int) logits.size(1), columns = (int) logits.size(2);
            for (int q = 0; q < count; q++) {
                double score = 0, surest = textThreshold;
                int phrase = -1;
                boolean word = false;
                for (int t = 0; t < columns; t++) {
                    final double p = 1 / (1 + Math.exp(-logits.get(q * columns + t)));
                    score = Math.max(score, p);
                    if (!tokens.isPhrase(t) || p <= textThreshold || word && !tokens.isWord(t))
                        continue;
                    if (p > surest || !word && tokens.isWord(t)) {
                        surest = p;
                        phrase = tokens.phrase()[t];
                        word = tokens.isWord(t);
                    }
                }
                if (score > boxThreshold)
                    found.add(new Detection(phrase < 0 ? "" : phrases.get(phrase), score, bounds(q, rgb)));
            }
        }

        private BoundingBox bounds(final int box, final RgbImage rgb) {
            final double x = boxes.get(4 * box), y = boxes.get(4 * box + 1);
            final double w = boxes.get(4 * box + 2) / 2, h = boxes.get(4 * box + 3) / 2;
            return new BoundingBox((x - w) * rgb.width(), (y - h) * rgb.height(), (x + w) * rgb.width(),
                    (y + h) * rgb.height());
        }
    }

    /** The passes that the phrases need. */
    List<Pass> run(final RgbImage rgb, final List<String> phrases, final Progress progress) {
        if (phrases.isEmpty())
            throw new InpaintException("There is nothing to look for; give at least one phrase.");
        final List<List<String>> shares = PhraseCount.passes(phrases, model.phrases());
        final List<PhraseTokens> texts = shares.stream()
                .map(share -> PhraseTokens.of(share, tokenizer, model.limit(), model.padded())).toList();
        final DetectorInput.Seen seen = model.image().of(rgb);
        final List<Pass> passes = new ArrayList<>();
        for (int i = 0; i < shares.size(); i++) {
            progress.step(i, shares.size(), "Looking for "
                    + String.join(", ", shares.get(i).stream().distinct().toList()));
            final Map<String, Tensor> out = session().run(feeds(seen, texts.get(i)),
                    List.of(model.logits().name(), model.boxes().name()), progress);
            passes.add(checked(new Pass(shares.get(i), texts.get(i), out.get(model.logits().name()),
                    out.get(model.boxes().name()))));
        }
        progress.step(shares.size(), shares.size(), "Looked at the image");
        return passes;
    }

    private Map<String, Tensor> feeds(final DetectorInput.Seen seen, final PhraseTokens text) {
        final Map<String, Tensor> feeds = new HashMap<>();
        model.inputs().forEach((part, valueInfo) -> feeds.put(valueInfo.name(), switch (part) {
            case IMAGE -> seen.pixels();
            case IMAGE_MASK -> seen.mask();
            case TOKENS -> text.tokens();
            case TOKEN_TYPES -> text.types();
            case TOKEN_MASK -> text.present();
            case POSITIONS -> text.positions();
            case SIGHT -> text.sight();
        }));
        return feeds;
    }

    private Pass checked(final Pass pass) {
        final Tensor logits = pass.logits(), boxes = pass.boxes();
        if (logits.rank() != 3 || boxes.rank() != 3 || logits.size(0) != 1 || boxes.size(2) != 4
                || logits.size(1) != boxes.size(1) || logits.size(2) < pass.tokens().length())
            throw new InpaintException(model.file() + " gave logits " + logits + " and boxes " + boxes
                    + "; it is no detector like GroundingDINO.");
        for (int i = 0; i < boxes.size(); i++)
            if (!Float.isFinite(boxes.get(i)))
                throw new InpaintException(model.file() + " gave boxes that are no numbers; the file is damaged or of a"
                        + " precision that cannot run here, so use another export.");
        return pass;
    }

    private synchronized Session session() {
        if (closed)
            throw new CancelledException();
        if (session == null)
            session = Session.open(model.file(), DeviceSetup.CPU);
        return session;
    }

    /** Stops what is running, waits for it and frees the network. May be called twice. */
    @Override
    public void close() {
        final Session open;
        synchronized (this) {
            closed = true;
            open = session;
        }
        if (open != null)
            open.close();
    }
}
