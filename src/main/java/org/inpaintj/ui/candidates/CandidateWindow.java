package org.inpaintj.ui.candidates;

import java.awt.BorderLayout;
import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.List;
import java.util.function.Consumer;

import javax.swing.JCheckBox;
import javax.swing.JFrame;
import javax.swing.SwingUtilities;
import javax.swing.Timer;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.gui.GUI;

import org.inpaintj.engine.Request.Target;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.language.Translation;
import org.inpaintj.ui.JobsWindow;
import org.inpaintj.ui.WindowScale;
import org.inpaintj.ui.help.HelpKeys;
import org.inpaintj.ui.run.FinishedCandidate;
import org.inpaintj.ui.run.PaintRun;
import org.inpaintj.ui.run.PaintRunListener;
import org.inpaintj.ui.run.PaintRuns;
import org.inpaintj.ui.run.RunStarter;

/**
 * A window with the candidates of the active image; there is one. It opens by itself, beside the image and without
 * taking the focus from it, when a user's run brings more than one, unless the user wants that no more. Lives on the
 * event thread.
 */
public final class CandidateWindow extends JFrame {

    private static final long serialVersionUID = 1L;
    private static final int POLL = 300, GAP = 10;
    /** In ImageJ's preferences. */
    private static final String BY_ITSELF = "inpaintj.candidates_open";
    private static Opening opening;
    private static CandidateWindow instance;

    private final CandidateStrip strip;
    private final Timer clock = new Timer(POLL, event -> look());
    private transient ImagePlus active;

    /** Opens the window when candidates come. */
    private record Opening(RunStarter starter) implements PaintRunListener {

        @Override
        public void candidate(final PaintRun run, final FinishedCandidate made) {
            // a strip that is made for it has not heard of it
            run.paint().image().filter(image -> isWanted(run)).ifPresent(image -> {
                final RunningCandidates.Running drawn = RunningCandidates.Running.of(made);
                show(image, strip -> strip.finished(run, drawn));
            });
        }

        @Override
        public void delivered(final PaintRun run, final ImagePlus image, final List<Layer> layers) {
            if (isWanted(run) && layers.stream().anyMatch(layer -> layer.candidates().size() > 1))
                show(image, strip -> {});
        }

        private boolean isWanted(final PaintRun run) {
            return run.interactive() && run.paint().request().target() == Target.LAYER && Prefs.get(BY_ITSELF, true);
        }

        private void show(final ImagePlus image, final Consumer<CandidateStrip> then) {
            SwingUtilities.invokeLater(() -> {
                // another window may have them already
                if (!image.isVisible() || instance == null && CandidateStrip.shows(image))
                    return;
                final CandidateStrip strip = window(starter, image, false).strip;
                strip.follow(image);
                then.accept(strip);
            });
        }
    }

    /** Opens it when candidates come, from now on; once, however often it is called. Any thread. */
    public static synchronized void install(final RunStarter starter) {
        if (opening != null || GraphicsEnvironment.isHeadless() || IJ.getInstance() == null)
            return;
        opening = new Opening(starter);
        PaintRuns.add(opening);
    }

    /** Opens it with the candidates of an image, and brings it to the front. Any thread. */
    public static void open(final ImagePlus image, final RunStarter starter) {
        SwingUtilities.invokeLater(() -> {
            final CandidateWindow window = window(starter, image, true);
            window.strip.follow(image);
            window.look();
            window.toFront();
            window.strip.target().requestFocusInWindow();
        });
    }

    private static CandidateWindow window(final RunStarter starter, final ImagePlus beside, final boolean focus) {
        if (instance == null) {
            instance = new CandidateWindow(starter);
            WindowManager.addWindow(instance);
            instance.place(beside.getWindow());
            instance.setAutoRequestFocus(focus);
            instance.setFocusableWindowState(focus);
            instance.setVisible(true);
            instance.active = WindowManager.getCurrentImage();
            // a click into it gives it the focus
            SwingUtilities.invokeLater(() -> instance.setFocusableWindowState(true));
        }
        return instance;
    }

    private CandidateWindow(final RunStarter starter) {
        super(Translation.of("Candidates"));
        setDefaultCloseOperation(DISPOSE_ON_CLOSE);
        strip = new CandidateStrip(starter);
        strip.whenDone(this::dispose);
        final JCheckBox byItself = new JCheckBox(Translation.of("Open by itself when several candidates come"),
                Prefs.get(BY_ITSELF, true));
        byItself.addActionListener(event -> Prefs.set(BY_ITSELF, byItself.isSelected()));
        add(strip, BorderLayout.CENTER);
        add(byItself, BorderLayout.SOUTH);
        JobsWindow.onKey(getRootPane(), KeyEvent.VK_ESCAPE, this::dispose);
        HelpKeys.install(this, "Candidates...");
        WindowScale.apply(getContentPane());
        WindowScale.pack(this);
        addWindowListener(new WindowAdapter() {
            @Override
            public void windowClosed(final WindowEvent event) {
                clock.stop();
                strip.follow(null);
                WindowManager.removeWindow(CandidateWindow.this);
                instance = null;
            }
        });
        clock.start();
    }

    /** To the right of an image or else below it, where there is room; else in the lower right corner. */
    private void place(final Window image) {
        final Rectangle screen = GUI.getMaxWindowBounds(this);
        final int right = screen.x + screen.width - getWidth(), bottom = screen.y + screen.height - getHeight();
        if (image == null)
            setLocationByPlatform(true);
        else if (image.getX() + image.getWidth() + GAP <= right)
            setLocation(image.getX() + image.getWidth() + GAP, Math.max(screen.y, Math.min(bottom, image.getY())));
        else if (image.getY() + image.getHeight() + GAP <= bottom)
            setLocation(Math.max(screen.x, Math.min(right, image.getX())), image.getY() + image.getHeight() + GAP);
        else
            setLocation(right, bottom);
    }

    /** Follows the active image. */
    private void look() {
        final ImagePlus current = WindowManager.getCurrentImage();
        if (current != active && current != null && current.isVisible())
            strip.follow(current);
        active = current;
        setTitle(strip.image() == null ? Translation.of("Candidates")
                : Translation.of("Candidates of {0}", strip.image().getTitle()));
    }
}
