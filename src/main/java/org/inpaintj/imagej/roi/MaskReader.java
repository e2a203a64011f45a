package org.inpaintj.imagej.roi;

import java.io.File;
import java.util.Optional;

import ij.ImagePlus;
import ij.WindowManager;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

import org.inpaintj.core.Box;
import org.inpaintj.core.FileNames;
import org.inpaintj.core.InpaintException;
import org.inpaintj.imagej.file.AlphaChannel;
import org.inpaintj.imagej.file.ImageFile;
import org.inpaintj.imagej.image.ImageJTypes;
import org.inpaintj.inpaint.HeapCheck;
import org.inpaintj.inpaint.samples.ColourPalette;
import org.inpaintj.inpaint.samples.SampleType;
import org.inpaintj.raster.Mask;

/**
 * This reader makes masks of another open image or a file. White is repainted: 8-bit, 16-bit and RGB images whose
 * largest value is that of the type are soft; other values are labels, of which all but 0 are repainted. In a file with
 * an alpha channel that says anything, what is opaque is repainted.
 */
public final class MaskReader {

    private MaskReader() {}

    /**
     * @param name   title or ID of an open image, or path of a file
     * @param target the image to be repainted
     * @throws InpaintException if there is no such mask, it is of another size, or empty
     */
    public static Mask of(final String name, final ImagePlus target) {
        final MaskPlane plane = read("mask", name, target, true);
        return of(plane.name, plane.pixels, plane.palette);
    }

    /**
     * A mask that has a plane for each of a stack, as {@link #of} reads it; empty if it is one plane for all.
     *
     * @throws InpaintException if there is no such mask
     */
    public static Optional<ImagePlus> stack(final String name, final ImagePlus target) {
        if (target.getStackSize() == 1)
            return Optional.empty();
        final String trimmed = name.trim();
        final ImagePlus open = open(trimmed);
        final File file = new File(trimmed);
        if (open == null && (!file.isFile() || ImageFile.plain(file.toPath()) != null))
            return Optional.empty();
        return Optional.of(open != null ? open : ImageFile.open(file.toPath()))
                .filter(mask -> mask.getStackSize() == target.getStackSize());
    }

    /**
     * One plane of such a mask; empty if it is black.
     *
     * @param index of the plane, 1-based
     */
    public static Optional<Mask> at(final ImagePlus stack, final int index) {
        return masked(stack.getStack().getProcessor(index), ImageJTypes.palette(stack));
    }

    /**
     * The plane of an image that says something of each pixel of another one.
     *
     * @param name    without folders
     * @param pixels  of the size of the other image
     * @param palette the colours that the pixels number; none if they are intensities
     */
    public record MaskPlane(String name, ImageProcessor pixels, ColourPalette palette) {
    }

    /**
     * Reads the plane that belongs to the shown one of an image.
     *
     * @param what  what it is called in messages
     * @param name  title or ID of an open image, or path of a file
     * @param alpha whether the opacity of a file counts, if it has any
     * @throws InpaintException if there is no such image, or it is of another size
     */
    public static MaskPlane read(final String what, final String name, final ImagePlus target, final boolean alpha) {
        final String trimmed = name.trim();
        final ImagePlus open = open(trimmed);
        final MaskPlane plane = open != null
                ? new MaskPlane(FileNames.last(trimmed), plane(open, target), ImageJTypes.palette(open))
                : file(what, trimmed, target, alpha);
        final ImageProcessor ip = plane.pixels;
        if (ip.getWidth() != target.getWidth() || ip.getHeight() != target.getHeight())
            throw new InpaintException("The " + what + " '" + plane.name + "' is " + ip.getWidth() + " x "
                    + ip.getHeight()
                    + " pixels and '" + target.getTitle() + "' is " + target.getWidth() + " x " + target.getHeight()
                    + ": they must be of the same size.");
        return plane;
    }

    private static MaskPlane file(final String what, final String path, final ImagePlus target, final boolean alpha) {
        final File file = new File(path);
        if (!file.isFile())
            throw new InpaintException("The " + what + " '" + path + "' is neither an open image nor a file: "
                    + "give the title of an image or the path of a file.");
        final ImageProcessor plain = ImageFile.plain(file.toPath());
        if (plain != null)
            return new MaskPlane(file.getName(), plain, ColourPalette.NONE);
        final ImagePlus read = ImageFile.open(file.toPath());
        final ImageProcessor opacity = alpha ? AlphaChannel.read(file) : null;
        if (opacity != null)
            return new MaskPlane(file.getName(), opacity, ColourPalette.NONE);
        return new MaskPlane(file.getName(), plane(read, target), ImageJTypes.palette(read));
    }

    /** The open image of a title, or of a number below 0; null if there is none. */
    public static ImagePlus open(final String name) {
        final ImagePlus titled = WindowManager.getImage(name);
        return titled != null || !name.matches("-\\d{1,9}") ? titled : WindowManager.getImage(Integer.parseInt(name));
    }

    /** The plane of a mask stack that belongs to the target's current one; the shown one if the stacks differ. */
    private static ImageProcessor plane(final ImagePlus mask, final ImagePlus target) {
        if (mask.getStackSize() > 1 && mask.getStackSize() == target.getStackSize())
            return mask.getStack().getProcessor(target.getCurrentSlice());
        return mask.getProcessor();
    }

    private static Mask of(final String name, final ImageProcessor ip, final ColourPalette palette) {
        return masked(ip, palette).orElseThrow(() -> new InpaintException("The mask '" + name
                + "' is black everywhere: paint white what is to be repainted."));
    }

    /** Empty if the plane is black. */
    private static Optional<Mask> masked(final ImageProcessor ip, final ColourPalette palette) {
        final int width = ip.getWidth(), height = ip.getHeight();
        final Grey grey = Grey.of(ip, palette);
        // two passes, so that a large mask with a small white region takes the memory of the region
        int left = width, right = -1, top = -1, bottom = -1;
        float most = 0;
        boolean fraction = false;
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) {
                final float v = grey.at(y * width + x);
                if (v == 0 || Float.isNaN(v))
                    continue;
                left = Math.min(left, x);
                right = Math.max(right, x);
                top = top < 0 ? y : top;
                bottom = y;
                most = Math.max(most, v);
                fraction |= v > 0 && v < 1;
            }
        if (top < 0)
            return Optional.empty();
        final double full = ip instanceof FloatProcessor ? 1 : SampleType.of(ip.getBitDepth()).max();
        final boolean soft = most == full || fraction && most < full;
        final Box box = new Box(left, top, right - left + 1, bottom - top + 1);
        HeapCheck.check(box);
        final float[] values = new float[box.width() * box.height()];
        for (int i = 0; i < values.length; i++) {
            final float v = grey.at((top + i / box.width()) * width + left + i % box.width());
            values[i] = v == 0 || Float.isNaN(v) ? 0 : soft ? (float) Math.max(0, v / full) : 1;
        }
        return Optional.of(new Mask(box, values));
    }

    /** One value a pixel; of colours the brightest channel. */
    interface Grey {

        float at(int index);

        static Grey of(final ImageProcessor ip, final ColourPalette palette) {
            if (!palette.isEmpty())
                return i -> brightest(palette.colours()[Math.min(ip.get(i), palette.colours().length - 1)]);
            return ip instanceof ColorProcessor ? i -> brightest(ip.get(i)) : ip::getf;
        }

        private static int brightest(final int rgb) {
            return Math.max(rgb >> 16 & 0xff, Math.max(rgb >> 8 & 0xff, rgb & 0xff));
        }
    }
}
