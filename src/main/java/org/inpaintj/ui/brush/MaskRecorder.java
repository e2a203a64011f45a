package org.inpaintj.ui.brush;

import java.util.Map;
import java.util.Optional;

import ij.IJ;
import ij.gui.Roi;
import ij.plugin.frame.Recorder;

import org.inpaintj.imagej.roi.RoiMacro;
import org.inpaintj.params.MacroLine;

/** Writes what was painted to ImageJ's recorder, if that is open, as lines that do the same on the same image. */
final class MaskRecorder {

    private MaskRecorder() {}

    /**
     * Of a selection, and of the removal of what it covers.
     *
     * @param removal keys of the command that removes it, if one does
     */
    static void record(final Roi roi, final Optional<Map<String, String>> removal) {
        if (!IJ.recording())
            return;
        final Optional<String> lines = RoiMacro.lines(roi);
        if (lines.isEmpty()) {
            Recorder.recordString("// what was painted has too many corners for a macro: save the selection and open "
                    + "it there\n");
            return;
        }
        final String all = lines.get() + removal.map(keys -> "run(\"" + EraseQueue.COMMAND + "\", \""
                + MacroLine.format(keys) + "\");\n").orElse("");
        if (Recorder.scriptMode())
            all.lines().forEach(line -> Recorder.recordCall("IJ.runMacro(\"" + line.replace("\\", "\\\\")
                    .replace("\"", "\\\"") + "\");"));
        else
            Recorder.recordString(all);
    }
}
