package org.inpaintj.ui;

/** What a tool of the toolbar keeps for an image. On the event thread. */
public interface ToolController {

    /** Whether the image is still as it was made for: of the same window and size. */
    boolean fits();

    /** Takes away all that shows of it; it is not used any more. */
    void close();

    /** Whether it is to be seen at the moment. */
    void show(boolean visible);
}
