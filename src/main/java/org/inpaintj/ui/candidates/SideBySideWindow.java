package org.inpaintj.ui.candidates;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.awt.GridLayout;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

import javax.swing.BorderFactory;
import javax.swing.JComboBox;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JViewport;
import javax.swing.SwingWorker;

import ij.ImagePlus;
import ij.gui.GUI;

import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.language.Translation;
import org.inpaintj.ui.JobsWindow;
import org.inpaintj.ui.UserErrors;
import org.inpaintj.ui.WindowScale;
import org.inpaintj.ui.help.HelpKeys;

/** Shows candidates beside each other, each in place in the image, at the same zoom; they scroll together. */
final class SideBySideWindow extends JFrame {

    private static final long serialVersionUID = 1L;
    private static final int GAP = 4, PANE = 300;
    private static final Double[] ZOOMS = { 0.25, 0.5, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0 };

    private final List<SideBySidePane> panes = new ArrayList<>();
    private final List<JScrollPane> scrolls = new ArrayList<>();
    private final JComboBox<String> zoom = new JComboBox<>();

    /**
     * Opens a window once the pictures are drawn; returns at once.
     *
     * @param layers candidates of one run
     * @param chosen told of one that is clicked at
     */
    static void open(final ImagePlus image, final List<Layer> layers, final Consumer<Layer> chosen) {
        final String title = Translation.of("Side by Side: {0}", image.getTitle());
        new SwingWorker<List<SideBySidePane.Picture>, Void>() {
            @Override
            protected List<SideBySidePane.Picture> doInBackground() {
                return SideBySidePane.pictures(image, layers);
            }

            @Override
            protected void done() {
                try {
                    new SideBySideWindow(title, get(), layers, chosen).setVisible(true);
                } catch (final ExecutionException e) {
                    UserErrors.show(title, e.getCause());
                } catch (final InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }.execute();
    }

    private SideBySideWindow(final String title, final List<SideBySidePane.Picture> pictures, final List<Layer> layers,
            final Consumer<Layer> chosen) {
        super(title);
        setDefaultCloseOperation(DISPOSE_ON_CLOSE);
        final int columns = (int) Math.ceil(Math.sqrt(pictures.size()));
        final JPanel grid = new JPanel(new GridLayout(0, columns, GAP, GAP));
        for (int i = 0; i < pictures.size(); i++)
            grid.add(cell(pictures.get(i), layers.get(i), chosen));
        final JPanel north = new JPanel(new FlowLayout(FlowLayout.LEFT, GAP, GAP));
        for (final Double each : ZOOMS)
            zoom.addItem(Math.round(each * 100) + " %");
        north.add(new JLabel(Translation.of("Zoom")));
        north.add(zoom);
        north.add(new JLabel(Translation.of("A click shows the candidate in the image.")));
        add(north, BorderLayout.NORTH);
        add(grid, BorderLayout.CENTER);
        JobsWindow.onKey(getRootPane(), KeyEvent.VK_ESCAPE, this::dispose);
        HelpKeys.install(this, "Candidates...");
        for (final int key : new int[] { KeyEvent.VK_PLUS, KeyEvent.VK_EQUALS, KeyEvent.VK_ADD })
            JobsWindow.onKey(getRootPane(), key, () -> step(1));
        for (final int key : new int[] { KeyEvent.VK_MINUS, KeyEvent.VK_SUBTRACT })
            JobsWindow.onKey(getRootPane(), key, () -> step(-1));
        WindowScale.apply(getContentPane());
        final Rectangle screen = GUI.getMaxWindowBounds(this);
        final int rows = (pictures.size() + columns - 1) / columns;
        final int side = Math.min(WindowScale.px(PANE),
                Math.min((screen.width - 20 * GAP) / columns, (screen.height - 40 * GAP) / rows));
        scrolls.forEach(scroll -> scroll.setPreferredSize(new Dimension(side, side)));
        WindowScale.pack(this);
        setLocationByPlatform(true);
        final Rectangle box = pictures.get(0).around();
        zoom.addActionListener(event -> magnify(ZOOMS[zoom.getSelectedIndex()], centre()));
        zoom.setSelectedIndex(fitting(side, Math.max(box.width, box.height)));
        javax.swing.SwingUtilities.invokeLater(() -> magnify(ZOOMS[zoom.getSelectedIndex()],
                new Point((int) box.getCenterX(), (int) box.getCenterY())));
    }

    private JPanel cell(final SideBySidePane.Picture picture, final Layer layer, final Consumer<Layer> chosen) {
        final SideBySidePane pane = new SideBySidePane(picture);
        pane.addMouseListener(new MouseAdapter() {
            @Override
            public void mousePressed(final MouseEvent event) {
                chosen.accept(layer);
            }
        });
        final JScrollPane scroll = new JScrollPane(pane);
        if (!scrolls.isEmpty()) {
            scroll.getHorizontalScrollBar().setModel(scrolls.get(0).getHorizontalScrollBar().getModel());
            scroll.getVerticalScrollBar().setModel(scrolls.get(0).getVerticalScrollBar().getModel());
        }
        // what is left of it elsewhere is drawn wrongly when another one scrolls
        scroll.getViewport().setScrollMode(JViewport.SIMPLE_SCROLL_MODE);
        panes.add(pane);
        scrolls.add(scroll);
        final JPanel cell = new JPanel(new BorderLayout());
        final JLabel caption = new JLabel(CandidateGroup.caption(layer));
        caption.setBorder(BorderFactory.createEmptyBorder(GAP, GAP, GAP, GAP));
        cell.add(caption, BorderLayout.NORTH);
        cell.add(scroll, BorderLayout.CENTER);
        return cell;
    }

    /** The largest zoom at which a length fits into a pane. */
    private static int fitting(final int side, final int length) {
        int best = 0;
        while (best + 1 < ZOOMS.length && ZOOMS[best + 1] * length <= side)
            best++;
        return best;
    }

    private void step(final int by) {
        zoom.setSelectedIndex(Math.max(0, Math.min(ZOOMS.length - 1, zoom.getSelectedIndex() + by)));
    }

    /** The pixel of the image in the middle of each pane. */
    private Point centre() {
        final Rectangle seen = scrolls.get(0).getViewport().getViewRect();
        final double now = panes.get(0).zoom();
        return new Point((int) (seen.getCenterX() / now), (int) (seen.getCenterY() / now));
    }

    private void magnify(final double now, final Point centre) {
        panes.forEach(pane -> pane.zoom(now));
        validate();
        final Rectangle seen = scrolls.get(0).getViewport().getViewRect();
        scrolls.get(0).getHorizontalScrollBar().setValue((int) (centre.x * now - seen.width / 2.0));
        scrolls.get(0).getVerticalScrollBar().setValue((int) (centre.y * now - seen.height / 2.0));
        repaint();
    }
}
