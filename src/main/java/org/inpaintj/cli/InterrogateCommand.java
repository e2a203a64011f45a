package org.inpaintj.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

import ij.ImagePlus;

import org.inpaintj.imagej.image.DisplayedImage;
import org.inpaintj.interrogate.InterrogateRequest;
import org.inpaintj.interrogate.Interrogation;
import org.inpaintj.interrogate.Interrogators;
import org.inpaintj.segment.RgbImage;

/** The sub-command {@code interrogate IN --model FOLDER} prints what is in an image, as a prompt, and nothing else. */
final class InterrogateCommand extends SubCommand {

    @Override
    String description() {
        return "Prints what is in an image, as a prompt, with a WD14 tagger, BLIP or ViT-GPT2. The image is looked at "
                + "as it is shown; of a TIFF with a selection, the rectangle around it.";
    }

    @Override
    Usage usage() {
        return new Usage(List.of("IN --model FOLDER [--threshold X] [--KEY VALUE]..."),
                List.of("interrogate photo.jpg --model wd-vit-tagger-v3",
                        "interrogate photo.jpg --model vit-gpt2-image-captioning --beams 1"));
    }

    @Override
    void declare(final CommandSpec spec, final boolean help) {
        spec.addPositional(file(0, "IN", "the image"));
        KeyOptions.declare(spec, help, InterrogateRequest.KEYS);
        PaintOptions.declarePosition(spec);
    }

    @Override
    int run(final ParseResult line, final Messages messages) {
        final InterrogateRequest request = KeyOptions.checked(line, () -> InterrogateRequest.of(
                KeyOptions.typed(line, InterrogateRequest.KEYS, Map.of())));
        if (request.model().isBlank())
            throw wrong(line, "Nothing says what looks at the image: give --model, the folder of a WD14 tagger, of an "
                    + "exported BLIP or of ViT-GPT2.");
        messages.starting();
        Interrogators.model(request);
        final ImagePlus imp = PaintOptions.open(line, Path.of(line.matchedPositionalValue(0, "")));
        final RgbImage rgb = DisplayedImage.of(imp, request.area());
        final Interrogation said = messages.work("inpaintj: " + imp.getTitle(),
                progress -> Interrogators.interrogate(rgb, request, progress));
        said.notes().forEach(messages::note);
        messages.result(said.text());
        return ExitCode.OK;
    }
}
