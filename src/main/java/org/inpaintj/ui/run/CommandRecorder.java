package org.inpaintj.ui.run;

import java.util.Map;

import ij.IJ;
import ij.plugin.frame.Recorder;

import org.inpaintj.params.MacroLine;

/** Has ImageJ's recorder write the commands that windows begin. */
public final class CommandRecorder {

    private CommandRecorder() {}

    /**
     * Writes the line that runs a command, if the recorder is open; quotes and backslashes are written as a macro reads
     * them, which ImageJ leaves to its caller.
     *
     * @param label of the menu
     * @param keys  to values, as a macro has them
     */
    public static void record(final String label, final Map<String, String> keys) {
        if (IJ.recording())
            Recorder.record("run", label, Recorder.fixString(MacroLine.format(keys)));
    }
}
