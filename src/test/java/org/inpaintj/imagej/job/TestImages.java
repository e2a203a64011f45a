package org.inpaintj.imagej.job;

import java.awt.image.IndexColorModel;
import java.util.SplittableRandom;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.measure.Calibration;
import ij.process.ImageProcessor;

import org.inpaintj.imagej.image.ImageJTypes;
import org.inpaintj.inpaint.samples.SampleType;

/** Small images of every kind that ImageJ has, filled with noise. */
public enum TestImages {

    GRAY8(8, 1, 1, 1), PSEUDO_COLOUR(8, 1, 1, 1), PALETTE(8, 1, 1, 1), GRAY16(16, 1, 1, 1), GRAY32(32, 1, 1, 1),
    RGB(24, 1, 1, 1), COMPOSITE8(8, 2, 1, 1), COMPOSITE16(16, 3, 1, 1), COMPOSITE32(32, 7, 1, 1), COLOUR16(16, 4, 1, 1),
    STACK8(8, 1, 4, 1), STACK16(16, 1, 1, 3), STACK_RGB(24, 1, 3, 1), HYPER8(8, 2, 3, 2), HYPER16(16, 3, 2, 1),
    HYPER32(32, 1, 2, 3), VIRTUAL16(16, 1, 3, 1), VIRTUAL_HYPER(8, 2, 2, 2);

    final int bits;
    final int channels;
    final int slices;
    final int frames;

    TestImages(final int bits, final int channels, final int slices, final int frames) {
        this.bits = bits;
        this.channels = channels;
        this.slices = slices;
        this.frames = frames;
    }

    public boolean isVirtual() {
        return this == VIRTUAL16 || this == VIRTUAL_HYPER;
    }

    /** An image at some position of its stack, calibrated, with a display range and a look-up table of its own. */
    ImagePlus make(final int width, final int height, final SplittableRandom random) {
        final ImageStack stack = new ImageStack(width, height);
        for (int i = 0; i < channels * slices * frames; i++)
            stack.addSlice("plane " + (i + 1), plane(width, height, random));
        ImagePlus imp = new ImagePlus(name().toLowerCase() + ".tif", isVirtual() ? new Planes(stack) : stack);
        imp.setDimensions(channels, slices, frames);
        if (channels > 1) {
            imp = new CompositeImage(imp, this == COLOUR16 ? CompositeImage.COLOR : CompositeImage.COMPOSITE);
            for (int c = 1; c <= channels; c++) {
                imp.setPosition(c, 1, 1);
                imp.setDisplayRange(c, 200 + 10 * c);
            }
        } else if (bits != 24) {
            if (this == PSEUDO_COLOUR)
                imp.getProcessor().setLut(ij.process.LUT.createLutFromColor(java.awt.Color.green));
            if (this == PALETTE)
                imp.getProcessor().setColorModel(palette());
            else
                imp.setDisplayRange(3, 180);
        }
        imp.setOpenAsHyperStack(channels > 1 && slices * frames > 1);
        final Calibration calibration = imp.getCalibration();
        calibration.setUnit("um");
        calibration.pixelWidth = 0.25;
        calibration.pixelHeight = 0.5;
        if (bits == 16 && channels == 1)
            calibration.setFunction(Calibration.STRAIGHT_LINE, new double[] { -5, 0.5 }, "C");
        imp.setProperty("Info", "taken on a Monday");
        imp.setPosition(random.nextInt(channels) + 1, random.nextInt(slices) + 1, random.nextInt(frames) + 1);
        return imp;
    }

    private ImageProcessor plane(final int width, final int height, final SplittableRandom random) {
        final SampleType type = SampleType.of(bits);
        final ImageProcessor ip = ImageJTypes.processor(type, width, height, type.array(width * height));
        for (int i = 0; i < width * height; i++)
            if (bits == 32)
                ip.setf(i, random.nextInt(20) == 0 ? odd(random) : (float) random.nextDouble(-100, 900));
            else
                ip.set(i, random.nextInt() & (bits == 8 ? 0xff : bits == 16 ? 0xffff : 0xffffff) | (bits == 24
                        ? 0xff000000 : 0));
        return ip;
    }

    private static float odd(final SplittableRandom random) {
        final float[] odd = { Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -0f, 3e38f };
        return odd[random.nextInt(odd.length)];
    }

    /** Colours in no order, as a drawing program writes them. */
    static IndexColorModel palette() {
        final SplittableRandom random = new SplittableRandom(99);
        final byte[][] rgb = new byte[3][256];
        for (final byte[] channel : rgb)
            random.nextBytes(channel);
        return new IndexColorModel(8, 256, rgb[0], rgb[1], rgb[2]);
    }

    /** Gives out copies of planes, as one that reads files would. */
    private static final class Planes extends VirtualStack {

        private final ImageStack stack;

        Planes(final ImageStack stack) {
            super(stack.getWidth(), stack.getHeight(), null, null);
            this.stack = stack;
        }

        @Override
        public ImageProcessor getProcessor(final int n) {
            return stack.getProcessor(n).duplicate();
        }

        @Override
        public int getSize() {
            return stack.size();
        }

        @Override
        public int size() {
            return stack.size();
        }

        @Override
        public int getBitDepth() {
            return stack.getBitDepth();
        }

        @Override
        public String getSliceLabel(final int n) {
            return stack.getSliceLabel(n);
        }
    }
}
