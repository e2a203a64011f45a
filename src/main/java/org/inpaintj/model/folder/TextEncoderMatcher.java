package org.inpaintj.model.folder;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.inpaintj.onnx.file.OnnxModelInfo;

/** Finds which text encoder is which and which tokenizer is whose, and whether they fit the denoiser. */
public final class TextEncoderMatcher {

    private final Path folder;
    private final ModelParts scan;
    private final List<String> problems;

    /** @param problems takes what is missing or does not fit */
    public TextEncoderMatcher(final Path folder, final ModelParts scan, final List<String> problems) {
        this.folder = folder;
        this.scan = scan;
        this.problems = problems;
    }

    /** The encoders in the order in which the denoiser wants their outputs joined: CLIPs, then T5. */
    public List<TextEncoderFile> of(final DenoiserFile denoiser, final TextEncoderSpec spec) {
        final List<TextEncoderFile> clips = new ArrayList<>();
        for (final OnnxModelInfo c : scan.of(NetworkKind.CLIP))
            clips.add(TextEncoderFile.clip(c, scan.configOf(c, "CLIPText", "CLIPModel")));
        // OpenAI's encoder comes first: it has no projection (SDXL), fewer features, and its own activation (SD3).
        clips.sort(Comparator.comparing((TextEncoderFile e) -> e.outputs().projected())
                .thenComparing(TextEncoderFile::width).thenComparing(e -> !e.quickGelu())
                .thenComparing(e -> e.network().file()));
        final Optional<TextEncoderFile> t5 = spec.t5Tokens() == 0 ? Optional.empty() : scan.single(NetworkKind.T5)
                .map(c -> TextEncoderFile.t5(c, scan.configOf(c, "T5"), spec.t5Tokens()));
        check(denoiser, spec, clips, t5);
        final List<TokenizerSource> folders = tokenizers(clips.size());
        final List<TextEncoderFile> encoders = new ArrayList<>();
        for (int i = 0; i < clips.size() && i < folders.size(); i++)
            encoders.add(clips.get(i).withTokenizer(folders.get(i)));
        t5.ifPresent(e -> scan.t5Tokenizers().stream().findFirst().ifPresentOrElse(
                t -> encoders.add(e.withTokenizer(t)),
                () -> problems.add(folder + " has a T5 text encoder but no tokenizer.json for it; download it too, or"
                        + " remove the encoder.")));
        return encoders;
    }

    private void check(final DenoiserFile denoiser, final TextEncoderSpec spec, final List<TextEncoderFile> clips,
            final Optional<TextEncoderFile> t5) {
        if (clips.size() < spec.fewestClips() || clips.size() > spec.mostClips()) {
            problems.add(folder + " holds " + clips.size() + " CLIP text encoders where " + spec.clips()
                    + " are needed: " + scan.contents() + "; complete the download.");
            return;
        }
        final long context = denoiser.inputs().context().size(-1);
        final int sum = clips.stream().mapToInt(TextEncoderFile::width).sum();
        final boolean known = !clips.isEmpty() && clips.stream().allMatch(e -> e.width() > 0) && context > 0;
        if (known && (spec.padded() ? sum > context : sum != context))
            problems.add("The text encoders in " + folder + " give " + sum + " features but "
                    + denoiser.network().file().getFileName() + " takes " + context
                    + "; one of them is missing or belongs to another model.");
        t5.filter(e -> e.width() > 0 && context > 0 && e.width() != context).ifPresent(e -> problems.add(
                e.network().file() + " gives " + e.width() + " features but the transformer takes " + context
                        + "; it belongs to another model."));
        if (!spec.intermediate() || clips.isEmpty())
            return;
        for (final TextEncoderFile e : clips)
            if (e.outputs().layers().size() < 2)
                problems.add(e.network().file() + " does not give its hidden states, which the model needs; export it"
                        + " with a current exporter.");
        if (!clips.get(clips.size() - 1).outputs().projected())
            problems.add(folder
                    + " has no text encoder with a projection (output text_embeds), which the model needs.");
    }

    /** The CLIP tokenizers, as many as encoders; one alone serves all. */
    private List<TokenizerSource> tokenizers(final int encoders) {
        if (encoders == 0)
            return List.of();
        final List<TokenizerSource> clip = new ArrayList<>(scan.clipTokenizers());
        if (clip.isEmpty()) {
            problems.add(folder + " has no tokenizer (vocab.json and merges.txt); download the tokenizer folder too.");
            return List.of();
        }
        if (clip.size() == 1)
            return Stream.generate(() -> clip.get(0)).limit(encoders).toList();
        // The second encoder of SDXL and SD3 pads with another token than the end; the first one never does.
        clip.sort(Comparator.comparing(t -> !padsWithEnd(t)));
        if (clip.size() != encoders) {
            problems.add(folder + " has " + clip.size() + " tokenizers for " + encoders
                    + " text encoders; give the folder of one model.");
            return List.of();
        }
        return clip;
    }

    private static boolean padsWithEnd(final TokenizerSource tokenizer) {
        if (tokenizer instanceof TokenizerSource.Bundled bundled)
            return bundled.padsWithEnd();
        final ClipSpecialTokens specialTokens = ClipSpecialTokens.read(((TokenizerSource.Folder) tokenizer).path());
        return specialTokens.pad().equals(specialTokens.end());
    }
}
