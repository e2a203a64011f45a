package org.inpaintj.image;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;

import javax.imageio.ImageIO;

import org.inpaintj.engine.InpaintException;
import org.inpaintj.mask.Mask;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.process.ImageProcessor;

/**
 * Masks from another open image or a file. White is repainted: 8-bit, 16-bit and RGB images whose largest value is
 * that of the type are soft; other values are labels, of which all but 0 are repainted. In a file with an alpha
 * channel that says anything, what is opaque is repainted.
 */
final class Masks {

    private Masks() {}

    /** The last part of a path, or the title as it is. */
    static String name(final String mask) {
        return mask.indexOf('/') < 0 && mask.indexOf('\\') < 0 ? mask
                : mask.substring(Math.max(mask.lastIndexOf('/'), mask.lastIndexOf('\\')) + 1);
    }

    /**
     * @param name   title or ID of an open image, or path of a file
     * @param target the image to be repainted
     * @throws InpaintException if there is no such mask, it is of another size, or empty
     */
    static Mask of(final String name, final ImagePlus target) {
        final ImagePlus open = open(name.trim());
        final Mask mask;
        if (open != null)
            mask = of(open, plane(open, target));
        else {
            final File file = new File(name.trim());
            if (!file.isFile())
                throw new InpaintException("The mask '" + name + "' is neither an open image nor a file: "
                        + "give the title of an image or the path of a file.");
            mask = of(file, target);
        }
        if (mask.box().width() != target.getWidth() || mask.box().height() != target.getHeight())
            throw new InpaintException("The mask '" + name(name) + "' is " + mask.box().width() + " x "
                    + mask.box().height() + " pixels and '" + target.getTitle() + "' is " + target.getWidth() + " x "
                    + target.getHeight() + ": they must be of the same size.");
        if (mask.isEmpty())
            throw new InpaintException("The mask '" + name(name) + "' is black everywhere: paint white what is to be "
                    + "repainted.");
        return mask;
    }

    private static ImagePlus open(final String name) {
        final ImagePlus titled = WindowManager.getImage(name);
        if (titled != null || !name.matches("-\\d{1,9}"))
            return titled;
        return WindowManager.getImage(Integer.parseInt(name));
    }

    /** The plane of a mask stack that belongs to the target's current one; the shown one if the stacks differ. */
    private static ImageProcessor plane(final ImagePlus mask, final ImagePlus target) {
        if (mask.getStackSize() > 1 && mask.getStackSize() == target.getStackSize())
            return mask.getStack().getProcessor(target.getCurrentSlice());
        return mask.getProcessor();
    }

    private static Mask of(final File file, final ImagePlus target) {
        final Mask alpha = alpha(file);
        if (alpha != null)
            return alpha;
        final ImagePlus read = IJ.openImage(file.getPath());
        if (read == null)
            throw new InpaintException("The mask file '" + file.getName() + "' cannot be read as an image: save it as "
                    + "TIFF or PNG.");
        return of(read, plane(read, target));
    }

    /** The alpha channel of a file that has one with more than one value; otherwise null. */
    private static Mask alpha(final File file) {
        final BufferedImage read;
        try {
            read = ImageIO.read(file);
        } catch (final IOException | RuntimeException e) {
            // not a format of Java's own, or damaged: ImageJ has its say on it
            return null;
        }
        if (read == null || !read.getColorModel().hasAlpha())
            return null;
        final int width = read.getWidth(), height = read.getHeight();
        final float[] values = new float[width * height];
        final int[] row = new int[width];
        boolean constant = true;
        for (int y = 0; y < height; y++) {
            read.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                values[y * width + x] = (row[x] >>> 24) / 255f;
                constant &= values[y * width + x] == values[0];
            }
        }
        return constant ? null : Mask.of(width, height, values);
    }

    private static Mask of(final ImagePlus imp, final ImageProcessor ip) {
        final Palette palette = Palette.of(imp);
        final Samples plane = new Samples(Depth.of(ip.getBitDepth()), ip.getWidth(), ip.getHeight(),
                java.util.List.of(ip.getPixels()));
        final Samples seen = palette == null ? plane : palette.expand(plane);
        final float[] values = seen.channel(0);
        for (int c = 1; c < seen.channels(); c++) {
            final float[] other = seen.channel(c);
            for (int i = 0; i < values.length; i++)
                values[i] = Math.max(values[i], other[i]);
        }
        float top = 0;
        boolean fraction = false;
        for (final float v : values) {
            top = Math.max(top, v);
            fraction |= v > 0 && v < 1;
        }
        final double full = seen.depth() == Depth.BITS32 ? 1 : seen.depth().max();
        final boolean soft = top == full || fraction && top <= full;
        for (int i = 0; i < values.length; i++)
            values[i] = soft ? (float) Math.max(0, values[i] / full) : values[i] != 0 && values[i] == values[i] ? 1 : 0;
        return Mask.of(ip.getWidth(), ip.getHeight(), values);
    }
}
