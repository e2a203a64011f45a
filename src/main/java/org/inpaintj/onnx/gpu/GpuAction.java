package org.inpaintj.onnx.gpu;

/** What can be done about the libraries of a graphics card. */
public enum GpuAction {
    /** Nothing: only the report. */
    REPORT,
    /** Fetches or imports the libraries and tries the card. */
    SETUP,
    /** Tries the card again. */
    PROBE,
    /** Deletes the libraries. */
    REMOVE
}
