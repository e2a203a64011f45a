package org.inpaintj.inpaint.large;

import java.io.IOException;

import org.inpaintj.core.Box;
import org.inpaintj.inpaint.samples.Samples;

/**
 * An image as it will be once the regions of a journal are written into it. The file itself is only read. Used by one
 * thread.
 */
public final class PatchedImage implements BlockImage {

    private final BlockImage image;
    private final LargeJournal journal;

    /** Closing this one closes neither of the two. */
    public PatchedImage(final BlockImage image, final LargeJournal journal) {
        this.image = image;
        this.journal = journal;
    }

    @Override
    public BlockLayout layout() {
        return image.layout();
    }

    @Override
    public Samples read(final Box box, final int slice, final int frame) throws IOException {
        final Samples samples = image.read(box, slice, frame);
        journal.over(samples, box);
        return samples;
    }

    /** What is painted goes into the journal. */
    @Override
    public void write(final Box box, final Samples samples, final boolean[] where, final int slice, final int frame) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
