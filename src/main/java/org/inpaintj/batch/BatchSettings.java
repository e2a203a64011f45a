package org.inpaintj.batch;

/**
 * How a batch runs; none of it changes a result.
 *
 * @param workers   images worked on at a time, 1 or more; fewer where memory does not allow it
 * @param overwrite whether files may be replaced that an earlier batch with other settings or something else has made;
 *                  never those that are read
 */
public record BatchSettings(int workers, boolean overwrite) {

    /** One at a time, and nothing is replaced. */
    public static final BatchSettings NORMAL = new BatchSettings(1, false);
}
