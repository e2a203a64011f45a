package org.inpaintj.interrogate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;
import org.inpaintj.model.folder.FolderScan;
import org.inpaintj.model.folder.NetworkKind;
import org.inpaintj.onnx.file.OnnxModelInfo;
import org.inpaintj.tokenizer.TokenDecoder;

/**
 * A caption model is an image encoder with a decoder that writes a caption: BLIP (Li et al. 2022), of which people
 * export the two parts by hand, or a VisionEncoderDecoderModel such as ViT-GPT2, as Optimum exports it.
 *
 * @param encoder    one input [batch, 3, height, width]; an output [batch, patches, width of a state]
 * @param decoder    input_ids, encoder_hidden_states and maybe masks and what it remembers, to logits
 * @param input      how the picture goes in
 * @param generation how the caption is written
 * @param tokenizer  the folder of the tokenizer
 * @param notes      what the user should know about the choice of files, full sentences
 */
record CaptionModel(OnnxModelInfo encoder, OnnxModelInfo decoder, CaptionInput input, GenerationConfig generation,
        Path tokenizer, List<String> notes) implements InterrogatorModel {

    private static final String[] TOKENIZERS = { "tokenizer.json", "vocab.json", "vocab.txt" };

    CaptionModel {
        notes = List.copyOf(notes);
    }

    static CaptionModel read(final Path folder, final FolderScan scan) {
        final OnnxModelInfo decoder = InterrogatorModel.usable(decoder(scan.all(NetworkKind.CAPTION_DECODER)));
        final OnnxModelInfo encoder = InterrogatorModel.usable(
                InterrogatorModel.plainest(scan.all(NetworkKind.IMAGE_ENCODER))
                        .orElseThrow(() -> new InpaintException(folder + " holds no image encoder beside "
                                + folder.relativize(decoder.file()) + ", but " + scan.contents() + "; download it too."
                                + (scan.damaged().isEmpty() ? "" : " " + scan.damaged().get(0)))));
        final Path tokenizer = InterrogatorModel.beside(folder, decoder, TOKENIZERS)
                .orElseThrow(() -> new InpaintException(folder + " holds no tokenizer ("
                        + String.join(", ", TOKENIZERS) + "); download it too."));
        scan.damaged().stream().filter(text -> text.contains(".json")).findFirst().ifPresent(text -> {
            throw new InpaintException(text);
        });
        final JsonConfig config = scan.having("model_type");
        final boolean blip = blip(folder, config, tokenizer);
        final GenerationConfig generation = blip ? GenerationConfig.ofBlip(config.child("text_config"))
                : GenerationConfig.ofEncoderDecoder(config, generationConfig(config));
        CaptionDecoder.check(decoder, config);
        final List<String> notes = new ArrayList<>(generation.notes());
        if (scan.all(NetworkKind.CAPTION_DECODER).size() > 1 || scan.all(NetworkKind.IMAGE_ENCODER).size() > 1)
            notes.add("Of the networks in " + folder + ", " + folder.relativize(encoder.file()) + " and "
                    + folder.relativize(decoder.file()) + " are used.");
        return new CaptionModel(encoder, decoder, CaptionInput.read(encoder, scan.preprocessor(), blip), generation,
                tokenizer, notes);
    }

    /** One that can do without what it remembers and use it, else one that reads all again, else one that begins. */
    private static OnnxModelInfo decoder(final List<OnnxModelInfo> all) {
        final List<OnnxModelInfo> merged = all.stream().filter(c -> c.input(CaptionDecoder.BRANCH).isPresent())
                .toList();
        final List<OnnxModelInfo> plain = all.stream().filter(c -> !CaptionDecoder.remembers(c)).toList();
        for (final List<OnnxModelInfo> some : List.of(merged, plain, all)) {
            final Optional<OnnxModelInfo> best = InterrogatorModel.plainest(some);
            if (best.isPresent())
                return best.get();
        }
        throw new IllegalArgumentException("no decoder");
    }

    private static boolean blip(final Path folder, final JsonConfig config, final Path tokenizer) {
        final String type = config.text("model_type", "");
        if (type.equals("blip") || type.equals("vision-encoder-decoder"))
            return type.equals("blip");
        if (!type.isEmpty())
            throw new InpaintException(folder + " holds a model of the type '" + type + "' by its config.json; give "
                    + "the folder of a BLIP, or of an encoder with a decoder such as ViT-GPT2.");
        // BERT's words are BLIP's
        if (Files.exists(tokenizer.resolve("vocab.txt")))
            return true;
        throw new InpaintException(folder + " holds no config.json, which says how a caption begins and ends; download "
                + "it too.");
    }

    private static JsonConfig generationConfig(final JsonConfig config) {
        final Path file = Path.of(config.source()).resolveSibling("generation_config.json");
        return Files.exists(file) ? JsonConfig.read(file) : JsonConfig.absent(file.toString());
    }

    @Override
    public List<Path> files() {
        final List<Path> files = new ArrayList<>(List.of(encoder.file(), decoder.file()));
        for (final String name : TOKENIZERS)
            files.add(tokenizer.resolve(name));
        files.add(tokenizer.resolve("config.json"));
        return files;
    }

    @Override
    public String title() {
        return "captioner (" + encoder.file().getFileName() + ", " + decoder.file().getFileName() + ")";
    }

    @Override
    public Interrogator open() {
        return new Captioner(this, TokenDecoder.read(tokenizer));
    }
}
