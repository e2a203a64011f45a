package org.inpaintj.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.inpaintj.onnx.Contract;

/** Finds which text encoder is which and which tokenizer is whose, and whether they fit the denoiser. */
final class Texts {

    private final Path folder;
    private final FolderScan scan;
    private final List<String> problems;

    Texts(final Path folder, final FolderScan scan, final List<String> problems) {
        this.folder = folder;
        this.scan = scan;
        this.problems = problems;
    }

    /** The encoders in the order in which the denoiser wants their outputs joined. */
    List<TextEncoder> of(final Denoiser denoiser) {
        final List<TextEncoder> clips = new ArrayList<>();
        for (final Contract c : scan.of(Role.CLIP))
            clips.add(TextEncoder.of(c, scan.configOf(c, "CLIPText", "CLIPModel"), false));
        // OpenAI's encoder comes first: it has no projection (SDXL), fewer features, and its own activation (SD3).
        clips.sort(Comparator.comparing(TextEncoder::projected).thenComparing(TextEncoder::width)
                .thenComparing(e -> !e.quickGelu()).thenComparing(e -> e.network().file()));
        final Optional<TextEncoder> t5 = denoiser.transformer() ? scan.single(Role.T5)
                .map(c -> TextEncoder.of(c, scan.configOf(c, "T5"), true)) : Optional.empty();
        check(denoiser, clips, t5);
        final List<Path> folders = tokenizers(clips.size());
        final List<TextEncoder> encoders = new ArrayList<>();
        for (int i = 0; i < clips.size() && i < folders.size(); i++)
            encoders.add(clips.get(i).withTokenizer(folders.get(i)));
        t5.ifPresent(e -> scan.tokenizers.entrySet().stream().filter(t -> t.getValue()).findFirst().ifPresentOrElse(
                t -> encoders.add(e.withTokenizer(t.getKey())),
                () -> problems.add(folder + " has a T5 text encoder but no tokenizer.json for it; download it too, or"
                        + " remove the encoder.")));
        return encoders;
    }

    private void check(final Denoiser denoiser, final List<TextEncoder> clips, final Optional<TextEncoder> t5) {
        final int wanted = denoiser.transformer() ? 2 : denoiser.timeIds().isPresent() ? clips.size() : 1;
        if (clips.size() != wanted || clips.size() > 2) {
            problems.add(folder + " holds " + clips.size() + " CLIP text encoders where "
                    + (denoiser.timeIds().isPresent() ? "1 or 2" : wanted) + " are needed: " + scan.contents()
                    + "; complete the download.");
            return;
        }
        final long context = denoiser.context().size(-1);
        final int sum = clips.stream().mapToInt(TextEncoder::width).sum();
        final boolean known = clips.stream().allMatch(e -> e.width() > 0) && context > 0;
        if (known && (denoiser.transformer() ? sum > context : sum != context))
            problems.add("The text encoders in " + folder + " give " + sum + " features but "
                    + denoiser.network().file().getFileName() + " takes " + context
                    + "; one of them is missing or belongs to another model.");
        t5.filter(e -> e.width() > 0 && context > 0 && e.width() != context).ifPresent(e -> problems.add(
                e.network().file() + " gives " + e.width() + " features but the transformer takes " + context
                        + "; it belongs to another model."));
        final boolean penultimate = denoiser.transformer() || denoiser.timeIds().isPresent();
        for (final TextEncoder e : clips)
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
        final Special special = Special.read(tokenizer);
        return special.pad().equals(special.end());
    }
}
