package org.inpaintj.ui.history;

import java.awt.FlowLayout;
import java.util.function.Consumer;

import javax.swing.JCheckBox;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JSpinner;
import javax.swing.SpinnerNumberModel;

import org.inpaintj.history.HistorySettings;
import org.inpaintj.language.Translation;

/** What is kept of runs, and how many; a change counts at once. */
final class HistoryOptions extends JPanel {

    private static final long serialVersionUID = 1L;

    private final JCheckBox keep = box("keep", Translation.of("Keep a history"), 'K',
            Translation.of("Off: from now on nothing is written. What is there stays until you empty it"));
    private final JCheckBox pictures = box("pictures", Translation.of("with pictures"), 'P',
            Translation.of("Keep a picture of each result, 96 pixels at most, of runs from now on"));
    private final JCheckBox names = box("names", Translation.of("with names of images"), 'N',
            Translation.of("Off: titles and paths of images are left out, of runs from now on"));
    private final JSpinner runs = spinner("runs", 1, HistorySettings.MOST_RUNS, 50);
    private final JSpinner megabytes = spinner("megabytes", 1, HistorySettings.MOST_MEGABYTES, 10);
    private final transient Consumer<HistorySettings> wanted;
    private transient HistorySettings shown = HistorySettings.NORMAL;
    private boolean showing;

    HistoryOptions(final Consumer<HistorySettings> wanted) {
        super(new FlowLayout(FlowLayout.LEFT));
        this.wanted = wanted;
        add(keep);
        add(pictures);
        add(names);
        add(new JLabel(Translation.of("at most")));
        add(runs);
        add(new JLabel(Translation.of("runs,")));
        add(megabytes);
        add(new JLabel(Translation.of("MB")));
    }

    private JCheckBox box(final String name, final String text, final char mnemonic, final String help) {
        final JCheckBox box = new JCheckBox(text);
        box.setName(name);
        box.setMnemonic(mnemonic);
        box.setToolTipText(help);
        box.addActionListener(event -> changed());
        return box;
    }

    private JSpinner spinner(final String name, final int least, final int most, final int step) {
        final JSpinner spinner = new JSpinner(new SpinnerNumberModel(least, least, most, step));
        spinner.setName(name);
        spinner.setToolTipText(Translation.of("The oldest runs go when there are more"));
        spinner.addChangeListener(event -> changed());
        return spinner;
    }

    void show(final HistorySettings settings) {
        showing = true;
        shown = settings;
        keep.setSelected(settings.keep());
        pictures.setSelected(settings.pictures());
        names.setSelected(settings.names());
        runs.setValue(settings.runs());
        megabytes.setValue(settings.megabytes());
        pictures.setEnabled(settings.keep());
        names.setEnabled(settings.keep());
        showing = false;
    }

    private void changed() {
        final HistorySettings now = new HistorySettings(keep.isSelected(), pictures.isSelected(), names.isSelected(),
                (Integer) runs.getValue(), (Integer) megabytes.getValue());
        if (showing || now.equals(shown))
            return;
        shown = now;
        pictures.setEnabled(now.keep());
        names.setEnabled(now.keep());
        wanted.accept(now);
    }
}
