package org.inpaintj.history;

/**
 * The image of a run, without its samples.
 *
 * @param title   empty if it is left out
 * @param file    its path; empty if it has none or it is left out
 * @param width   px
 * @param height  px
 * @param depth   bits a pixel: 8, 16, 24 or 32
 * @param channel the channel that was shown, 1-based
 * @param slice   the same of z
 * @param frame   the same of t
 * @param planes  of the whole stack
 */
public record HistoryImage(String title, String file, int width, int height, int depth, int channel, int slice,
        int frame, int planes) {

    /** Of a run without an image. */
    public static final HistoryImage NONE = new HistoryImage("", "", 0, 0, 0, 1, 1, 1, 0);

    public boolean isThere() {
        return planes > 0;
    }

    /** Size and type, for people. */
    public String sizeAndType() {
        return isThere() ? width + " x " + height + " px, " + (depth == 24 ? "RGB" : depth + "-bit")
                + (planes > 1 ? ", " + planes + " planes" : "") : "";
    }

    HistoryImage unnamed() {
        return new HistoryImage("", "", width, height, depth, channel, slice, frame, planes);
    }
}
