package org.inpaintj.interrogate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;
import org.inpaintj.core.Progress;
import org.inpaintj.onnx.Session;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.onnx.file.OnnxModelInfo;
import org.inpaintj.onnx.file.ValueInfo;

/**
 * The decoder reads what a caption has so far and what the encoder saw. Exports that remember keys and values
 * ({@code past_key_values}) are fed the last token alone; others are fed all tokens anew.
 */
final class CaptionDecoder implements LanguageModel<Map<String, Tensor>> {

    /** Tells a merged decoder whether there is something to remember. */
    static final String BRANCH = "use_cache_branch";

    private static final String IDS = "input_ids", SEEN = "encoder_hidden_states", LOGITS = "logits";
    private static final Set<String> KNOWN = Set.of(IDS, SEEN, "attention_mask", "encoder_attention_mask", BRANCH);
    /** What exporters write before the number of the layer, at inputs and at outputs. */
    private static final Pattern MEMORY = Pattern.compile("(in_|out_)?(past_key_values?|past|present)[._]");

    private final CaptionModel model;
    private final Session session;
    private final Tensor seen;
    private final Progress progress;

    /**
     * @param seen [1, patches, width of a state]
     */
    CaptionDecoder(final CaptionModel model, final Session session, final Tensor seen, final Progress progress) {
        this.model = model;
        this.session = session;
        this.seen = seen;
        this.progress = progress;
    }

    /** True if a decoder is fed what it remembers. */
    static boolean remembers(final OnnxModelInfo decoder) {
        return decoder.inputs().stream().anyMatch(p -> MEMORY.matcher(p.name()).lookingAt());
    }

    /** @throws InpaintException if a decoder wants what no captioner here has */
    static void check(final OnnxModelInfo decoder, final JsonConfig config) {
        for (final ValueInfo in : decoder.inputs()) {
            final boolean memory = MEMORY.matcher(in.name()).lookingAt();
            if (!memory && !KNOWN.contains(in.name()) || memory && written(decoder, in).isEmpty())
                throw new InpaintException(decoder.file() + " wants '" + in + "', which no decoder of a captioner does "
                        + "that can run here; use an export of BLIP or ViT-GPT2.");
            if (memory && (in.rank() != 4 || in.size(1) < 1 || in.size(3) < 1))
                throw new InpaintException(decoder.file() + " does not say how large what it remembers is ('" + in
                        + "'); use an export without past_key_values, or one made by Optimum.");
        }
    }

    /** The output that holds what an input is fed next time. */
    private static Optional<ValueInfo> written(final OnnxModelInfo decoder, final ValueInfo in) {
        final String layer = MEMORY.matcher(in.name()).replaceFirst("");
        return decoder.outputs().stream().filter(p -> MEMORY.matcher(p.name()).lookingAt()
                && MEMORY.matcher(p.name()).replaceFirst("").equals(layer)).findFirst();
    }

    @Override
    public Next<Map<String, Tensor>> next(final int[] tokens, final Map<String, Tensor> state) {
        final OnnxModelInfo decoder = model.decoder();
        final boolean remembers = remembers(decoder);
        final int[] read = remembers && state != null ? new int[] { tokens[tokens.length - 1] } : tokens;
        final Map<String, Tensor> feeds = new LinkedHashMap<>();
        final Map<String, String> kept = new LinkedHashMap<>();
        for (final ValueInfo in : decoder.inputs())
            feeds.put(in.name(), switch (in.name()) {
                case IDS -> ids(read);
                case SEEN -> seen;
                case "attention_mask" -> ones(tokens.length);
                case "encoder_attention_mask" -> ones((int) seen.size(1));
                case BRANCH -> Tensor.of(new float[] { state == null ? 0 : 1 }, 1);
                default -> {
                    kept.put(written(decoder, in).orElseThrow().name(), in.name());
                    yield state == null ? Tensor.zeros(1, in.size(1), 0, in.size(3)) : state.get(in.name());
                }
            });
        final List<String> wanted = new ArrayList<>(List.of(LOGITS));
        wanted.addAll(kept.keySet());
        final Map<String, Tensor> out = session.run(feeds, wanted, progress);
        final Map<String, Tensor> after = new LinkedHashMap<>();
        kept.forEach((output, input) -> after.put(input, out.get(output)));
        return new Next<>(last(out.get(LOGITS), read.length), after);
    }

    private static Tensor ids(final int[] tokens) {
        final float[] ids = new float[tokens.length];
        for (int i = 0; i < ids.length; i++)
            ids[i] = tokens[i];
        return Tensor.of(ids, 1, ids.length);
    }

    private static Tensor ones(final int count) {
        final float[] ones = new float[count];
        Arrays.fill(ones, 1);
        return Tensor.of(ones, 1, count);
    }

    /** What may follow the last token. */
    private float[] last(final Tensor logits, final int read) {
        logits.expect(model.decoder().file(), 1, -1, -1);
        if (logits.size(1) != read && logits.size(1) != 1)
            throw new InpaintException(model.decoder().file() + " gave logits of " + logits.size(1) + " tokens where "
                    + "it read " + read + "; it is damaged or belongs to another model, so download it again.");
        final int words = (int) logits.size(2);
        final float[] last = new float[words];
        logits.buffer().get(logits.size() - words, last);
        for (final float logit : last)
            if (Float.isNaN(logit) || logit == Float.POSITIVE_INFINITY)
                throw new InpaintException(model.decoder().file() + " gave logits that are no numbers; the file is "
                        + "damaged or of a precision that cannot run here, so use another export.");
        return last;
    }
}
