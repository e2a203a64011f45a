package org.inpaintj.ui.candidates;

import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.GridLayout;
import java.awt.Insets;
import java.awt.KeyboardFocusManager;
import java.awt.Toolkit;
import java.awt.event.KeyEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.SwingConstants;
import javax.swing.SwingUtilities;
import javax.swing.Timer;

import ij.ImagePlus;
import ij.Prefs;
import ij.gui.ImageRoi;

import org.inpaintj.imagej.job.LayerReplay;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.layer.LayerHistory;
import org.inpaintj.job.Job;
import org.inpaintj.language.Translation;
import org.inpaintj.ui.JobsWindow;
import org.inpaintj.ui.UserErrors;
import org.inpaintj.ui.layer.LayerActions.Action;
import org.inpaintj.ui.layer.LayerPictures;
import org.inpaintj.ui.run.FinishedCandidate;
import org.inpaintj.ui.run.PaintRun;
import org.inpaintj.ui.run.PaintRunListener;
import org.inpaintj.ui.run.PaintRuns;
import org.inpaintj.ui.run.RunStarter;

/**
 * A strip shows the candidates of an image, one run at a time, and lets a user choose: the pointer over a picture shows
 * that candidate in place in the image for as long as it is there, a click or an arrow key shows it for good, and keys
 * and buttons keep, discard, paint more and compare. On the event thread.
 */
public final class CandidateStrip extends JPanel {

    private static final long serialVersionUID = 1L;
    private static final int REFRESH = 300, GAP = 6;
    /** In ImageJ's preferences. */
    private static final String UNDER_POINTER = "inpaintj.candidates_under_pointer";

    private final transient CandidateActions actions;
    private final transient CandidateModel model = new CandidateModel();
    private final transient CandidateBlink blink = new CandidateBlink(() -> update());
    private final transient RunningCandidates running = new RunningCandidates();
    private final transient LayerPictures pictures = new LayerPictures(CandidateTile.side(), () -> update());
    private final CandidateRow row = new CandidateRow(this::clicked, this::under);
    private final JComboBox<String> runs = new JComboBox<>();
    private final JLabel caption = new JLabel(" ", SwingConstants.CENTER);
    private final JCheckBox underPointer = new JCheckBox(Translation.of("Show under the pointer"),
            Prefs.get(UNDER_POINTER, true));
    private final List<JButton> forOne = new ArrayList<>(), forSeveral = new ArrayList<>();
    private final JButton undo = new JButton(), more = new JButton(), again = new JButton();
    private final Timer clock = new Timer(REFRESH, event -> refresh());
    private transient Runnable done = () -> {};
    /** Those that are in windows. */
    private static final Set<CandidateStrip> SHOWN = new HashSet<>();
    /** Whether the list of runs is being filled. */
    private boolean filling;
    /** The one that the tool tips were made for. */
    private transient ImageRoi explained;

    private final transient PaintRunListener listener = new PaintRunListener() {
        @Override
        public void candidate(final PaintRun run, final FinishedCandidate made) {
            final RunningCandidates.Running drawn = RunningCandidates.Running.of(made);
            SwingUtilities.invokeLater(() -> finished(run, drawn));
        }

        @Override
        public void delivered(final PaintRun run, final ImagePlus of, final List<Layer> layers) {
            SwingUtilities.invokeLater(() -> ended(run));
        }

        @Override
        public void ended(final PaintRun run, final Job<?> job) {
            SwingUtilities.invokeLater(() -> ended(run));
        }

        private void ended(final PaintRun run) {
            running.end(run);
            refresh();
        }
    };

    /** @param starter starts what paints more */
    public CandidateStrip(final RunStarter starter) {
        super(new BorderLayout(GAP, GAP));
        actions = new CandidateActions(starter);
        setBorder(BorderFactory.createEmptyBorder(GAP, GAP, GAP, GAP));
        // records come with files from anybody
        caption.putClientProperty("html.disable", true);
        // as wide as this, however long the prompts are
        runs.setPrototypeDisplayValue("Run 10 of 10: what was asked for, 4 candidates");
        runs.getAccessibleContext().setAccessibleName(Translation.of("Runs"));
        runs.addActionListener(event -> {
            if (!filling && runs.getSelectedIndex() >= 0)
                perform(Translation.of("Candidates"), () -> model.take(runs.getSelectedIndex()));
        });
        final JPanel north = new JPanel(new BorderLayout(GAP, GAP));
        north.add(runs, BorderLayout.NORTH);
        north.add(caption, BorderLayout.CENTER);
        add(north, BorderLayout.NORTH);
        add(row, BorderLayout.CENTER);
        add(buttons(), BorderLayout.SOUTH);
        key(KeyEvent.VK_LEFT, () -> step(-1));
        key(KeyEvent.VK_RIGHT, () -> step(1));
        JobsWindow.onKey(this, KeyEvent.VK_Z, Toolkit.getDefaultToolkit().getMenuShortcutKeyMaskEx(), undo::doClick);
        update();
    }

    private JPanel buttons() {
        final JPanel buttons = new JPanel(new GridLayout(0, 3, GAP, GAP));
        buttons.add(button(new JButton(), Translation.of("Keep This One"), KeyEvent.VK_ENTER,
                Translation.of("Discards the other candidates of the run (Enter)"), forOne, this::keep));
        buttons.add(button(new JButton(), Translation.of("Keep All"), KeyEvent.VK_A,
                Translation.of("Leaves all as layers, of which the one that is shown stays visible (A)"), forOne,
                this::keepAll));
        buttons.add(button(new JButton(), Translation.of("Discard"), KeyEvent.VK_DELETE,
                Translation.of("Takes this one off the image (Delete)"), forOne, this::discard));
        buttons.add(button(more, Translation.of("More Like This"), KeyEvent.VK_M, "", forOne,
                () -> actions.paint(model.image(), Action.VARIATION, model.layer())));
        buttons.add(button(again, Translation.of("Again"), KeyEvent.VK_G, "", forOne,
                () -> actions.paint(model.image(), Action.AGAIN, model.layer())));
        buttons.add(button(new JButton(), Translation.of("Record"), KeyEvent.VK_R,
                Translation.of("How it was made, to read and to copy (R)"), forOne,
                () -> RecordWindow.open(this, model.layer())));
        buttons.add(button(new JButton(), Translation.of("Blink"), KeyEvent.VK_B,
                Translation.of("Shows this one and the one before it in turn, until it is pressed again (B)"),
                forSeveral, () -> blink.toggle(model)));
        buttons.add(button(new JButton(), Translation.of("Side by Side"), KeyEvent.VK_S,
                Translation.of("Shows all at the same zoom; they scroll together (S)"), forSeveral,
                () -> SideBySideWindow.open(model.image(), model.group(), layer -> perform(
                        Translation.of("Candidates"), () -> choose(layer)))));
        buttons.add(button(undo, Translation.of("Undo"), 0,
                Translation.of("Takes back the last thing done with layers (Ctrl+Z)"), new ArrayList<>(),
                this::undo));
        underPointer.setToolTipText(Translation.of("Shows a candidate in the image while the pointer is over it"));
        underPointer.addActionListener(event -> Prefs.set(UNDER_POINTER, underPointer.isSelected()));
        final JPanel south = new JPanel(new BorderLayout(GAP, GAP));
        south.add(underPointer, BorderLayout.NORTH);
        south.add(buttons, BorderLayout.CENTER);
        return south;
    }

    /** With a key of its own, where that is not 0. */
    private JButton button(final JButton button, final String text, final int key, final String help,
            final List<JButton> group, final Runnable action) {
        button.setText(text);
        // three stand beside each other in a narrow panel
        button.setMargin(new Insets(2, 2, 2, 2));
        button.setToolTipText(help);
        button.addActionListener(event -> perform(text, () -> {
            if (!text.equals(Translation.of("Blink")))
                blink.stop();
            // it may have gone since the strip was drawn
            if (group == forOne || group == forSeveral)
                model.check(model.layer());
            action.run();
        }));
        group.add(button);
        if (key != 0)
            JobsWindow.onKey(this, key, button::doClick);
        return button;
    }

    private void key(final int code, final Runnable action) {
        JobsWindow.onKey(this, code, () -> perform(Translation.of("Candidates"), action));
    }

    /**
     * Shows the candidates of an image from now on, those of its last run first.
     *
     * @param image null for none
     */
    public void follow(final ImagePlus image) {
        if (image != model.image()) {
            blink.stop();
            running.clear();
            model.follow(image);
        }
        refresh();
    }

    /** Shows one that is finished while others are painted, once however often it is told of. */
    void finished(final PaintRun run, final RunningCandidates.Running drawn) {
        final ImagePlus of = run.paint().image().orElse(null);
        if (of == null || of != model.image())
            return;
        running.add(run, of, drawn);
        update();
        row.reveal(model.group().size() + running.size() - 1);
    }

    /** Whether the candidates of an image can be seen somewhere. */
    public static boolean shows(final ImagePlus image) {
        return SHOWN.stream().anyMatch(strip -> strip.isShowing() && strip.image() == image);
    }

    /** The image whose candidates are shown; null for none. */
    public ImagePlus image() {
        return model.image();
    }

    /** Sets what is called once a user has kept all. */
    public void whenDone(final Runnable action) {
        done = action;
    }

    /** Where keys are to go, for a window that is opened for it. */
    public Component target() {
        return row.target(model.place());
    }

    @Override
    public void addNotify() {
        super.addNotify();
        SHOWN.add(this);
        PaintRuns.add(listener);
        clock.start();
    }

    @Override
    public void removeNotify() {
        SHOWN.remove(this);
        clock.stop();
        PaintRuns.remove(listener);
        blink.stop();
        running.clear();
        model.look(null);
        super.removeNotify();
    }

    private void perform(final String what, final Runnable action) {
        try {
            action.run();
        } catch (final RuntimeException | OutOfMemoryError e) {
            UserErrors.show(what, e);
        }
        refresh();
    }

    private void clicked(final int place) {
        perform(Translation.of("Candidates"), () -> {
            if (place >= model.group().size())
                running.toggle(place - model.group().size());
            else
                choose(model.group().get(place));
        });
    }

    private void step(final int by) {
        if (!model.isEmpty())
            choose(model.group().get(Math.floorMod(model.place() + by, model.group().size())));
    }

    /** Shows one alone of its run. */
    private void choose(final Layer layer) {
        blink.stop();
        running.hide(true);
        model.check(layer);
        model.select(layer);
        if (model.group().stream().anyMatch(other -> other.visible() != (other.roi() == layer.roi())))
            actions.act(model.image(), Action.ONLY, layer);
        layer.position().show(model.image());
        update();
        row.reveal(model.place());
    }

    private void under(final int place) {
        if (blink.isOn() || model.isEmpty())
            return;
        model.look(underPointer.isSelected() && place >= 0 && place < model.group().size()
                ? model.group().get(place) : null);
        describe();
    }

    private void keep() {
        actions.act(model.image(), Action.KEEP, model.layer());
    }

    /** What was taken back may have been showing another one. */
    private void undo() {
        actions.undo(model.image());
        model.refresh();
        model.selectSeen();
    }

    private void keepAll() {
        model.decide();
        done.run();
    }

    private void discard() {
        final List<Layer> group = model.group();
        final Layer layer = model.layer();
        if (group.size() == 1) {
            actions.act(model.image(), Action.DISCARD, layer);
            return;
        }
        final int place = model.place();
        final Layer next = group.get(place + 1 < group.size() ? place + 1 : place - 1);
        actions.discard(model.image(), layer, next);
        model.select(next);
    }

    /** ImageJ tells nobody when an overlay changes. */
    private void refresh() {
        if (model.refresh())
            pictures.keep(model.all());
        update();
    }

    private void update() {
        final List<CandidateRow.Look> looks = new ArrayList<>();
        for (final Layer layer : model.group())
            looks.add(new CandidateRow.Look(CandidateGroup.caption(layer), pictures.of(model.image(), layer),
                    layer == model.layer(), layer.visible()));
        for (int i = 0; i < running.size(); i++)
            looks.add(running.look(i));
        row.show(looks);
        fillRuns();
        describe();
        final Component focused = KeyboardFocusManager.getCurrentKeyboardFocusManager().getFocusOwner();
        forOne.forEach(button -> button.setEnabled(!model.isEmpty()));
        forSeveral.forEach(button -> button.setEnabled(model.group().size() > 1));
        undo.setEnabled(model.image() != null && LayerHistory.canUndo(model.image()));
        if (!model.isEmpty() && model.layer().roi() != explained) {
            explained = model.layer().roi();
            more.setToolTipText(LayerReplay.varies(model.layer())
                    ? Translation.of("Paints variations of it: the same seed with a little of another one's noise (M)")
                    : Translation.of("This engine has no variations: paints with a new seed (M)"));
            again.setToolTipText(model.layer().provenance().request().containsKey("seed")
                    ? Translation.of("Paints as many once more, with a new seed and all else the same (G)")
                    : Translation.of("This engine leaves nothing to chance: paints the same once more (G)"));
        }
        // else the next button would get the focus, and the space bar would press it
        if (focused != null && SwingUtilities.isDescendingFrom(focused, this) && !focused.isEnabled())
            target().requestFocusInWindow();
    }

    private void fillRuns() {
        final List<String> titles = model.titles();
        runs.setVisible(titles.size() > 1);
        final List<String> before = new ArrayList<>();
        for (int i = 0; i < runs.getItemCount(); i++)
            before.add(runs.getItemAt(i));
        filling = true;
        if (!before.equals(titles)) {
            runs.removeAllItems();
            titles.forEach(runs::addItem);
        }
        if (!titles.isEmpty() && model.run() < titles.size())
            runs.setSelectedIndex(model.run());
        filling = false;
    }

    private void describe() {
        caption.setText(blink.isOn() ? blink.describe() : model.describe(running.size()));
    }
}
