package org.inpaintj.ui.form.input;

import java.awt.Component;
import java.io.File;
import java.util.Optional;

import javax.swing.JFileChooser;

import ij.io.OpenDialog;

import org.inpaintj.language.Translation;
import org.inpaintj.params.Key;
import org.inpaintj.ui.Widgets;
import org.inpaintj.ui.WindowScale;

/** This dialog lets the user look for a file or a folder. */
public final class PathBrowser {

    private PathBrowser() {}

    /**
     * Opens a window and waits; on the event thread.
     *
     * @param label what is looked for
     * @param path  whether it is a file or a folder
     * @param now   where to begin, if there is such a file
     * @return the path; empty if the user gave up
     */
    public static Optional<String> ask(final Component parent, final String label, final Key.Path path,
            final String now) {
        final File begin = new File(now.isBlank() ? String.valueOf(OpenDialog.getDefaultDirectory()) : now.strip());
        final JFileChooser chooser = Widgets.fileChooser(begin.isDirectory() ? begin : begin.getParentFile());
        chooser.setDialogTitle(label);
        chooser.setFileSelectionMode(switch (path) {
            case FOLDER -> JFileChooser.DIRECTORIES_ONLY;
            case EITHER -> JFileChooser.FILES_AND_DIRECTORIES;
            case NONE, FILE, IMAGE -> JFileChooser.FILES_ONLY;
        });
        if (begin.exists() && !now.isBlank())
            chooser.setSelectedFile(begin);
        WindowScale.apply(chooser);
        return chooser.showDialog(parent, Translation.of("Select")) == JFileChooser.APPROVE_OPTION
                ? Optional.of(chooser.getSelectedFile().getPath()) : Optional.empty();
    }
}
