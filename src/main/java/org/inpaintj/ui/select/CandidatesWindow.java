package org.inpaintj.ui.select;

import java.awt.BorderLayout;
import java.awt.FlowLayout;
import java.awt.Graphics2D;
import java.awt.GridLayout;
import java.awt.event.KeyEvent;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JSpinner;
import javax.swing.SpinnerNumberModel;
import javax.swing.SwingConstants;
import javax.swing.SwingWorker;

import ij.IJ;
import ij.gui.ImageCanvas;
import ij.plugin.frame.Recorder;

import org.inpaintj.imagej.image.ImageSnapshot;
import org.inpaintj.imagej.job.SelectionRefiner;
import org.inpaintj.language.Translation;
import org.inpaintj.params.Key;
import org.inpaintj.params.MacroLine;
import org.inpaintj.raster.Mask;
import org.inpaintj.segment.SelectionRequest;
import org.inpaintj.ui.CanvasOverlay;
import org.inpaintj.ui.JobsWindow;
import org.inpaintj.ui.UserErrors;
import org.inpaintj.ui.form.OutlineMemory;

/**
 * This window shows the candidates for a selection one after the other on the image, tidied as asked, until one is
 * taken.
 */
final class CandidatesWindow extends SelectionPreviewWindow {

    private static final long serialVersionUID = 1L;
    private static final int GAP = 6;

    private final transient SelectionRefiner.Answer answer;
    private final transient SelectionRequest asked;
    private final transient Tinted overlay;
    private final JLabel which = new JLabel("", SwingConstants.CENTER), quality = new JLabel(" ");
    private transient SelectionRequest request;
    private transient SwingWorker<?, ?> working;

    /** The candidate on the image. */
    private static final class Tinted extends CanvasOverlay {

        private static final long serialVersionUID = 1L;
        private final transient ImageSnapshot snapshot;
        private transient Optional<MaskOverlay> overlay = Optional.empty();

        Tinted(final ImageSnapshot snapshot) {
            super(snapshot.image());
            this.snapshot = snapshot;
        }

        @Override
        protected void paint(final Graphics2D g, final ImageCanvas canvas) {
            overlay.filter(t -> snapshot.isShown()).ifPresent(t -> t.draw(g, canvas));
        }
    }

    /** A candidate as it is shown. */
    private record Tidied(long area, Optional<MaskOverlay> overlay) {
    }

    CandidatesWindow(final String title, final SelectionRefiner.Answer answer, final SelectionRequest request) {
        super(title, answer.snapshot(), Translation.of("Select"));
        this.answer = answer;
        this.request = request;
        asked = request;
        overlay = new Tinted(answer.snapshot());
    }

    void open() {
        final JPanel choice = new JPanel(new FlowLayout(FlowLayout.CENTER, GAP, 0));
        choice.add(button("<", Translation.of("The candidate before (left arrow)"), -1));
        choice.add(which);
        choice.add(button(">", Translation.of("The next candidate (right arrow)"), 1));
        JobsWindow.onKey(getRootPane(), KeyEvent.VK_LEFT, () -> step(-1));
        JobsWindow.onKey(getRootPane(), KeyEvent.VK_RIGHT, () -> step(1));
        final JPanel grid = new JPanel(new GridLayout(0, 2, GAP, GAP));
        for (final String key : new String[] { "islands", "smooth", "grow" }) {
            grid.add(new JLabel(Translation.message(SelectionRequest.KEYS.describe(key).label())));
            grid.add(spinner(key));
        }
        grid.add(box("fill_holes"));
        grid.add(quality);
        final JPanel all = new JPanel(new BorderLayout(0, 2 * GAP));
        all.add(choice, BorderLayout.NORTH);
        all.add(grid, BorderLayout.CENTER);
        // wide enough for any number
        quality.setText(Translation.of("quality {0}, {1} px", "0.000", "00000000"));
        which.setText(Translation.of("Candidate {0} of {1}", 3, 3));
        open(all);
        update();
    }

    @Override
    CanvasOverlay overlay() {
        return overlay;
    }

    private JButton button(final String text, final String help, final int step) {
        final JButton button = new JButton(text);
        button.setToolTipText(help);
        button.addActionListener(event -> step(step));
        button.setEnabled(answer.found().candidates().size() > 1);
        return button;
    }

    private JSpinner spinner(final String key) {
        final Key described = SelectionRequest.KEYS.describe(key);
        final JSpinner spinner = new JSpinner(new SpinnerNumberModel(
                Integer.parseInt(SelectionRequest.KEYS.texts(request).get(key)), (int) described.min(),
                (int) described.max(), 1));
        spinner.setToolTipText(Translation.message(described.help()));
        spinner.setName(key);
        spinner.addChangeListener(event -> change(key, spinner.getValue()));
        return spinner;
    }

    private JCheckBox box(final String key) {
        final Key described = SelectionRequest.KEYS.describe(key);
        final JCheckBox box = new JCheckBox(Translation.message(described.label()), request.fill_holes());
        box.setToolTipText(Translation.message(described.help()));
        box.setName(key);
        box.addActionListener(event -> change(key, box.isSelected()));
        return box;
    }

    private void step(final int step) {
        final int most = (int) SelectionRequest.KEYS.describe("candidate").max();
        final int count = Math.min(answer.found().candidates().size(), most);
        change("candidate", Math.floorMod(request.candidate() - 1 + step, count) + 1);
    }

    private void change(final String key, final Object value) {
        request = request.with(key, value);
        update();
    }

    /** Tidying takes some ten milliseconds for large images, so it is done elsewhere; the last one asked for counts. */
    private void update() {
        final SelectionRequest now = request;
        which.setText(Translation.of("Candidate {0} of {1}", now.candidate(),
                answer.found().candidates().size()));
        enableTaking(false);
        if (working != null)
            working.cancel(false);
        final SwingWorker<Tidied, Void> worker = new SwingWorker<>() {
            @Override
            protected Tidied doInBackground() {
                final Mask mask = answer.mask(now);
                long area = 0;
                for (final float v : mask.values())
                    area += v >= 0.5f ? 1 : 0;
                return new Tidied(area, MaskOverlay.of(mask));
            }

            @Override
            protected void done() {
                if (isCancelled() || working != this || !isDisplayable())
                    return;
                try {
                    shown(now, get());
                } catch (final ExecutionException e) {
                    UserErrors.show(getTitle(), e.getCause());
                } catch (final InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        working = worker;
        worker.execute();
    }

    private void shown(final SelectionRequest now, final Tidied tidied) {
        quality.setText(Translation.of("quality {0}, {1} px",
                String.format(Locale.ROOT, "%.3f", now.candidate(answer.found()).score()), tidied.area()));
        overlay.overlay = tidied.overlay();
        overlay.put();
        enableTaking(tidied.overlay().isPresent());
    }

    @Override
    void taken() {
        final SelectionRequest now = request;
        enableTaking(false);
        new SwingWorker<Void, Void>() {
            @Override
            protected Void doInBackground() {
                snapshot().check();
                snapshot().select(answer.roi(now));
                return null;
            }

            @Override
            protected void done() {
                try {
                    get();
                    record(now);
                    OutlineMemory.keep(now);
                    dispose();
                } catch (final ExecutionException e) {
                    enableTaking(true);
                    UserErrors.show(getTitle(), e.getCause());
                } catch (final InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }.execute();
    }

    /** The line of the command has been recorded when it began; what was changed since then is added as a comment. */
    private void record(final SelectionRequest now) {
        final Map<String, String> changed = new LinkedHashMap<>(SelectionRequest.KEYS.texts(now));
        final Map<String, String> before = SelectionRequest.KEYS.texts(asked);
        changed.entrySet().removeIf(e -> e.getValue().equals(before.get(e.getKey())));
        if (IJ.recording() && !changed.isEmpty())
            Recorder.recordString("// taken with " + MacroLine.format(changed) + "\n");
    }
}
