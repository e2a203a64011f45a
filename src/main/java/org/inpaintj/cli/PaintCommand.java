package org.inpaintj.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

import org.inpaintj.engine.Engine;
import org.inpaintj.engine.Engines;
import org.inpaintj.engine.InpaintException;
import org.inpaintj.engine.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.diffusion.DiffusionEngine;
import org.inpaintj.image.Provenance;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * Makes whole RGB images with a model: {@code text-to-image --out OUT} from the prompt alone, {@code image-to-image IN
 * --out OUT} from an image as it is shown; with an option for every key of {@link Request}.
 */
final class PaintCommand extends Command {

    private static final int CHANNELS = 3, WHITE = 255;

    private final boolean fromImage;

    PaintCommand(final boolean fromImage) {
        this.fromImage = fromImage;
    }

    @Override
    String description() {
        return fromImage ? "Changes a whole image by the prompt; --strength says how far."
                : "Makes an image from the prompt, of --width by --height pixels or the model's own size.";
    }

    @Override
    void declare(final CommandSpec spec, final boolean help) {
        if (fromImage)
            spec.addPositional(file(0, "IN", "the image, taken as RGB the way it is shown"));
        spec.addOption(option("--out", "OUT", true, "where the RGB image goes: .tif, with a slice a candidate, or .png"));
        spec.addOption(option("--save-stages", "DIR", false, "also write engine.tif (the decoded image, 0 to 1) and "
                + "latent.tif (the final latents, a slice a channel), 32-bit, into this folder"));
        KeyOptions.declare(spec, help);
    }

    @Override
    int run(final ParseResult line, final PrintStream out) {
        final Path target = Path.of(line.<String>matchedOptionValue("--out", ""));
        final Request request = seeded(KeyOptions.request(line, KeyOptions.values(line)));
        ImageFiles.checkWritable(target);
        if (request.candidates() > 1 && !ImageFiles.isTiff(target))
            throw new InpaintException("'" + target + "' cannot hold " + request.candidates()
                    + " candidates; save as .tif.");
        final DiffusionEngine engine = engine(request);
        WarmUp.awaitImageJ();
        final Result result = fromImage
                ? engine.imageToImage(request, planes(ImageFiles.open(Path.of(line.matchedPositionalValue(0, "")))
                        .getProcessor()), Progress.NONE)
                : engine.textToImage(request, Progress.NONE);
        final String folder = line.matchedOptionValue("--save-stages", null);
        if (folder != null) {
            final StageFiles stages = new StageFiles(Path.of(folder));
            stages.stage("engine", result.candidates().get(0).pixels());
            result.stages().forEach(stages::stage);
        }
        ImageFiles.save(image(request, result), target);
        result.notes().forEach(note -> out.println("Note: " + note));
        out.println("Wrote " + target + " (engine " + engine.id() + ", seed " + request.seed() + ").");
        return Cli.DONE;
    }

    private static Request seeded(final Request asked) {
        final long most = (long) Request.KEYS.describe("seed").max() - asked.candidates() + 1;
        if (asked.seed() > most)
            throw new InpaintException("The seeds of " + asked.candidates() + " candidates from " + asked.seed()
                    + " on are too large: take a seed of at most " + most + ".");
        return asked.with("seed", asked.seed() >= 0 ? asked.seed() : ThreadLocalRandom.current().nextLong(most + 1));
    }

    private static DiffusionEngine engine(final Request request) {
        final Engine engine = Engines.get(request.engine().equals("auto") ? DiffusionEngine.ID : request.engine());
        if (engine instanceof DiffusionEngine diffusion)
            return diffusion;
        throw new InpaintException("The engine '" + engine.id() + "' only repaints selections: use --engine diffusion "
                + "with --model FOLDER.");
    }

    private static RandomAccessibleInterval<FloatType> planes(final ImageProcessor shown) {
        final ColorProcessor rgb = (ColorProcessor) shown.convertToRGB();
        final int size = rgb.getPixelCount();
        final float[] all = new float[CHANNELS * size];
        for (int i = 0; i < size; i++)
            for (int c = 0; c < CHANNELS; c++)
                all[c * size + i] = (rgb.get(i) >> 8 * (CHANNELS - 1 - c) & WHITE) / (float) WHITE;
        return ArrayImgs.floats(all, rgb.getWidth(), rgb.getHeight(), CHANNELS);
    }

    private static ImagePlus image(final Request request, final Result result) {
        final RandomAccessibleInterval<FloatType> first = result.candidates().get(0).pixels();
        final ImageStack stack = new ImageStack((int) first.dimension(0), (int) first.dimension(1));
        for (final Result.Candidate candidate : result.candidates())
            stack.addSlice("seed " + candidate.seed(), rgb(candidate.pixels()));
        final ImagePlus imp = new ImagePlus("Generated", stack);
        imp.setProperty("Info", Provenance.GENERATED + "\n" + request.with("model", "auto").macro() + "\n"
                + result.facts());
        return imp;
    }

    private static ColorProcessor rgb(final RandomAccessibleInterval<FloatType> pixels) {
        final int width = (int) pixels.dimension(0), height = (int) pixels.dimension(1);
        final ColorProcessor ip = new ColorProcessor(width, height);
        final RandomAccess<FloatType> at = pixels.randomAccess();
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) {
                int packed = WHITE;
                for (int c = 0; c < CHANNELS; c++)
                    packed = packed << 8 | Math.round(at.setPositionAndGet(x, y, c).get() * WHITE);
                ip.set(x, y, packed);
            }
        return ip;
    }
}
