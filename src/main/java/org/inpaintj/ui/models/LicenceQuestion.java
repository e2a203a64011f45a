package org.inpaintj.ui.models;

import java.awt.Component;

import javax.swing.JOptionPane;

import org.inpaintj.model.catalogue.CatalogueEntry;
import org.inpaintj.model.catalogue.Licence;

/** Shows a licence before the first download, and asks whether it is accepted. */
final class LicenceQuestion {

    static final String ACCEPT = "Accept", READ = "Read the Licence...", CANCEL = "Cancel";

    private LicenceQuestion() {}

    /** On the event thread; waits for the user. */
    static boolean accepted(final Component parent, final CatalogueEntry entry) {
        final Licence licence = entry.licence();
        final boolean readable = !licence.url().isEmpty();
        final Object[] options = readable ? new Object[] { ACCEPT, READ, CANCEL } : new Object[] { ACCEPT, CANCEL };
        while (true) {
            final int answer = JOptionPane.showOptionDialog(parent, "<html><body width=420><p>'"
                    + ModelDetails.escape(entry.title()) + "' is given under the licence <b>"
                    + ModelDetails.escape(licence.id()) + "</b>" + (readable ? ", "
                            + ModelDetails.escape(licence.url()) : "")
                    + ".</p><br><p>It binds whoever uses the model, or allows less than any use. InpaintJ remembers that "
                    + "you accept it, and does not ask again.</p></body></html>",
                    "Licence", JOptionPane.DEFAULT_OPTION, JOptionPane.QUESTION_MESSAGE, null, options,
                    options[options.length - 1]);
            if (answer < 0 || options[answer] != READ)
                return answer >= 0 && options[answer] == ACCEPT;
            ModelDetails.browse(licence.url());
        }
    }
}
