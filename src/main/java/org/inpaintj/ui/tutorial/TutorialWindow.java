package org.inpaintj.ui.tutorial;

import java.awt.BorderLayout;
import java.awt.Dialog;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.awt.Font;
import java.awt.Rectangle;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.EnumSet;
import java.util.Set;

import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextArea;
import javax.swing.SwingUtilities;
import javax.swing.Timer;

import ij.IJ;
import ij.WindowManager;
import ij.gui.GUI;

import org.inpaintj.language.Translation;
import org.inpaintj.ui.JobsWindow;
import org.inpaintj.ui.Widgets;
import org.inpaintj.ui.help.HelpKeys;

/**
 * This window goes through the six steps of inpainting with the user: it says one at a time, sees when it is done, and
 * goes on. There is one such window. Lives on the event thread.
 */
public final class TutorialWindow extends JFrame {

    private static final long serialVersionUID = 1L;
    private static final int REFRESH = 250, GAP = 12;
    private static TutorialWindow instance;

    private final transient TutorialDesk desk = new TutorialDesk();
    private TutorialStep step = TutorialStep.PICTURE;
    private final JLabel heading = new JLabel(), state = new JLabel(" ");
    private final JTextArea text = new JTextArea(9, 42);
    private final JButton back = Widgets.button(Translation.of("Back"), KeyEvent.VK_B, null,
            () -> go(step.ordinal() - 1));
    private final JButton next = Widgets.button(Translation.of("Next"), KeyEvent.VK_N, null,
            () -> go(step.ordinal() + 1));
    private final JButton show = Widgets.button(Translation.of("Show Me"), KeyEvent.VK_S, null, this::ring);
    private final JButton act = Widgets.button(Translation.of("Do It for Me"), KeyEvent.VK_D, null, this::act);
    private final Timer clock = new Timer(REFRESH, event -> refresh());
    /** What was done when the desk was looked at last. */
    private Set<TutorialStep> done;
    /** The size of the dialog when it was looked at last; null for none. */
    private Dimension seen;
    /** Null for none. */
    private transient ScreenRing ring;

    /** Opens the window at the first step, or brings it to the front as it is. Called on any thread. */
    public static void open() {
        SwingUtilities.invokeLater(() -> {
            if (instance == null) {
                instance = new TutorialWindow();
                WindowManager.addWindow(instance);
                instance.setVisible(true);
            }
            instance.toFront();
        });
    }

    private TutorialWindow() {
        super(Translation.of("InpaintJ Tutorial"));
        setDefaultCloseOperation(DISPOSE_ON_CLOSE);
        // stays usable while the dialog is open, and in view
        setModalExclusionType(Dialog.ModalExclusionType.APPLICATION_EXCLUDE);
        setAlwaysOnTop(true);
        heading.setFont(heading.getFont().deriveFont(Font.BOLD, heading.getFont().getSize2D() + 4));
        text.setEditable(false);
        text.setFocusable(false);
        text.setLineWrap(true);
        text.setWrapStyleWord(true);
        text.setOpaque(false);
        text.setFont(heading.getFont().deriveFont(Font.PLAIN, heading.getFont().getSize2D() - 3));
        text.getAccessibleContext().setAccessibleName(Translation.of("What to do"));
        state.setFont(text.getFont().deriveFont(Font.BOLD));
        final JPanel middle = new JPanel(new BorderLayout(0, GAP));
        middle.setBorder(BorderFactory.createEmptyBorder(GAP, GAP, GAP, GAP));
        middle.add(heading, BorderLayout.NORTH);
        middle.add(text, BorderLayout.CENTER);
        middle.add(state, BorderLayout.SOUTH);
        add(middle, BorderLayout.CENTER);
        add(buttons(), BorderLayout.SOUTH);
        JobsWindow.onKey(getRootPane(), KeyEvent.VK_ESCAPE, this::dispose);
        HelpKeys.install(this, "Tutorial...");
        done = look();
        say();
        pack();
        place();
        addWindowListener(new WindowAdapter() {
            @Override
            public void windowClosed(final WindowEvent event) {
                clock.stop();
                unring();
                WindowManager.removeWindow(TutorialWindow.this);
                instance = null;
            }
        });
        clock.start();
    }

    private JComponent buttons() {
        final JPanel left = new JPanel(new FlowLayout(FlowLayout.LEFT)), right = new JPanel(new FlowLayout());
        left.add(show);
        left.add(act);
        right.add(back);
        right.add(next);
        final JPanel all = new JPanel(new BorderLayout());
        all.add(left, BorderLayout.WEST);
        all.add(right, BorderLayout.EAST);
        return all;
    }

    /** In the corner that images and dialogs come to last. */
    private void place() {
        final Rectangle screen = room();
        setLocation(screen.x + screen.width, screen.y + screen.height);
    }

    /** Where the window's upper left corner may be. */
    private Rectangle room() {
        final Rectangle screen = GUI.getMaxWindowBounds(IJ.getInstance());
        return new Rectangle(screen.x + GAP, screen.y + GAP, Math.max(0, screen.width - getWidth() - 2 * GAP),
                Math.max(0, screen.height - getHeight() - 4 * GAP));
    }

    /** Gives way to a dialog that has opened below: to the corner where least of it is covered. */
    private void giveWay(final Window dialog) {
        final Rectangle room = room(), other = dialog.getBounds();
        int least = covered(getBounds(), other);
        for (final int x : new int[] { room.x + room.width, room.x })
            for (final int y : new int[] { room.y + room.height, room.y }) {
                final int covered = covered(new Rectangle(x, y, getWidth(), getHeight()), other);
                if (covered < least) {
                    least = covered;
                    setLocation(x, y);
                }
            }
    }

    private static int covered(final Rectangle by, final Rectangle what) {
        final Rectangle both = by.intersection(what);
        return both.isEmpty() ? 0 : both.width * both.height;
    }

    private void go(final int to) {
        if (to >= TutorialStep.values().length) {
            dispose();
            return;
        }
        step = TutorialStep.values()[Math.max(0, to)];
        unring();
        say();
    }

    private Set<TutorialStep> look() {
        final Set<TutorialStep> now = EnumSet.noneOf(TutorialStep.class);
        for (final TutorialStep each : TutorialStep.values())
            if (each.done(desk))
                now.add(each);
        return now;
    }

    /** Follows what has been done since, by whatever way, this step or one after it. */
    private void refresh() {
        final Set<TutorialStep> now = look();
        TutorialStep last = null;
        for (final TutorialStep each : now)
            if (each.leads() && each.compareTo(step) >= 0 && !done.contains(each))
                last = each;
        done = now;
        final Dimension open = desk.dialog().map(Window::getSize).orElse(null);
        if (open != null && !open.equals(seen))
            giveWay(desk.dialog().orElseThrow());
        seen = open;
        if (last == null)
            say();
        else
            go(last.ordinal() + 1);
    }

    private void say() {
        final boolean end = step == TutorialStep.END;
        set(heading, end ? step.title() : Translation.of("Step {0} of {1}: {2}", step.ordinal() + 1,
                TutorialStep.END.ordinal(), step.title()));
        final String now = step.text(desk);
        if (!now.equals(text.getText()))
            text.setText(now);
        final boolean ended = done.contains(step);
        final String lacks = ended ? "" : step.lacks(desk);
        set(state, ended ? "\u2713 " + Translation.of("Done: go on with Next.") : lacks.isEmpty() ? " " : lacks);
        show.setVisible(!end);
        act.setVisible(!end);
        final boolean possible = step.lacks(desk).isEmpty();
        show.setEnabled(possible);
        act.setEnabled(possible && (!ended || step == TutorialStep.PICTURE));
        back.setEnabled(step != TutorialStep.PICTURE);
        next.setText(Translation.of(end ? "Close" : "Next"));
    }

    private static void set(final JLabel label, final String now) {
        if (!now.equals(label.getText()))
            label.setText(now);
    }

    private void act() {
        final boolean already = done.contains(step);
        step.act(desk);
        if (already)
            go(step.ordinal() + 1);
    }

    private void ring() {
        unring();
        ring = new ScreenRing(step.place(desk));
    }

    private void unring() {
        if (ring != null)
            ring.close();
        ring = null;
    }
}
