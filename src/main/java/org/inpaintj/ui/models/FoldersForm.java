package org.inpaintj.ui.models;

import java.awt.BorderLayout;
import java.awt.FlowLayout;
import java.awt.Frame;
import java.awt.event.KeyEvent;
import java.io.File;
import java.util.List;

import javax.swing.BorderFactory;
import javax.swing.DefaultListModel;
import javax.swing.JButton;
import javax.swing.JDialog;
import javax.swing.JFileChooser;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.ListSelectionModel;

import org.inpaintj.core.InpaintException;
import org.inpaintj.language.Translation;
import org.inpaintj.model.library.LibraryFolder;
import org.inpaintj.model.library.ModelLibrary;
import org.inpaintj.ui.JobsWindow;
import org.inpaintj.ui.UserErrors;
import org.inpaintj.ui.Widgets;
import org.inpaintj.ui.WindowScale;

/** The folders of models that the user has named, to add and to take off the list; the folders stay as they are. */
final class FoldersForm extends JDialog {

    private static final long serialVersionUID = 1L;
    private static final int GAP = 6, ROWS = 8, WIDE = 56;

    private final transient ModelLibrary library;
    private final transient Runnable changed;
    private final DefaultListModel<String> names = new DefaultListModel<>();
    private final JList<String> list = new JList<>(names);
    private final JButton remove = new JButton(Translation.of("Remove"));
    private transient List<LibraryFolder> folders = List.of();

    /** @param changed called when a folder was added or removed */
    FoldersForm(final Frame owner, final ModelLibrary library, final Runnable changed) {
        super(owner, Translation.of("Folders of Models"), true);
        this.library = library;
        this.changed = changed;
        final JButton add = new JButton(Translation.of("Add...")), close = new JButton(Translation.of("Close"));
        add.setMnemonic(KeyEvent.VK_A);
        remove.setMnemonic(KeyEvent.VK_R);
        remove.setToolTipText(Translation.of("Take the folder off the list; nothing in it is deleted (Delete)"));
        add.addActionListener(event -> add());
        remove.addActionListener(event -> perform(() -> library.folders().remove(folders.get(list.getSelectedIndex())
                .root())));
        close.addActionListener(event -> dispose());
        list.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
        list.setVisibleRowCount(ROWS);
        list.setPrototypeCellValue("x".repeat(WIDE));
        list.getAccessibleContext().setAccessibleName(Translation.of("Folders of models"));
        list.addListSelectionListener(event -> remove.setEnabled(list.getSelectedIndex() >= 0));
        final JPanel buttons = new JPanel(new FlowLayout(FlowLayout.RIGHT)),
                all = new JPanel(new BorderLayout(GAP, GAP));
        List.of(add, remove, close).forEach(buttons::add);
        all.setBorder(BorderFactory.createEmptyBorder(GAP, GAP, GAP, GAP));
        all.add(new JLabel(Translation.of("<html>The folder of a Stable Diffusion WebUI, Forge, ComfyUI, Fooocus or "
                + "InvokeAI, a cache "
                + "of Hugging Face,<br>or any folder with models. Nothing in them is ever changed.</html>")),
                BorderLayout.NORTH);
        all.add(new JScrollPane(list), BorderLayout.CENTER);
        all.add(buttons, BorderLayout.SOUTH);
        setContentPane(all);
        JobsWindow.onKey(list, KeyEvent.VK_DELETE, remove::doClick);
        JobsWindow.onKey(getRootPane(), KeyEvent.VK_ESCAPE, this::dispose);
        setDefaultCloseOperation(DISPOSE_ON_CLOSE);
        WindowScale.apply(all);
        read();
        WindowScale.pack(this);
        setLocationRelativeTo(owner);
    }

    private void add() {
        final JFileChooser chooser = Widgets.fileChooser(null);
        chooser.setDialogTitle(Translation.of("Add a Folder of Models"));
        chooser.setFileSelectionMode(JFileChooser.FILES_AND_DIRECTORIES);
        if (chooser.showDialog(this, Translation.of("Add")) == JFileChooser.APPROVE_OPTION) {
            final File file = chooser.getSelectedFile();
            perform(() -> library.folders().add(file.toPath()));
        }
    }

    private void perform(final Runnable action) {
        try {
            action.run();
            changed.run();
        } catch (final InpaintException e) {
            UserErrors.show(getTitle(), e);
        }
        read();
    }

    private void read() {
        try {
            folders = library.known();
        } catch (final InpaintException e) {
            folders = List.of();
            UserErrors.show(getTitle(), e);
        }
        names.clear();
        folders.forEach(folder -> names.addElement(folder.root() + "  (" + folder.program().title() + ")"));
        remove.setEnabled(list.getSelectedIndex() >= 0);
    }
}
