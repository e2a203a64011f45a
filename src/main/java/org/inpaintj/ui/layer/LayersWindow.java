package org.inpaintj.ui.layer;

import java.awt.BorderLayout;
import java.awt.CardLayout;
import java.awt.Component;
import java.awt.FlowLayout;
import java.awt.GridLayout;
import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
import ij.gui.ImageRoi;
import ij.plugin.frame.Recorder;

import org.inpaintj.core.InpaintException;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.layer.LayerHistory;
import org.inpaintj.params.MacroLine;
import org.inpaintj.ui.JobsWindow;
import org.inpaintj.ui.UserErrors;
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
    private final CardLayout cards = new CardLayout();
    private final JPanel middle = new JPanel(cards);
    private final List<JButton> forRows = new ArrayList<>(), forCandidates = new ArrayList<>();
    private final JButton visibility =
            button("Hide", KeyEvent.VK_H, "Show or hide the layer (space bar in the list)", forRows,
            () -> act(selected().visible() ? Action.HIDE : Action.SHOW));
    private final JButton all = button("Hide All", KeyEvent.VK_B,
            "Before and after: hide all layers, then show them again (B in the list)", forRows, this::hideOrShowAll);
    private final JButton undo = button("Undo", KeyEvent.VK_U,
            "Take back the last thing done with layers, then the one before it (Ctrl+Z)", new ArrayList<>(),
            () -> act(Action.UNDO));
    /** ImageJ tells nobody when an overlay changes. */
    private final Timer clock = new Timer(REFRESH, event -> refresh());
    /** What <em>Show All</em> shows again. */
    private final List<ImageRoi> hidden = new ArrayList<>();
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
        super("Layers");
        setDefaultCloseOperation(DISPOSE_ON_CLOSE);
        final JScrollPane scroll = new JScrollPane(list, ScrollPaneConstants.VERTICAL_SCROLLBAR_AS_NEEDED,
                ScrollPaneConstants.HORIZONTAL_SCROLLBAR_NEVER);
        hint.setBorder(BorderFactory.createEmptyBorder(GAP, 4 * GAP, GAP, 4 * GAP));
        middle.add(scroll, "list");
        middle.add(hint, "hint");
        add(middle, BorderLayout.CENTER);
        add(forOne(), BorderLayout.EAST);
        add(forChoice(), BorderLayout.SOUTH);
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
        side.add(button("Write into Image...", KeyEvent.VK_W,
                "Write the layer's samples into the image and take the layer off", forRows, this::write));
        side.add(button("Discard", KeyEvent.VK_D, "Take the layer off the image (Delete in the list)", forRows,
                () -> act(Action.DISCARD)));
        side.add(button("Repeat", KeyEvent.VK_R, "Make the layer again, as another layer", forRows,
                () -> act(Action.REPEAT)));
        side.add(button("Copy Macro Line", KeyEvent.VK_C, "Copy the line that makes the layer from the same selection",
                forRows, () -> Toolkit.getDefaultToolkit().getSystemClipboard()
                        .setContents(new StringSelection(layer().macro()), null)));
        side.add(undo);
        final JPanel east = new JPanel(new BorderLayout());
        east.add(side, BorderLayout.NORTH);
        return east;
    }

    private JPanel forChoice() {
        final JPanel choice = new JPanel(new FlowLayout(FlowLayout.CENTER, GAP, GAP));
        choice.add(button("<", 0, "Show the candidate before it alone (left arrow)", forCandidates, () -> step(-1)));
        choice.add(which);
        choice.add(button(">", 0, "Show the next candidate alone (right arrow)", forCandidates, () -> step(1)));
        choice.add(button("Show Only This", KeyEvent.VK_O,
                "Hide the other candidates of the run (Enter or double click)",
                forCandidates, () -> act(Action.ONLY)));
        choice.add(button("Keep This One", KeyEvent.VK_K, "Discard the other candidates of the run", forCandidates,
                () -> act(Action.KEEP)));
        // as wide as the longest text it will have
        which.setText("Candidate 10 of 10");
        which.setPreferredSize(which.getPreferredSize());
        return choice;
    }

    private JButton button(final String text, final int mnemonic, final String help,
            final List<JButton> group, final Runnable action) {
        final JButton button = new JButton(text);
        button.setMnemonic(mnemonic);
        button.setToolTipText(help);
        button.addActionListener(event -> perform(text, action));
        group.add(button);
        return button;
    }

    private void addKeys() {
        key(KeyEvent.VK_DELETE, "Discard", () -> act(Action.DISCARD));
        key(KeyEvent.VK_SPACE, "Hide", () -> act(selected().visible() ? Action.HIDE : Action.SHOW));
        key(KeyEvent.VK_B, "Hide All", this::hideOrShowAll);
        key(KeyEvent.VK_ENTER, "Show Only This", () -> act(Action.ONLY));
        key(KeyEvent.VK_LEFT, "<", () -> step(-1));
        key(KeyEvent.VK_RIGHT, ">", () -> step(1));
        JobsWindow.onKey(getRootPane(), KeyEvent.VK_Z, Toolkit.getDefaultToolkit().getMenuShortcutKeyMaskEx(),
                undo::doClick);
        JobsWindow.onKey(getRootPane(), KeyEvent.VK_ESCAPE, this::dispose);
        HelpKeys.install(getRootPane(), "Layers...");
        list.addMouseListener(new MouseAdapter() {
            @Override
            public void mouseClicked(final MouseEvent event) {
                if (event.getClickCount() == 2 && selected() != null)
                    perform("Show Only This", () -> act(Action.ONLY));
            }
        });
    }

    /** A key of the list, for the row that is selected; in place of what Swing does with it. */
    private void key(final int code, final String what, final Runnable action) {
        list.getInputMap().put(KeyStroke.getKeyStroke(code, 0), code);
        JobsWindow.onKey(list, code, () -> {
            if (selected() != null)
                perform(what, action);
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

    private Row selected() {
        return list.getSelectedValue();
    }

    private void act(final Action action) {
        if (action == Action.UNDO) {
            LayerHistory.undo(image);
            record(action, 0);
        } else
            act(action, layer());
    }

    private void act(final Action action, final Layer layer) {
        final int number = number(layer.roi());
        if (action == Action.REPEAT)
            LayerActions.repeat(image, layer, true, job -> {}).start();
        else
            LayerActions.run(image, action, List.of(layer));
        record(action, number);
    }

    private void record(final Action action, final int number) {
        if (IJ.recording())
            Recorder.record("run", "Layers...", "action=" + action.word()
                    + (action == Action.UNDO ? "" : " layer=" + number)
                    + (image == WindowManager.getCurrentImage() ? ""
                            : " " + MacroLine.format(Map.of("image", image.getTitle()))));
    }

    private void write() {
        final Layer layer = layer();
        layer.checkAcceptable();
        if (WriteQuestion.agreed(this, image.getTitle()))
            act(Action.ACCEPT, layer);
    }

    private void hideOrShowAll() {
        final List<Layer> layers = Layer.of(image);
        final List<Layer> seen = layers.stream().filter(Layer::visible).toList();
        if (!seen.isEmpty()) {
            hidden.clear();
            seen.forEach(layer -> hidden.add(layer.roi()));
            LayerActions.run(image, Action.HIDE, layers);
            record(Action.HIDE, 0);
            return;
        }
        final List<Layer> again = layers.stream()
                .filter(layer -> hidden.stream().anyMatch(roi -> roi == layer.roi())).toList();
        final List<Layer> shown = again.isEmpty() ? layers : again;
        LayerActions.run(image, Action.SHOW, shown);
        shown.forEach(layer -> record(Action.SHOW, number(layer.roi())));
    }

    /** Shows another candidate of the run alone. */
    private void step(final int by) {
        final List<Layer> candidates = layer().candidates();
        if (candidates.size() < 2)
            return;
        int at = 0;
        while (candidates.get(at).roi() != selected().roi())
            at++;
        final Layer next = candidates.get(Math.floorMod(at + by, candidates.size()));
        act(Action.ONLY, next);
        refresh();
        list.select(next.roi());
    }

    /** A row outlives its layer for as long as the list was not refreshed. */
    private Layer layer() {
        final ImageRoi roi = selected().roi();
        return Layer.of(image).stream().filter(layer -> layer.roi() == roi).findFirst()
                .orElseThrow(() -> new InpaintException("The layer is not on '" + image.getTitle()
                        + "' any more: choose another."));
    }

    private int number(final ImageRoi roi) {
        final List<Layer> layers = Layer.of(image);
        int number = 1;
        while (layers.get(number - 1).roi() != roi)
            number++;
        return number;
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
        hidden.clear();
        image = other;
        update(true);
    }

    private void update(final boolean other) {
        setTitle(image == null ? "Layers" : "Layers of " + image.getTitle());
        list.show(image, other);
        hint.setText("<html><center>" + (image == null ? "No image is open."
                : "This image has no layers yet.<br><br>Select a region and choose<br><b>Inpaint Selection</b> or "
                        + "<b>Remove Object</b><br>in Plugins &gt; InpaintJ.") + "</center></html>");
        cards.show(middle, list.getModel().getSize() == 0 ? "hint" : "list");
        enableButtons();
    }

    private void enableButtons() {
        final Row row = selected();
        final Component focused = getFocusOwner();
        final List<Layer> candidates = row == null ? List.of() : row.layer().candidates();
        forRows.forEach(button -> button.setEnabled(row != null));
        forCandidates.forEach(button -> button.setEnabled(candidates.size() > 1));
        undo.setEnabled(image != null && LayerHistory.canUndo(image));
        visibility.setText(row != null && !row.visible() ? "Show" : "Hide");
        all.setText(row == null || Layer.of(image).stream().anyMatch(Layer::visible) ? "Hide All" : "Show All");
        which.setText(candidates.size() < 2 ? " " : "Candidate " + row.layer().provenance().candidate() + " of "
                + row.layer().provenance().candidates());
        // else the next button would get the focus, and the space bar would press it
        if (focused != null && !focused.isEnabled())
            list.requestFocusInWindow();
    }
}
