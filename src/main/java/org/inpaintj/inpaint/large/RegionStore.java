package org.inpaintj.inpaint.large;

import java.io.IOException;
import java.util.List;

import org.inpaintj.inpaint.Patch;

/** Where regions go that are finished; some may be there from an earlier run. Used by one thread. */
public interface RegionStore {

    /** @param number of the region, from 0 */
    boolean isDone(int number);

    /**
     * Takes a region, which shows in what is read of the image from then on.
     *
     * @param number from 0
     * @param patch  what was painted, with its record
     * @param notes  for the user, full sentences
     * @throws IOException if it cannot be written
     */
    void put(int number, Patch patch, List<String> notes) throws IOException;
}
