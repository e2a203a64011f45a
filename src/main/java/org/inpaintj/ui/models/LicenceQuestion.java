package org.inpaintj.ui.models;

import java.awt.BorderLayout;
import java.awt.Component;

import javax.swing.JLabel;
import javax.swing.JOptionPane;
import javax.swing.JPanel;

import org.inpaintj.language.Translation;
import org.inpaintj.model.catalogue.CatalogueEntry;
import org.inpaintj.model.catalogue.Licence;
import org.inpaintj.ui.WindowScale;

/** Shows a licence before the first download, and asks whether it is accepted. */
final class LicenceQuestion {

    /** px at scale 1. */
    private static final int WIDE = 420;

    private LicenceQuestion() {}

    /** On the event thread; waits for the user. */
    static boolean accepted(final Component parent, final CatalogueEntry entry) {
        final Licence licence = entry.licence();
        final boolean readable = !licence.url().isEmpty();
        final JPanel text = new JPanel(new BorderLayout());
        text.add(new JLabel("<html><body width=" + WindowScale.px(WIDE) + "><p>"
                + Translation.of("'{0}' is given under the licence {1}.", ModelDetails.escape(entry.title()),
                        "<b>" + ModelDetails.escape(licence.id()) + "</b>"
                                + (readable ? ", " + ModelDetails.escape(licence.url()) : ""))
                + "</p><br><p>" + Translation.of("It binds whoever uses the model, or allows less than any use. "
                        + "InpaintJ remembers that you accept it, and does not ask again.") + "</p></body></html>"));
        WindowScale.apply(text);
        final String accept = Translation.of("Accept"), read = Translation.of("Read the Licence..."),
                cancel = Translation.of("Cancel");
        final Object[] options = readable ? new Object[] { accept, read, cancel } : new Object[] { accept, cancel };
        while (true) {
            final int answer = JOptionPane.showOptionDialog(parent, text,
                    Translation.of("Licence"), JOptionPane.DEFAULT_OPTION, JOptionPane.QUESTION_MESSAGE, null, options,
                    options[options.length - 1]);
            if (answer < 0 || options[answer] != read)
                return answer >= 0 && options[answer] == accept;
            ModelDetails.browse(licence.url());
        }
    }
}
