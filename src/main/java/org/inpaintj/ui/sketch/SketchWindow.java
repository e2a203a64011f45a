package org.inpaintj.ui.sketch;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.awt.Rectangle;
import java.awt.Toolkit;
import java.awt.event.KeyEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.HashMap;
import java.util.Map;

import javax.swing.BorderFactory;
import javax.swing.Box;
import javax.swing.BoxLayout;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JOptionPane;
import javax.swing.JPanel;
import javax.swing.JSlider;
import javax.swing.JSpinner;
import javax.swing.SpinnerNumberModel;
import javax.swing.Timer;

import ij.Executer;
import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.ImageCanvas;
import ij.gui.ImageWindow;
import ij.gui.Toolbar;
import ij.plugin.frame.Recorder;

import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.inpaintj.imagej.sketch.SketchInputs;
import org.inpaintj.imagej.sketch.SketchSession;
import org.inpaintj.language.Translation;
import org.inpaintj.ui.JobsWindow;
import org.inpaintj.ui.UserErrors;
import org.inpaintj.ui.Widgets;
import org.inpaintj.ui.help.HelpKeys;
import org.inpaintj.ui.sketch.SketchActions.Action;

/**
 * This window stands beside the working copy of a sketch: brush, colours, undo, and what is done with what was painted.
 * It goes with the working copy. Lives on the event thread.
 */
final class SketchWindow extends JFrame {

    private static final long serialVersionUID = 1L;
    private static final int REFRESH = 300, GAP = 6, WIDEST = 500;

    private final transient SketchSession session;
    private final JButton undo = button(Translation.of("Undo"), KeyEvent.VK_U,
            Translation.of("Take the last stroke back (Ctrl+Z)"),
            () -> act(Action.UNDO));
    private final JButton redo = button(Translation.of("Redo"), KeyEvent.VK_R,
            Translation.of("Paint the last stroke again (Ctrl+Y)"),
            () -> act(Action.REDO));
    private final JLabel colour = new JLabel("        ");
    private final JSlider transparency = new JSlider(0, 100, 0);
    private final Timer clock = new Timer(REFRESH, event -> refresh());

    /** Opens it beside the working copy, which takes the place of the image on the screen. */
    static void open(final SketchSession session) {
        final ImageWindow copy = session.copy().getWindow(), image = session.image().getWindow();
        if (image != null)
            place(copy, image);
        PaintTools.brush(PaintTools.width());
        final SketchWindow window = new SketchWindow(session);
        WindowManager.addWindow(window);
        window.pack();
        final Dimension screen = Toolkit.getDefaultToolkit().getScreenSize();
        final Rectangle beside = copy.getBounds();
        window.setLocation(Math.max(0, Math.min(beside.x + beside.width + GAP, screen.width - window.getWidth())),
                Math.max(0, Math.min(beside.y, screen.height - window.getHeight())));
        window.setVisible(true);
        copy.toFront();
    }

    /** Has one window show the same part of its image as another, at the same place. */
    private static void place(final ImageWindow copy, final ImageWindow image) {
        final ImageCanvas from = image.getCanvas(), to = copy.getCanvas();
        to.setMagnification(from.getMagnification());
        to.setSize(from.getSize());
        to.setSourceRect(from.getSrcRect());
        copy.pack();
        copy.setLocation(image.getX(), image.getY());
        copy.repaint();
    }

    private SketchWindow(final SketchSession session) {
        super(Translation.of("Sketch"));
        this.session = session;
        setResizable(false);
        // as closing the working copy does
        setDefaultCloseOperation(DO_NOTHING_ON_CLOSE);
        final JPanel all = new JPanel();
        all.setLayout(new BoxLayout(all, BoxLayout.Y_AXIS));
        all.setBorder(BorderFactory.createEmptyBorder(GAP, GAP, GAP, GAP));
        all.add(row(undo, redo, button(Translation.of("Clear"), KeyEvent.VK_L,
                Translation.of("Take all strokes back, which can be undone"),
                () -> act(Action.CLEAR))));
        all.add(brush());
        all.add(colours());
        all.add(opacity());
        all.add(Box.createVerticalStrut(GAP));
        all.add(wide(button(Translation.of("Inpaint the Painted Part..."), KeyEvent.VK_I,
                Translation.of("End the sketch and repaint what is painted, starting from its colours"),
                () -> run(Task.INPAINT, Map.of("mask", Request.PAINTED)))));
        all.add(wide(button(Translation.of("Image to Image..."), KeyEvent.VK_M,
                Translation.of("End the sketch and change the whole image, starting "
                + "from what is painted"), () -> run(Task.IMAGE_TO_IMAGE, Map.of()))));
        all.add(Box.createVerticalStrut(GAP));
        all.add(row(button(Translation.of("Done"), KeyEvent.VK_D, Translation.of("End the sketch and keep it with "
                + "the image, as a layer"),
                () -> act(Action.DONE)), button(Translation.of("Discard"), KeyEvent.VK_S,
                Translation.of("End the sketch and forget what was painted"),
                        this::discard)));
        add(all, BorderLayout.CENTER);
        HelpKeys.install(this, "Sketch...");
        JobsWindow.onKey(getRootPane(), KeyEvent.VK_Z, Toolkit.getDefaultToolkit().getMenuShortcutKeyMaskEx(),
                undo::doClick);
        JobsWindow.onKey(getRootPane(), KeyEvent.VK_Y, Toolkit.getDefaultToolkit().getMenuShortcutKeyMaskEx(),
                redo::doClick);
        addWindowListener(new WindowAdapter() {
            @Override
            public void windowClosing(final WindowEvent event) {
                perform("Done", () -> act(Action.DONE));
            }

            @Override
            public void windowClosed(final WindowEvent event) {
                clock.stop();
                WindowManager.removeWindow(SketchWindow.this);
            }
        });
        refresh();
        clock.start();
    }

    private JPanel brush() {
        final JSpinner width = new JSpinner(new SpinnerNumberModel(PaintTools.width(), 1, WIDEST, 1));
        width.setToolTipText(Translation.of("Of the paintbrush, px; Ctrl+Shift+drag on the image changes it, too"));
        width.addChangeListener(event -> PaintTools.brush((Integer) width.getValue()));
        width.getAccessibleContext().setAccessibleName(Translation.of("Brush width"));
        return row(new JLabel(Translation.of("Brush width (px)")), width, button(Translation.of("Brush"), KeyEvent.VK_B,
                Translation.of("Paint with ImageJ's paintbrush; its other tools paint as well"), () -> PaintTools.brush(
                        (Integer) width.getValue())));
    }

    private JPanel colours() {
        colour.setOpaque(true);
        colour.setBorder(BorderFactory.createLineBorder(Color.GRAY));
        return row(new JLabel(Translation.of("Colour")), colour, button(Translation.of("Choose..."), KeyEvent.VK_C,
                Translation.of("Choose the colour to paint with, in ImageJ's Color Picker"),
                () -> IJ.doCommand("Color Picker...")),
                button(Translation.of("Pick"), KeyEvent.VK_P, Translation.of("Take the colour from the image: click "
                + "on it (Ctrl+click with the brush)"),
                        () -> IJ.setTool("dropper")));
    }

    private JPanel opacity() {
        final JLabel value = new JLabel();
        Widgets.makeRoom(value, "100 %");
        value.setText("0 %");
        transparency.setToolTipText(Translation.of("How much of the image shows through what is painted when it is "
                + "started from"));
        transparency.setPreferredSize(new Dimension(110, transparency.getPreferredSize().height));
        transparency.getAccessibleContext().setAccessibleName(Translation.of("Transparency"));
        transparency.addChangeListener(event -> value.setText(transparency.getValue() + " %"));
        return row(new JLabel(Translation.of("Transparency")), transparency, value);
    }

    private static JPanel row(final Component... components) {
        final JPanel row = new JPanel(new FlowLayout(FlowLayout.LEFT, GAP, GAP / 2));
        for (final Component component : components)
            row.add(component);
        row.setAlignmentX(LEFT_ALIGNMENT);
        return row;
    }

    private static JComponent wide(final JButton button) {
        final JPanel row = new JPanel(new BorderLayout());
        row.setBorder(BorderFactory.createEmptyBorder(GAP / 2, GAP, GAP / 2, GAP));
        row.add(button, BorderLayout.CENTER);
        row.setAlignmentX(LEFT_ALIGNMENT);
        return row;
    }

    private JButton button(final String text, final int mnemonic, final String help, final Runnable action) {
        return Widgets.button(text, mnemonic, help, () -> perform(text, action));
    }

    private void perform(final String what, final Runnable action) {
        try {
            if (session.isOpen())
                action.run();
        } catch (final RuntimeException | OutOfMemoryError e) {
            UserErrors.show(what.replace("...", ""), e);
        }
        refresh();
    }

    private void act(final Action action) {
        SketchActions.run(session, action);
        if (IJ.recording())
            Recorder.record("run", "Sketch...", "action=" + action.word());
        if (!session.isOpen())
            front(session.image());
    }

    private void discard() {
        final String yes = Translation.of("Discard"), no = Translation.of("Cancel");
        if (!session.canUndo() || JOptionPane.showOptionDialog(this, Translation.of("Forget what was painted?"),
                Translation.of("Discard the Sketch"),
                JOptionPane.DEFAULT_OPTION, JOptionPane.QUESTION_MESSAGE, null, new Object[] { yes, no }, no) == 0)
            act(Action.DISCARD);
    }

    /** Ends the sketch and opens the dialog of a command that starts from it. */
    private void run(final Task task, final Map<String, String> more) {
        act(Action.DONE);
        final ImagePlus image = session.image();
        final Map<String, String> inputs = new HashMap<>(more);
        inputs.put("sketch", Request.PAINTED);
        inputs.put("transparency", Integer.toString(transparency.getValue()));
        SketchInputs.propose(image, inputs);
        new Executer(task.label(), image);
    }

    private static void front(final ImagePlus image) {
        if (image.getWindow() == null)
            return;
        image.getWindow().toFront();
        WindowManager.setCurrentWindow(image.getWindow());
    }

    private void refresh() {
        if (!session.isOpen()) {
            dispose();
            return;
        }
        undo.setEnabled(session.canUndo());
        redo.setEnabled(session.canRedo());
        colour.setBackground(Toolbar.getForegroundColor());
    }
}
