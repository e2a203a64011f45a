package org.inpaintj.ui.layer;

import java.awt.BorderLayout;
import java.awt.CardLayout;
import java.awt.Component;
import java.awt.FlowLayout;
import java.awt.GridLayout;
import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import java.awt.event.ActionEvent;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import javax.swing.AbstractAction;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.KeyStroke;
import javax.swing.ScrollPaneConstants;
import javax.swing.SwingConstants;
import javax.swing.SwingUtilities;
import javax.swing.Timer;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;

import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.layer.LayerHistory;
import org.inpaintj.language.Translation;
import org.inpaintj.ui.JobsWindow;
import org.inpaintj.ui.UserErrors;
import org.inpaintj.ui.Widgets;
import org.inpaintj.ui.help.HelpKeys;
import org.inpaintj.ui.layer.LayerActions.Action;
import org.inpaintj.ui.layer.LayerList.Row;

/**
 * This window shows the layers of the active image with buttons for what can be done with them; there is one such
 * window. Candidates of one run are looked at one by one with the arrow keys. Lives on the event thread.
 */
public final class LayersWindow extends JFrame {

    private static final long serialVersionUID = 1L;
    private static final int REFRESH = 300, GAP = 6;
    private static LayersWindow instance;

    private final LayerList list = new LayerList();
    private final JLabel hint = new JLabel("", SwingConstants.CENTER), which = new JLabel("", SwingConstants.CENTER);
    private final SelectedLayers selected = new SelectedLayers(this, list);
    private final LayerControls controls = new LayerControls(selected, run -> perform("Layers", run));
    private final CardLayout cards = new CardLayout();
    private final JPanel middle = new JPanel(cards);
    private final List<JButton> forRows = new ArrayList<>(), forCandidates = new ArrayList<>();
    private final JButton visibility =
            button(Translation.of("Hide"), KeyEvent.VK_H,
                    Translation.of("Show or hide the layer (space bar in the list)"), forRows,
            selected::hideOrShow);
    private final JButton all = button(Translation.of("Hide All"), KeyEvent.VK_B,
            Translation.of("Before and after: hide all layers, then show them again (B in the list)"), forRows,
            selected::hideOrShowAll);
    private final JButton undo = button(Translation.of("Undo"), KeyEvent.VK_U,
            Translation.of("Take back the last thing done with layers, then the one before it (Ctrl+Z)"),
            new ArrayList<>(),
            () -> selected.act(Action.UNDO));
    /** ImageJ tells nobody when an overlay changes. */
    private final Timer clock = new Timer(REFRESH, event -> refresh());
    /** Null for none. */
    private transient ImagePlus image, active;

    /** Opens the window with the layers of an image, and brings it to the front. Called on any thread. */
    public static void open(final ImagePlus image) {
        open(image, null);
    }

    /**
     * The same with a layer selected.
     *
     * @param layer one of the image's, see {@link Layer#revive}; null for the topmost
     */
    public static void open(final ImagePlus image, final Layer layer) {
        SwingUtilities.invokeLater(() -> {
            if (instance == null) {
                instance = new LayersWindow();
                WindowManager.addWindow(instance);
                instance.setLocationByPlatform(true);
                instance.setVisible(true);
            }
            instance.active = WindowManager.getCurrentImage();
            instance.take(image);
            if (layer != null)
                instance.list.select(layer.roi());
            instance.toFront();
            instance.list.requestFocusInWindow();
        });
    }

    private LayersWindow() {
        super(Translation.of("Layers"));
        setDefaultCloseOperation(DISPOSE_ON_CLOSE);
        final JScrollPane scroll = new JScrollPane(list, ScrollPaneConstants.VERTICAL_SCROLLBAR_AS_NEEDED,
                ScrollPaneConstants.HORIZONTAL_SCROLLBAR_NEVER);
        hint.setBorder(BorderFactory.createEmptyBorder(GAP, 4 * GAP, GAP, 4 * GAP));
        middle.add(scroll, "list");
        middle.add(hint, "hint");
        add(middle, BorderLayout.CENTER);
        add(forOne(), BorderLayout.EAST);
        final JPanel below = new JPanel(new BorderLayout());
        below.add(controls, BorderLayout.NORTH);
        below.add(forChoice(), BorderLayout.SOUTH);
        add(below, BorderLayout.SOUTH);
        list.setTransferHandler(new LayerDrag(at -> perform("Layers", () -> selected.drop(at))));
        addKeys();
        list.addListSelectionListener(event -> enableButtons());
        refresh();
        pack();
        setMinimumSize(getSize());
        addWindowListener(new WindowAdapter() {
            @Override
            public void windowClosed(final WindowEvent event) {
                clock.stop();
                WindowManager.removeWindow(LayersWindow.this);
                instance = null;
            }
        });
        clock.start();
    }

    private JPanel forOne() {
        final JPanel side = new JPanel(new GridLayout(0, 1, 4, 4));
        side.setBorder(BorderFactory.createEmptyBorder(GAP, GAP, GAP, GAP));
        side.add(visibility);
        side.add(all);
        side.add(button(Translation.of("Write into Image..."), KeyEvent.VK_W,
                Translation.of("Write the layer's samples into the image and take the layer off"), forRows,
                selected::write));
        side.add(button(Translation.of("Discard"), KeyEvent.VK_D,
                Translation.of("Take the layer off the image (Delete in the list)"), forRows,
                selected::discard));
        side.add(button(Translation.of("Repeat"), KeyEvent.VK_R,
                Translation.of("Make the layer again, as another layer"), forRows,
                () -> selected.act(Action.REPEAT)));
        side.add(button(Translation.of("Copy Macro Line"), KeyEvent.VK_C,
                Translation.of("Copy the line that makes the layer from the same selection"),
                forRows, () -> Toolkit.getDefaultToolkit().getSystemClipboard().setContents(new StringSelection(
                        selected.layers().stream().map(Layer::macro).collect(Collectors.joining("\n"))), null)));
        side.add(undo);
        final JPanel east = new JPanel(new BorderLayout());
        east.add(side, BorderLayout.NORTH);
        return east;
    }

    private JPanel forChoice() {
        final JPanel choice = new JPanel(new FlowLayout(FlowLayout.CENTER, GAP, GAP));
        choice.add(button("<", 0, Translation.of("Show the candidate before it alone (left arrow)"), forCandidates,
                () -> selected.step(-1)));
        choice.add(which);
        choice.add(button(">", 0,
                Translation.of("Show the next candidate alone (right arrow)"), forCandidates, () -> selected.step(1)));
        choice.add(button(Translation.of("Show Only This"), KeyEvent.VK_O,
                Translation.of("Hide the other candidates of the run (Enter or double click)"),
                forCandidates, () -> selected.act(Action.ONLY)));
        final JButton strip = new JButton(Translation.of("Candidates..."));
        strip.setToolTipText(Translation.of("Pictures of the candidates, beside each other"));
        // by its name: their window uses this room
        strip.addActionListener(event -> IJ.doCommand("Candidates..."));
        choice.add(strip);
        choice.add(button(Translation.of("Keep This One"), KeyEvent.VK_K,
                Translation.of("Discard the other candidates of the run"), forCandidates,
                () -> selected.act(Action.KEEP)));
        // as wide as the longest text it will have
        Widgets.makeRoom(which, Translation.of("Candidate {0} of {1}", 10, 10));
        return choice;
    }

    private JButton button(final String text, final int mnemonic, final String help,
            final List<JButton> group, final Runnable action) {
        final JButton button = Widgets.button(text, mnemonic, help, () -> perform(text, action));
        group.add(button);
        return button;
    }

    private void addKeys() {
        key(KeyEvent.VK_DELETE, "Discard", selected::discard);
        key(KeyEvent.VK_SPACE, "Hide", selected::hideOrShow);
        key(KeyEvent.VK_F2, 0, "Rename", selected::rename);
        key(KeyEvent.VK_UP, InputEvent.ALT_DOWN_MASK, "Up", () -> selected.move(1));
        key(KeyEvent.VK_DOWN, InputEvent.ALT_DOWN_MASK, "Down", () -> selected.move(-1));
        key(KeyEvent.VK_G, Toolkit.getDefaultToolkit().getMenuShortcutKeyMaskEx(), "Select Run", selected::selectRun);
        key(KeyEvent.VK_B, "Hide All", selected::hideOrShowAll);
        key(KeyEvent.VK_ENTER, "Show Only This", () -> selected.act(Action.ONLY));
        key(KeyEvent.VK_LEFT, "<", () -> selected.step(-1));
        key(KeyEvent.VK_RIGHT, ">", () -> selected.step(1));
        JobsWindow.onKey(getRootPane(), KeyEvent.VK_Z, Toolkit.getDefaultToolkit().getMenuShortcutKeyMaskEx(),
                undo::doClick);
        JobsWindow.onKey(getRootPane(), KeyEvent.VK_ESCAPE, this::dispose);
        HelpKeys.install(this, "Layers...");
        list.addMouseListener(new MouseAdapter() {
            @Override
            public void mouseClicked(final MouseEvent event) {
                if (event.getClickCount() == 2 && list.getSelectedValue() != null)
                    perform("Show Only This", () -> selected.act(Action.ONLY));
            }
        });
    }

    /** A key of the list, for the row that is selected; in place of what Swing does with it. */
    private void key(final int code, final String what, final Runnable action) {
        key(code, 0, what, action);
    }

    private void key(final int code, final int modifiers, final String what, final Runnable action) {
        list.getInputMap().put(KeyStroke.getKeyStroke(code, modifiers), code + "." + modifiers);
        list.getActionMap().put(code + "." + modifiers, new AbstractAction() {
            private static final long serialVersionUID = 1L;

            @Override
            public void actionPerformed(final ActionEvent event) {
                if (list.getSelectedValue() != null)
                    perform(what, action);
            }
        });
    }

    private void perform(final String what, final Runnable action) {
        try {
            action.run();
        } catch (final RuntimeException | OutOfMemoryError e) {
            UserErrors.show(what.replace("...", ""), e);
        }
        refresh();
    }

    private void refresh() {
        final ImagePlus current = WindowManager.getCurrentImage();
        final boolean gone = image != null && (image.getProcessor() == null || !image.isVisible());
        if (gone || current != active && current != null && current.isVisible())
            take(current != null && current.isVisible() ? current : null);
        active = current;
        update(false);
    }

    /** Lists the layers of another image. */
    private void take(final ImagePlus other) {
        if (other != null)
            Layer.revive(other);
        selected.of(other);
        image = other;
        update(true);
    }

    private void update(final boolean other) {
        setTitle(image == null ? Translation.of("Layers") : Translation.of("Layers of {0}", image.getTitle()));
        list.show(image, other);
        hint.setText("<html><center>" + (image == null ? Translation.of("No image is open.")
                : Translation.of("This image has no layers yet.<br><br>Select a region and choose<br><b>Inpaint "
                        + "Selection</b> or <b>Remove Object</b><br>in Plugins &gt; InpaintJ."))
                + "</center></html>");
        cards.show(middle, list.getModel().getSize() == 0 ? "hint" : "list");
        enableButtons();
    }

    private void enableButtons() {
        final Row row = list.getSelectedValue();
        final Component focused = getFocusOwner();
        final List<Layer> candidates = row == null ? List.of() : row.layer().candidates();
        forRows.forEach(button -> button.setEnabled(row != null));
        forCandidates.forEach(button -> button.setEnabled(candidates.size() > 1));
        undo.setEnabled(image != null && LayerHistory.canUndo(image));
        final List<Row> rows = list.getSelectedValuesList();
        controls.show(rows, list.getModel().getSize(), candidates.size() > 1);
        visibility.setText(row != null && rows.stream().noneMatch(Row::visible) ? Translation.of("Show")
                : Translation.of("Hide"));
        all.setText(row == null || Layer.of(image).stream().anyMatch(Layer::visible) ? Translation.of("Hide All")
                : Translation.of("Show All"));
        which.setText(candidates.size() < 2 ? " " : Translation.of("Candidate {0} of {1}",
                row.layer().provenance().candidate(), row.layer().provenance().candidates()));
        // else the next button would get the focus, and the space bar would press it
        if (focused != null && !focused.isEnabled())
            list.requestFocusInWindow();
    }
}
