package org.inpaintj.imagej.batch;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;

import javax.imageio.ImageIO;

import ij.ImagePlus;
import ij.process.ByteProcessor;

import org.inpaintj.imagej.batch.SyntheticStack.Holes;
import org.inpaintj.imagej.batch.SyntheticStack.Kind;

/**
 * Draws synthetic stacks masked in the three slices in the middle: the middle slice, and below it a cut along x and z
 * through the blob; from left to right with the mask, slice by slice, with two neighbours on each side, and the truth.
 * {@code java -cp ... org.inpaintj.imagej.batch.StackPictures docs/images/stacks.png}
 */
public final class StackPictures {

    private static final int SCALE = 2, DEEP = 8, GAP = 6, SIDE = SyntheticStack.SIDE * SCALE;

    private StackPictures() {}

    public static void main(final String[] args) throws IOException {
        final Kind[] kinds = { Kind.TUBES, Kind.CELLS };
        final int high = SIDE + DEEP * SyntheticStack.SLICES + 2 * GAP;
        final BufferedImage sheet = new BufferedImage(4 * (SIDE + GAP) + GAP, kinds.length * high + GAP,
                BufferedImage.TYPE_BYTE_GRAY);
        final Graphics2D pen = sheet.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        for (int row = 0; row < kinds.length; row++) {
            final SyntheticStack stack = SyntheticStack.of(kinds[row], true, Holes.THREE, 2);
            final ImagePlus[] all = { masked(stack), StackBenchmark.repaint(stack, 0, 1),
                    StackBenchmark.repaint(stack, 2, 1), stack.image() };
            for (int column = 0; column < all.length; column++)
                draw(pen, all[column], cut(stack), GAP + column * (SIDE + GAP), GAP + row * high);
        }
        ImageIO.write(sheet, "png", Path.of(args[0]).toFile());
        // threads that the plugins' context keeps would hold the process
        System.exit(0);
    }

    /** The row in which most pixels of the middle slice are masked. */
    private static int cut(final SyntheticStack stack) {
        final ByteProcessor mask = (ByteProcessor) stack.mask().getStack().getProcessor(SyntheticStack.SLICES / 2 + 1);
        int best = 0, most = -1;
        for (int y = 0; y < SyntheticStack.SIDE; y++) {
            int n = 0;
            for (int x = 0; x < SyntheticStack.SIDE; x++)
                n += mask.get(x, y) > 0 ? 1 : 0;
            if (n > most) {
                most = n;
                best = y;
            }
        }
        return best;
    }

    private static ImagePlus masked(final SyntheticStack stack) {
        final ImagePlus shown = stack.image().duplicate();
        for (int z = 1; z <= SyntheticStack.SLICES; z++)
            for (int i = 0; i < SyntheticStack.SIDE * SyntheticStack.SIDE; i++)
                if (((byte[]) stack.mask().getStack().getPixels(z))[i] != 0)
                    ((byte[]) shown.getStack().getPixels(z))[i] = (byte) 255;
        return shown;
    }

    private static void draw(final Graphics2D pen, final ImagePlus imp, final int cut, final int x, final int y) {
        pen.drawImage(imp.getStack().getProcessor(SyntheticStack.SLICES / 2 + 1).getBufferedImage(), x, y, SIDE, SIDE,
                null);
        final ByteProcessor deep = new ByteProcessor(SyntheticStack.SIDE, SyntheticStack.SLICES);
        for (int z = 0; z < SyntheticStack.SLICES; z++)
            for (int u = 0; u < SyntheticStack.SIDE; u++)
                deep.set(u, z, imp.getStack().getProcessor(z + 1).get(u, cut));
        pen.drawImage(deep.getBufferedImage(), x, y + SIDE + GAP, SIDE, DEEP * SyntheticStack.SLICES, null);
    }
}
