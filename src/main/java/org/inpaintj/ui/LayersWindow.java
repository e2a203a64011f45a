package org.inpaintj.ui;

import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.GridLayout;
import java.awt.Image;
import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import java.awt.event.KeyEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Consumer;

import javax.swing.BorderFactory;
import javax.swing.DefaultListCellRenderer;
import javax.swing.DefaultListModel;
import javax.swing.ImageIcon;
import javax.swing.JButton;
import javax.swing.JFrame;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.ListSelectionModel;
import javax.swing.SwingUtilities;
import javax.swing.Timer;

import org.inpaintj.engine.InpaintException;
import org.inpaintj.image.Layer;
import org.inpaintj.ui.LayerActions.Action;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.ImageRoi;
import ij.plugin.frame.Recorder;

/** Lists the layers of one image, the top one first, with what can be done with them. Lives on the event thread. */
public final class LayersWindow extends JFrame {

    private static final long serialVersionUID = 1L;
    private static final int THUMBNAIL = 48;
    private static final int REFRESH = 500;
    private static final Map<ImagePlus, LayersWindow> OPEN = new HashMap<>();

    private final transient ImagePlus image;
    private final DefaultListModel<Row> rows = new DefaultListModel<>();
    private final JList<Row> list = new JList<>(rows);
    private final List<JButton> buttons = new ArrayList<>();
    private final JButton visibility;
    /** ImageJ tells nobody when an overlay changes. */
    private final Timer clock = new Timer(REFRESH, event -> refresh());

    /** What a row shows. */
    private record Row(ImageRoi roi, int number, String text, boolean visible) {

        /** ImageJ calls two regions of the same bounds equal. */
        @Override
        public boolean equals(final Object other) {
            return other instanceof Row row && roi == row.roi && number == row.number && visible == row.visible
                    && text.equals(row.text);
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(roi);
        }
    }

    /** Opens the window of an image, or brings it to the front. Called on any thread. */
    public static void open(final ImagePlus image) {
        SwingUtilities.invokeLater(() -> {
            Layer.revive(image);
            final LayersWindow window = OPEN.computeIfAbsent(image, LayersWindow::new);
            window.setVisible(true);
            window.toFront();
        });
    }

    private LayersWindow(final ImagePlus image) {
        super("Layers of " + image.getTitle());
        this.image = image;
        setDefaultCloseOperation(DISPOSE_ON_CLOSE);
        list.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
        list.setFixedCellHeight(THUMBNAIL + 8);
        list.setCellRenderer(new Look());
        list.addListSelectionListener(event -> enableButtons());
        list.getAccessibleContext().setAccessibleName("Layers, the top one first");

        final JPanel panel = new JPanel(new GridLayout(0, 1, 4, 4));
        panel.setBorder(BorderFactory.createEmptyBorder(6, 6, 6, 6));
        visibility = button(panel, "Hide", KeyEvent.VK_H, "Show or hide the layer",
                row -> act(row, row.visible() ? Action.HIDE : Action.SHOW));
        button(panel, "Accept", KeyEvent.VK_A, "Write the layer's samples into the image",
                row -> act(row, Action.ACCEPT));
        final JButton discard = button(panel, "Discard", KeyEvent.VK_D, "Take the layer off the image",
                row -> act(row, Action.DISCARD));
        button(panel, "Repeat", KeyEvent.VK_R, "Make the layer again, as another layer",
                row -> act(row, Action.REPEAT));
        button(panel, "Copy Macro Line", KeyEvent.VK_C, "Copy the line that makes the layer from the same selection",
                row -> Toolkit.getDefaultToolkit().getSystemClipboard()
                        .setContents(new StringSelection(layer(row).macro()), null));
        JobsWindow.onKey(list, KeyEvent.VK_DELETE, discard::doClick);
        JobsWindow.onKey(list, KeyEvent.VK_SPACE, visibility::doClick);
        JobsWindow.onKey(getRootPane(), KeyEvent.VK_ESCAPE, this::dispose);

        final JScrollPane scroll = new JScrollPane(list);
        scroll.setPreferredSize(new Dimension(320, 4 * (THUMBNAIL + 8)));
        add(scroll, BorderLayout.CENTER);
        final JPanel side = new JPanel(new BorderLayout());
        side.add(panel, BorderLayout.NORTH);
        add(side, BorderLayout.EAST);
        pack();
        setLocationByPlatform(true);
        addWindowListener(new WindowAdapter() {
            @Override
            public void windowClosed(final WindowEvent event) {
                clock.stop();
                WindowManager.removeWindow(LayersWindow.this);
                OPEN.remove(image);
            }
        });
        WindowManager.addWindow(this);
        clock.start();
        refresh();
    }

    private JButton button(final JPanel panel, final String text, final int mnemonic, final String help,
            final Consumer<Row> action) {
        final JButton button = new JButton(text);
        button.setMnemonic(mnemonic);
        button.setToolTipText(help);
        button.addActionListener(event -> {
            try {
                action.accept(list.getSelectedValue());
            } catch (final RuntimeException | OutOfMemoryError e) {
                Message.show(text, e);
            }
            refresh();
        });
        panel.add(button);
        buttons.add(button);
        return button;
    }

    private void act(final Row row, final Action action) {
        if (IJ.recording())
            Recorder.record("run", "Layers...", "action=" + action.word() + " layer=" + row.number());
        if (action == Action.REPEAT)
            LayerActions.repeat(image, layer(row), job -> {}).start();
        else
            LayerActions.run(layer(row), action);
    }

    /** A row outlives its layer for as long as the list was not refreshed. */
    private Layer layer(final Row row) {
        return Layer.of(image).stream().filter(layer -> layer.roi() == row.roi()).findFirst()
                .orElseThrow(() -> new InpaintException("The layer is not on '" + image.getTitle()
                        + "' any more: choose another."));
    }

    private void refresh() {
        if (image.getProcessor() == null || !image.isVisible()) {
            dispose();
            return;
        }
        final List<Row> now = new ArrayList<>();
        for (final Layer layer : Layer.of(image))
            now.add(0, new Row(layer.roi(), now.size() + 1, text(layer), layer.visible()));
        if (!now.equals(Collections.list(rows.elements()))) {
            final Row kept = list.getSelectedValue();
            int place = Math.max(0, list.getSelectedIndex());
            rows.clear();
            now.forEach(rows::addElement);
            for (int i = 0; i < now.size(); i++)
                if (kept != null && now.get(i).roi() == kept.roi())
                    place = i;
            list.setSelectedIndex(Math.min(place, now.size() - 1));
        }
        enableButtons();
    }

    private String text(final Layer layer) {
        return layer.title() + (image.getNSlices() > 1 ? ", z " + layer.slice() : "")
                + (image.getNFrames() > 1 ? ", t " + layer.frame() : "");
    }

    private void enableButtons() {
        final Row row = list.getSelectedValue();
        buttons.forEach(button -> button.setEnabled(row != null));
        visibility.setText(row != null && !row.visible() ? "Show" : "Hide");
    }

    private static final class Look extends DefaultListCellRenderer {

        private static final long serialVersionUID = 1L;
        private final Map<ImageRoi, ImageIcon> icons = new WeakHashMap<>();

        @Override
        public Component getListCellRendererComponent(final JList<?> all, final Object value, final int index,
                final boolean selected, final boolean focus) {
            final Row row = (Row) value;
            super.getListCellRendererComponent(all, row.number() + ": " + row.text() + (row.visible() ? "" : " (hidden)"),
                    index, selected, focus);
            setIcon(icons.computeIfAbsent(row.roi(), Look::thumbnail));
            setIconTextGap(10);
            return this;
        }

        private static ImageIcon thumbnail(final ImageRoi roi) {
            final Image picture = roi.getProcessor().createImage();
            final double scale = Math.min((double) THUMBNAIL / picture.getWidth(null),
                    (double) THUMBNAIL / picture.getHeight(null));
            return new ImageIcon(picture.getScaledInstance(Math.max(1, (int) (picture.getWidth(null) * scale)),
                    Math.max(1, (int) (picture.getHeight(null) * scale)), Image.SCALE_SMOOTH));
        }
    }
}
