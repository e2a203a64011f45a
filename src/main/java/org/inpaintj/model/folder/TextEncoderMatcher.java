package org.inpaintj.model.folder;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.inpaintj.onnx.file.OnnxModelInfo;

/** Finds which text encoder is which and which tokenizer is whose, and whether they fit the denoiser. */
final class TextEncoderMatcher {

    private final Path folder;
    private final FolderScan scan;
    private final List<String> problems;

    TextEncoderMatcher(final Path folder, final FolderScan scan, final List<String> problems) {
        this.folder = folder;
        this.scan = scan;
        this.problems = problems;
    }

    /** The encoders in the order in which the denoiser wants their outputs joined. */
    List<TextEncoderFile> of(final DenoiserFile denoiser) {
        final List<TextEncoderFile> clips = new ArrayList<>();
        for (final OnnxModelInfo c : scan.of(NetworkKind.CLIP))
            clips.add(TextEncoderFile.of(c, scan.configOf(c, "CLIPText", "CLIPModel"), false));
        // OpenAI's encoder comes first: it has no projection (SDXL), fewer features, and its own activation (SD3).
        clips.sort(Comparator.comparing(TextEncoderFile::projected).thenComparing(TextEncoderFile::width)
                .thenComparing(e -> !e.quickGelu()).thenComparing(e -> e.network().file()));
        final Optional<TextEncoderFile> t5 = denoiser.transformer() ? scan.single(NetworkKind.T5)
                .map(c -> TextEncoderFile.of(c, scan.configOf(c, "T5"), true)) : Optional.empty();
        check(denoiser, clips, t5);
        final List<Path> folders = tokenizers(clips.size());
        final List<TextEncoderFile> encoders = new ArrayList<>();
        for (int i = 0; i < clips.size() && i < folders.size(); i++)
            encoders.add(clips.get(i).withTokenizer(folders.get(i)));
        t5.ifPresent(e -> scan.tokenizers.entrySet().stream().filter(t -> t.getValue()).findFirst().ifPresentOrElse(
                t -> encoders.add(e.withTokenizer(t.getKey())),
                () -> problems.add(folder + " has a T5 text encoder but no tokenizer.json for it; download it too, or"
                        + " remove the encoder.")));
        return encoders;
    }

    private void check(final DenoiserFile denoiser, final List<TextEncoderFile> clips, final Optional<TextEncoderFile> t5) {
        final int wanted = denoiser.transformer() ? 2 : denoiser.timeIds().isPresent() ? clips.size() : 1;
        if (clips.size() != wanted || clips.size() > 2) {
            problems.add(folder + " holds " + clips.size() + " CLIP text encoders where "
                    + (denoiser.timeIds().isPresent() ? "1 or 2" : wanted) + " are needed: " + scan.contents()
                    + "; complete the download.");
            return;
        }
        final long context = denoiser.context().size(-1);
        final int sum = clips.stream().mapToInt(TextEncoderFile::width).sum();
        final boolean known = clips.stream().allMatch(e -> e.width() > 0) && context > 0;
        if (known && (denoiser.transformer() ? sum > context : sum != context))
            problems.add("The text encoders in " + folder + " give " + sum + " features but "
                    + denoiser.network().file().getFileName() + " takes " + context
                    + "; one of them is missing or belongs to another model.");
        t5.filter(e -> e.width() > 0 && context > 0 && e.width() != context).ifPresent(e -> problems.add(
                e.network().file() + " gives " + e.width() + " features but the transformer takes " + context
                        + "; it belongs to another model."));
        final boolean penultimate = denoiser.transformer() || denoiser.timeIds().isPresent();
        for (final TextEncoderFile e : clips)
            if (penultimate && e.layers().size() < 2)
                problems.add(e.network().file() + " does not give its hidden states, which the model needs; export it"
                        + " with a current exporter.");
        if (penultimate && !clips.get(clips.size() - 1).projected())
            problems.add(folder + " has no text encoder with a projection (output text_embeds), which the model needs.");
    }

    /** The CLIP tokenizers, as many as encoders; one alone serves all. */
    private List<Path> tokenizers(final int encoders) {
        final List<Path> clip = new ArrayList<>(scan.tokenizers.entrySet().stream().filter(t -> !t.getValue())
                .map(t -> t.getKey()).toList());
        if (clip.isEmpty()) {
            problems.add(folder + " has no tokenizer (vocab.json and merges.txt); download the tokenizer folder too.");
            return List.of();
        }
        if (clip.size() == 1)
            return Stream.generate(() -> clip.get(0)).limit(encoders).toList();
        // The second encoder of SDXL and SD3 pads with another token than the end; the first one never does.
        clip.sort(Comparator.comparing((Path t) -> !padsWithEnd(t)).thenComparing(t -> t));
        if (clip.size() != encoders) {
            problems.add(folder + " has " + clip.size() + " tokenizers for " + encoders
                    + " text encoders; give the folder of one model.");
            return List.of();
        }
        return clip;
    }

    private static boolean padsWithEnd(final Path tokenizer) {
        final ClipSpecialTokens special = ClipSpecialTokens.read(tokenizer);
        return special.pad().equals(special.end());
    }
}
