package org.inpaintj.ij1;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

import javax.imageio.ImageIO;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;

import org.inpaintj.core.Progress;
import org.inpaintj.engines.Engines;
import org.inpaintj.imagej.image.SampleImage;
import org.inpaintj.imagej.job.Delivery;
import org.inpaintj.imagej.job.InpaintJob;
import org.inpaintj.imagej.output.LayerFlattener;

/** Makes the pictures of the welcome, after those of the documents; started by {@code .ci/screenshots}. */
public final class WelcomePictures {

    /** Of the sample, around the towers; px. */
    private static final Rectangle TOWERS = new Rectangle(352, 92, 150, 180);
    /** Of {@code panel.png}, the prompt; of {@code select-object.png}, the image; px. */
    private static final Rectangle PROMPT = new Rectangle(420, 145, 300, 90), OBJECT = new Rectangle(18, 155, 384, 384);
    private static final int WIDTH = 300, OBJECT_WIDTH = 200;

    private WelcomePictures() {}

    /** @param arguments the folder with the pictures of the documents, and the one for those of the welcome */
    public static void main(final String[] arguments) throws IOException {
        final Path documents = Path.of(arguments[0]), to = Path.of(arguments[1]);
        save(removed(), to.resolve("welcome-remove.png"));
        save(part(documents.resolve("panel.png"), PROMPT, WIDTH), to.resolve("welcome-prompt.png"));
        save(part(documents.resolve("select-object.png"), OBJECT, OBJECT_WIDTH), to.resolve("welcome-select.png"));
    }

    /** Before and after. */
    private static ImageProcessor removed() {
        final ImagePlus sample = SampleImage.open();
        sample.setRoi(SampleImage.towers());
        final ImagePlus after = LayerFlattener.flatten(Delivery.deliver(InpaintJob.of(sample, Engines.found()
                .request(Map.of("engine", Engines.found().embedded().id(), "seed", "1"))).paint(Progress.NONE)), false);
        final ImageProcessor left = sample.getProcessor().convertToRGB();
        left.setColor(Roi.getColor());
        left.setLineWidth(2);
        SampleImage.towers().drawPixels(left);
        final ImageProcessor both = new ColorProcessor(2 * TOWERS.width, TOWERS.height);
        both.insert(part(left, TOWERS), 0, 0);
        both.insert(part(after.getProcessor().convertToRGB(), TOWERS), TOWERS.width, 0);
        return both;
    }

    private static ImageProcessor part(final Path picture, final Rectangle part, final int width)
            throws IOException {
        final ImageProcessor cut = part(new ColorProcessor(ImageIO.read(picture.toFile())), part);
        cut.setInterpolationMethod(ImageProcessor.BICUBIC);
        return cut.resize(width, width * part.height / part.width, true);
    }

    private static ImageProcessor part(final ImageProcessor of, final Rectangle part) {
        of.setRoi(part);
        return of.crop();
    }

    private static void save(final ImageProcessor picture, final Path to) throws IOException {
        final BufferedImage image = picture.getBufferedImage();
        ImageIO.write(image, "png", to.toFile());
    }
}
