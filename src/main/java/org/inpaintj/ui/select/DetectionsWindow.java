package org.inpaintj.ui.select;

import java.awt.BasicStroke;
import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.GridLayout;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JPanel;
import javax.swing.JScrollPane;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.plugin.frame.Recorder;

import org.inpaintj.core.Box;
import org.inpaintj.imagej.image.ImageSnapshot;
import org.inpaintj.language.Translation;
import org.inpaintj.segment.text.Detection;
import org.inpaintj.segment.text.TextSearch.Found;
import org.inpaintj.ui.CanvasOverlay;

/**
 * This window shows what a detector found as numbered boxes on the image, and lets the user tick what is to be
 * selected.
 */
final class DetectionsWindow extends SelectionPreviewWindow {

    private static final long serialVersionUID = 1L;
    private static final int ROWS = 12, WIDTH = 320;

    private final transient List<Box> boxes = new ArrayList<>();
    private final List<JCheckBox> ticks = new ArrayList<>();
    private final transient Consumer<List<Integer>> then;
    private final transient Boxes overlay;

    /** The numbered boxes; those that are not ticked are dashed. */
    private final class Boxes extends CanvasOverlay {

        private static final long serialVersionUID = 1L;
        private static final int PAD = 3;
        private static final Color TICKED = new Color(255, 214, 0), OTHER = new Color(200, 200, 200);
        private static final Color SHADE = new Color(0, 0, 0, 170);
        private static final BasicStroke DASHED = new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER,
                10, new float[] { 4, 4 }, 0);

        Boxes(final ImagePlus image) {
            super(image);
        }

        @Override
        protected void paint(final Graphics2D g, final ImageCanvas canvas) {
            for (int i = boxes.size() - 1; i >= 0 && snapshot().isShown(); i--)
                draw(g, canvas, i, ticks.get(i).isSelected());
        }

        private void draw(final Graphics2D g, final ImageCanvas canvas, final int index, final boolean ticked) {
            final Rectangle r = onScreen(boxes.get(index), canvas);
            g.setColor(SHADE);
            g.setStroke(new BasicStroke(3.5f));
            g.draw(r);
            g.setColor(ticked ? TICKED : OTHER);
            g.setStroke(ticked ? new BasicStroke(1.5f) : DASHED);
            g.draw(r);
            final String number = Integer.toString(index + 1);
            final FontMetrics metrics = g.getFontMetrics();
            final int width = metrics.stringWidth(number) + 2 * PAD, height = metrics.getHeight();
            // outside the box where there is room, so that small things stay visible
            final int top = r.y - height >= 0 ? r.y - height : r.y;
            g.fillRect(r.x - 1, top, width, height);
            g.setColor(Color.BLACK);
            g.drawString(number, r.x - 1 + PAD, top + metrics.getAscent());
        }
    }

    /** @param then takes the places of what was ticked, 0-based, at least one */
    DetectionsWindow(final String title, final ImageSnapshot snapshot, final Found found,
            final Consumer<List<Integer>> then) {
        super(title, snapshot, Translation.of("Select"));
        this.then = then;
        overlay = new Boxes(snapshot.image());
        for (int i = 0; i < found.detections().size(); i++) {
            final Detection d = found.detections().get(i);
            final Box box = d.bounds().pixels(snapshot.rgb().width(), snapshot.rgb().height());
            boxes.add(box);
            final JCheckBox tick = new JCheckBox(String.format(Locale.ROOT, "%d   %s   %.2f   (%d, %d, %d x %d)", i + 1,
                    d.phrase().isEmpty() ? "?" : d.phrase(), d.score(), box.x(), box.y(), box.width(), box.height()),
                    true);
            tick.setToolTipText(Translation.of("number, phrase, score (x, y, width x height)"));
            tick.addActionListener(event -> changed());
            ticks.add(tick);
        }
    }

    void open() {
        final JPanel list = new JPanel(new GridLayout(0, 1));
        ticks.forEach(list::add);
        final JPanel top = new JPanel(new BorderLayout());
        top.add(list, BorderLayout.NORTH);
        final JScrollPane scroll = new JScrollPane(top);
        final int row = ticks.get(0).getPreferredSize().height;
        scroll.getVerticalScrollBar().setUnitIncrement(row);
        scroll.setPreferredSize(new Dimension(Math.max(WIDTH, top.getPreferredSize().width + 2 * row),
                Math.min(ROWS, ticks.size()) * row + 4));
        final JPanel quick = new JPanel(new FlowLayout(FlowLayout.LEFT, 0, 4));
        quick.add(button(Translation.of("All"), true));
        quick.add(button(Translation.of("None"), false));
        final JPanel all = new JPanel(new BorderLayout());
        all.add(scroll, BorderLayout.CENTER);
        all.add(quick, BorderLayout.SOUTH);
        open(all);
    }

    @Override
    CanvasOverlay overlay() {
        return overlay;
    }

    private JButton button(final String text, final boolean tick) {
        final JButton button = new JButton(text);
        button.addActionListener(event -> {
            ticks.forEach(each -> each.setSelected(tick));
            changed();
        });
        return button;
    }

    private void changed() {
        enableTaking(ticks.stream().anyMatch(JCheckBox::isSelected));
        overlay.put();
    }

    @Override
    void taken() {
        final List<Integer> which = IntStream.range(0, ticks.size()).filter(i -> ticks.get(i).isSelected()).boxed()
                .toList();
        // the line of the command has been recorded when it began
        if (IJ.recording() && which.size() < ticks.size())
            Recorder.recordString("// taken with choose=" + which.stream().map(i -> Integer.toString(i + 1))
                    .collect(Collectors.joining(",")) + "\n");
        dispose();
        then.accept(which);
    }
}
