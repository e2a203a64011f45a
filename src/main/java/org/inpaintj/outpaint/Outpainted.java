package org.inpaintj.outpaint;

import java.util.List;

import org.inpaintj.core.Box;
import org.inpaintj.inpaint.Provenance;
import org.inpaintj.inpaint.samples.Samples;

/**
 * An enlarged image.
 *
 * @param samples  of the image's own type; those of the image are in it bit for bit, but as far as {@code spill} lets
 *                 the seam reach into them
 * @param original where the image lies in it
 * @param seed     it was made with; 0 where chance plays no part
 * @param records  how it was made, one a pass
 * @param notes    full sentences
 */
public record Outpainted(Samples samples, Box original, long seed, List<Provenance> records, List<String> notes) {

    public Outpainted {
        records = List.copyOf(records);
        notes = List.copyOf(notes);
    }
}
