package org.inpaintj.imagej.job;

import java.util.List;
import java.util.Optional;

import org.inpaintj.inpaint.Patch;
import org.inpaintj.inpaint.Provenance;
import org.inpaintj.inpaint.samples.Samples;

/**
 * What became of a cell of a grid.
 *
 * @param state      whether there is a picture
 * @param samples    the whole picture, all channels; empty without one
 * @param provenance how it was made; empty without a picture
 * @param seconds    that it took
 * @param note       what the user should know; may be empty
 */
record CompareCell(State state, Optional<Samples> samples, Optional<Provenance> provenance, double seconds,
        String note) {

    /** Whether a cell has a picture. */
    enum State { MADE, FAILED, NOT_MADE }

    /** One whose turn has not come. */
    static final CompareCell OPEN =
            new CompareCell(State.NOT_MADE, Optional.empty(), Optional.empty(), 0, "not made");

    /** @param picture what the patch was written into */
    static CompareCell made(final Samples picture, final Patch patch, final double seconds, final List<String> notes) {
        return new CompareCell(State.MADE, Optional.of(picture), Optional.of(patch.provenance()), seconds,
                String.join(" ", notes));
    }

    /** @param why a full sentence */
    static CompareCell failed(final String why, final double seconds) {
        return new CompareCell(State.FAILED, Optional.empty(), Optional.empty(), seconds, why);
    }

    /** The same in a cell that asks for nothing else. */
    CompareCell again(final int number) {
        return new CompareCell(state, samples, provenance, 0, "the same as cell " + number);
    }

    /** What a label says behind the values; empty for a picture. */
    String mark() {
        return switch (state) {
            case MADE -> "";
            case FAILED -> "failed";
            case NOT_MADE -> "not made";
        };
    }
}
