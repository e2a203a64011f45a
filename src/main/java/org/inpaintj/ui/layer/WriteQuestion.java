package org.inpaintj.ui.layer;

import java.awt.Component;

import javax.swing.JCheckBox;
import javax.swing.JOptionPane;

import ij.Prefs;

import org.inpaintj.language.Translation;

/**
 * This question is asked before samples of an image are replaced by those of a layer, until the user has had enough of
 * it.
 */
final class WriteQuestion {

    /** In ImageJ's preferences. */
    static final String ASK = "inpaintj.ask_before_writing";

    private WriteQuestion() {}

    /** @return true if it may be done; on the event thread */
    static boolean agreed(final Component over, final String image) {
        if (!Prefs.get(ASK, true))
            return true;
        final JCheckBox enough = new JCheckBox(Translation.of("Do not ask again"), true);
        final String yes = Translation.of("Write into Image"), no = Translation.of("Cancel");
        final boolean agreed = JOptionPane.showOptionDialog(over,
                new Object[] { "<html><div width=320>" + Translation.of("This replaces samples of '{0}' by generated "
                        + "ones, and takes the layer off. Undo brings both back. <i>Flatten Layers</i> makes a copy "
                        + "instead.", image.replace("&", "&amp;").replace("<", "&lt;")) + "</div></html>", enough },
                Translation.of("Write into Image"), JOptionPane.DEFAULT_OPTION, JOptionPane.QUESTION_MESSAGE, null,
                new Object[] { yes, no },
                no) == 0;
        if (agreed && enough.isSelected())
            Prefs.set(ASK, false);
        return agreed;
    }
}
