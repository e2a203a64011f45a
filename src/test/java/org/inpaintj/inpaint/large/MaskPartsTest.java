package org.inpaintj.inpaint.large;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.inpaint.samples.ImageInfo;
import org.inpaintj.inpaint.samples.SampleType;
import org.inpaintj.inpaint.samples.Samples;
import org.inpaintj.raster.ConnectedComponents;
import org.inpaintj.raster.Mask;
import org.inpaintj.repair.Region;

/** The parts of masks that are looked at block by block. */
class MaskPartsTest {

    /** Whatever the blocks, the parts are those of the mask as a whole. */
    @Test
    void blocksMakeNoDifference() throws IOException {
        final Random random = new Random(7);
        for (int run = 0; run < 300; run++) {
            final int width = 1 + random.nextInt(40), height = 1 + random.nextInt(40);
            final byte[] values = new byte[width * height];
            final double share = random.nextDouble();
            for (int i = 0; i < values.length; i++)
                values[i] = (byte) (random.nextDouble() < share ? 255 : 0);
            values[random.nextInt(values.length)] = (byte) 255;
            final BlockImage image = image(width, height, values);
            final float[] mask = new float[values.length];
            for (int i = 0; i < mask.length; i++)
                mask[i] = (values[i] & 0xff) / 255f;
            final List<Mask> expected = ConnectedComponents.parts(new Mask(new Box(0, 0, width, height), mask));
            final List<Region> found = new LargeMask(image, 1, 1).parts(Progress.NONE);
            assertEquals(expected.size(), found.size());
            for (int i = 0; i < expected.size(); i++) {
                assertEquals(expected.get(i).box(), found.get(i).mask().box());
                assertArrayEquals(expected.get(i).values(), found.get(i).mask().values());
            }
        }
    }

    /** Small blocks of a mask, side by side and with gaps in between. */
    @Test
    void partsReachAcrossBlocks() throws IOException {
        final int side = 64;
        final Random random = new Random(8);
        for (int run = 0; run < 200; run++) {
            final byte[] values = new byte[side * side];
            for (int i = 0; i < values.length; i++)
                values[i] = (byte) (random.nextInt(100) < 30 + run / 5 ? 1 : 0);
            values[5] = 1;
            final BlockImage image = image(side, side, values);
            final float[] mask = new float[values.length];
            for (int i = 0; i < mask.length; i++)
                mask[i] = values[i];
            final List<MaskParts.Part> found = MaskParts.find(image, List.of(new int[] { 5, 3 }, new int[] { 16, 16 },
                    new int[] { 1, 7 }, new int[] { 64, 1 }).get(run % 4), (s, i) -> (float) s.get(0, i));
            assertEquals(ConnectedComponents.parts(new Mask(new Box(0, 0, side, side), mask)).stream().map(Mask::box)
                    .toList(), found.stream().map(MaskParts.Part::box).toList());
        }
    }

    @Test
    void labelsAreTakenInTheirOrder() throws IOException {
        final byte[] values = new byte[20 * 10];
        values[3] = 9;
        values[45] = 2;
        values[199] = 9;
        final List<Region> found = new LargeMask(image(20, 10, values), 1, 1).labels(Progress.NONE);
        assertEquals(List.of(new Box(5, 2, 1, 1), new Box(3, 0, 17, 10)), found.stream().map(Region::box).toList());
        values[45] = 9;
        assertEquals(3, new LargeMask(image(20, 10, values), 1, 1).labels(Progress.NONE).size());
    }

    @Test
    void aBlackMaskIsRefused() {
        final LargeMask mask = new LargeMask(image(20, 10, new byte[200]), 1, 1);
        assertThrows(InpaintException.class, () -> mask.parts(Progress.NONE));
        assertThrows(InpaintException.class, () -> mask.labels(Progress.NONE));
    }

    private static BlockImage image(final int width, final int height, final byte[] values) {
        final Samples all = new Samples(SampleType.BITS8, width, height, List.of(values));
        return new BlockImage() {
            @Override
            public BlockLayout layout() {
                return new BlockLayout(width, height, SampleType.BITS8, 1, 1, 1, 4, 4, ImageInfo.DEFAULT);
            }

            @Override
            public Samples read(final Box box, final int slice, final int frame) {
                return all.crop(box);
            }

            @Override
            public void write(final Box box, final Samples samples, final boolean[] where, final int slice,
                    final int frame) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void close() {}
        };
    }
}
