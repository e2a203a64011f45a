package org.inpaintj.ij1;

import java.util.Map;

import ij.IJ;
import ij.Prefs;

import org.inpaintj.core.InpaintException;
import org.inpaintj.params.MacroLine;
import org.inpaintj.ui.brush.BrushOptions;
import org.inpaintj.ui.form.ParameterDialog;

/** This class keeps the options of the Mask Brush Tool in ImageJ's preferences, and shows their dialog. */
final class BrushSettings {

    /** Where the preferences keep them. */
    static final String PLACE = "inpaintj.brush";

    private BrushOptions now;
    /** What the preferences said when they were read. */
    private String read;

    /** As they are now. */
    BrushOptions options() {
        final String text = Prefs.get(PLACE, "");
        if (!text.equals(read)) {
            read = text;
            now = remembered();
        }
        return now;
    }

    private static BrushOptions remembered() {
        try {
            return BrushOptions.KEYS.parse(MacroLine.parse(Prefs.get(PLACE, "")));
        } catch (final InpaintException e) {
            IJ.log(MaskBrushTool.NAME + " starts from its defaults, the settings of last time are of another "
                    + "version: " + e.getMessage());
            return BrushOptions.KEYS.parse(Map.of());
        }
    }

    void keep(final BrushOptions options) {
        Prefs.set(PLACE, MacroLine.format(BrushOptions.KEYS.changes(options)));
    }

    /** Asks for them until they are valid; false if the user gave up. */
    boolean ask() {
        final ToolOptions<BrushOptions> asked = new ToolOptions<>(MaskBrushTool.NAME, BrushOptions.KEYS, options());
        if (!ParameterDialog.ask(asked))
            return false;
        keep(asked.now());
        return true;
    }
}
