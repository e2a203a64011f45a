package org.inpaintj.ij1;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import ij.IJ;
import ij.Prefs;

import org.inpaintj.core.InpaintException;
import org.inpaintj.params.MacroLine;
import org.inpaintj.params.Parameters;
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
        final Options asked = new Options(options());
        if (!ParameterDialog.ask(asked))
            return false;
        keep(asked.now);
        return true;
    }

    /** What the dialog asks for. */
    private static final class Options implements ParameterDialog.Asker {

        private BrushOptions now;

        Options(final BrushOptions now) {
            this.now = now;
        }

        @Override
        public String title() {
            return MaskBrushTool.NAME;
        }

        @Override
        public Parameters<BrushOptions> keys() {
            return BrushOptions.KEYS;
        }

        @Override
        public Map<String, String> values() {
            return keys().texts(now);
        }

        @Override
        public void assign(final Map<String, String> texts) {
            now = keys().with(now, texts);
        }

        @Override
        public List<String> shown() {
            return keys().keys();
        }

        @Override
        public List<String> rest(final List<String> firstPage) {
            return List.of();
        }

        @Override
        public List<String> choices(final String key) {
            return keys().choices(key);
        }

        @Override
        public Map<String, String> expand(final Map<String, String> given) {
            return new HashMap<>(given);
        }
    }
}
