package org.inpaintj.ui.brush;

import java.util.Map;
import java.util.Optional;

import ij.IJ;
import ij.gui.Roi;
import ij.plugin.frame.Recorder;

import org.inpaintj.imagej.roi.RoiText;
import org.inpaintj.params.MacroLine;

/** Writes what was painted to ImageJ's recorder, if that is open, as lines that do the same on the same image. */
final class MaskRecorder {

    /** Characters of a selection that is written. */
    private static final int MOST = 200_000;

    private MaskRecorder() {}

    /**
     * Of a selection, and of the removal of what it covers.
     *
     * @param removal keys of the command that removes it, if one does
     */
    static void record(final Roi roi, final Optional<Map<String, String>> removal) {
        if (!IJ.recording())
            return;
        final String selection = RoiText.macro(RoiText.of(roi));
        if (selection.length() > MOST) {
            Recorder.recordString("// what was painted has too many corners for a macro: save the selection and open "
                    + "it there\n");
            return;
        }
        final String all = selection + "\n" + removal.map(keys -> "run(\"" + EraseQueue.COMMAND + "\", \""
                + MacroLine.format(keys) + "\");\n").orElse("");
        if (Recorder.scriptMode())
            all.lines().forEach(line -> Recorder.recordCall("IJ.runMacro(\"" + line.replace("\\", "\\\\")
                    .replace("\"", "\\\"") + "\");"));
        else
            Recorder.recordString(all);
    }
}
