package org.inpaintj.imagej.job;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

/** Image files of many formats, each a small picture of noise. */
public enum ImageFormat {

    TIFF8("tif"), TIFF16("tif"), TIFF32("tif"), TIFF_RGB("tif"), TIFF_STACK("tif"), TIFF_DEFLATE("tif"),
            TIFF_LZW("tif"),
    TIFF_PACKBITS("tif"), TIFF_PLAIN("tif"), PNG("png"), PNG_RGB("png"), PNG_ALPHA("png"), JPEG("jpg"), GIF("gif"),
    PGM("pgm"), BMP("bmp"), FITS("fits");

    private static final int WIDTH = 40, HEIGHT = 31;

    private final String ending;

    ImageFormat(final String ending) {
        this.ending = ending;
    }

    /** Writes one; always the same bytes. */
    public Path write(final Path folder) throws IOException {
        final Path path = folder.resolve(name() + "." + ending);
        switch (this) {
            case TIFF8 -> new FileSaver(new ImagePlus("", noise(8))).saveAsTiff(path.toString());
            case TIFF16 -> new FileSaver(new ImagePlus("", noise(16))).saveAsTiff(path.toString());
            case TIFF32 -> new FileSaver(new ImagePlus("", noise(32))).saveAsTiff(path.toString());
            case TIFF_RGB -> new FileSaver(new ImagePlus("", noise(24))).saveAsTiff(path.toString());
            case TIFF_STACK -> {
                final ImageStack stack = new ImageStack(WIDTH, HEIGHT);
                for (int i = 0; i < 3; i++)
                    stack.addSlice("slice " + i, noise(16));
                new FileSaver(new ImagePlus("", stack)).saveAsTiffStack(path.toString());
            }
            case TIFF_DEFLATE -> tiff(path, "Deflate");
            case TIFF_LZW -> tiff(path, "LZW");
            case TIFF_PACKBITS -> tiff(path, "PackBits");
            case TIFF_PLAIN -> tiff(path, null);
            case PNG -> ImageIO.write(noise(8).getBufferedImage(), "png", path.toFile());
            case PNG_RGB -> ImageIO.write(noise(24).getBufferedImage(), "png", path.toFile());
            case PNG_ALPHA -> {
                final BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB);
                picture.setRGB(0, 0, WIDTH, HEIGHT, (int[]) noise(24).getPixels(), 0, WIDTH);
                ImageIO.write(picture, "png", path.toFile());
            }
            case JPEG -> ImageIO.write(noise(24).getBufferedImage(), "jpg", path.toFile());
            case GIF -> new FileSaver(new ImagePlus("", noise(8))).saveAsGif(path.toString());
            case PGM -> Files.write(path, join("P5\n# noise\n" + WIDTH + " " + HEIGHT + "\n255\n",
                    (byte[]) noise(8).getPixels()));
            case BMP -> ImageIO.write(noise(24).getBufferedImage(), "bmp", path.toFile());
            case FITS -> Files.write(path, Arrays.copyOf(join(fits(), (byte[]) noise(8).getPixels()), 2 * 2880));
        }
        return path;
    }

    private static String fits() {
        final StringBuilder header = new StringBuilder();
        for (final String card : List.of("SIMPLE  =                    T", "BITPIX  =                    8",
                "NAXIS   =                    2", "NAXIS1  =                   " + WIDTH,
                "NAXIS2  =                   " + HEIGHT, "END"))
            header.append(String.format("%-80s", card));
        return String.format("%-2880s", header);
    }

    private static byte[] join(final String header, final byte[] samples) {
        final byte[] start = header.getBytes(StandardCharsets.US_ASCII), out = Arrays.copyOf(start,
                start.length + samples.length);
        System.arraycopy(samples, 0, out, start.length, samples.length);
        return out;
    }

    private static void tiff(final Path path, final String compression) throws IOException {
        final ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
        path.toFile().delete();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(new File(path.toString()))) {
            writer.setOutput(out);
            final ImageWriteParam how = writer.getDefaultWriteParam();
            if (compression != null) {
                how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                how.setCompressionType(compression);
            }
            writer.write(null, new IIOImage(noise(8).getBufferedImage(), null, null), how);
        } finally {
            writer.dispose();
        }
    }

    private static ImageProcessor noise(final int bits) {
        final Random random = new Random(bits);
        final ImageProcessor ip = switch (bits) {
            case 8 -> new ByteProcessor(WIDTH, HEIGHT);
            case 16 -> new ShortProcessor(WIDTH, HEIGHT);
            case 24 -> new ColorProcessor(WIDTH, HEIGHT);
            default -> new FloatProcessor(WIDTH, HEIGHT);
        };
        for (int i = 0; i < WIDTH * HEIGHT; i++)
            if (bits == 32)
                ip.setf(i, random.nextFloat());
            else
                ip.set(i, random.nextInt(1 << Math.min(bits, 24)) | (bits == 24 ? 0xff000000 : 0));
        return ip;
    }
}
