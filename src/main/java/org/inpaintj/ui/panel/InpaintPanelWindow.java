package org.inpaintj.ui.panel;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.awt.GridLayout;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Toolkit;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import javax.swing.BorderFactory;
import javax.swing.ButtonGroup;
import javax.swing.JButton;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.JToggleButton;
import javax.swing.ScrollPaneConstants;
import javax.swing.SwingUtilities;
import javax.swing.Timer;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.gui.GUI;
import ij.gui.Roi;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.history.HistoryStore;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.job.JobFailures;
import org.inpaintj.job.JobListener;
import org.inpaintj.job.JobQueue;
import org.inpaintj.job.LatestOnlyExecutor;
import org.inpaintj.language.Translation;
import org.inpaintj.ui.JobsWindow;
import org.inpaintj.ui.ReadableColour;
import org.inpaintj.ui.UserErrors;
import org.inpaintj.ui.WindowScale;
import org.inpaintj.ui.candidates.CandidateStrip;
import org.inpaintj.ui.help.HelpKeys;
import org.inpaintj.ui.help.Welcome;
import org.inpaintj.ui.run.PaintRuns;

/**
 * The window that stays open beside the image: what to do with the selection of the active image, in words and a few
 * inputs, what would come of it, and the jobs. There is one such window. Lives on the event thread.
 */
public final class InpaintPanelWindow extends JFrame {

    private static final long serialVersionUID = 1L;
    private static final String TITLE = "InpaintJ Panel", PLACE = "inpaintj.panel.loc", SIZE = "inpaintj.panel.size";
    /** ms between looks at the image, and for which nothing may have changed before what would come of it is told. */
    private static final int REFRESH = 300, PAUSE = 200;
    private static final int GAP = 6, WIDTH = 440;
    private static InpaintPanelWindow instance;

    private final transient PanelCommands commands;
    private final transient PanelSettings settings = PanelSettings.read();
    private final transient PromptHistory prompts = new PromptHistory(HistoryStore.ofUser());
    private final transient LatestOnlyExecutor looking = new LatestOnlyExecutor("InpaintJ panel");
    private final JLabel which = new JLabel(" ");
    private final Welcome welcome;
    private final Map<PanelMode, JToggleButton> modes = new EnumMap<>(PanelMode.class);
    private final JTextArea help = PanelParts.words(), also = PanelParts.words(), line = PanelParts.words(),
            lacks = PanelParts.words();
    private final transient PanelInputs inputs;
    private final PromptPart prompt;
    private final FieldPart fields;
    private final JButton all = new JButton(Translation.of("All Settings..."));
    private final JButton reset = new JButton(Translation.of("Reset"));
    private final JButton generate = new JButton(Translation.of("Generate"));
    private final transient CandidateStrip strip;
    private final JobList jobs = new JobList(JobQueue.shared());
    private final Timer clock = new Timer(REFRESH, event -> refresh());
    private final Timer pause = new Timer(PAUSE, event -> look());
    /** How long a run took tells how long the next one will. */
    private final transient JobListener ended = job -> SwingUtilities.invokeLater(() -> {
        if (job.state().ended())
            pause.restart();
    });
    /** What was seen of the active image the last time; empty before. */
    private String seen = "";
    /** Null for none. */
    private transient ImagePlus image;
    private transient volatile PanelOutlook outlook = PanelOutlook.NONE;
    /** What went wrong with the last run before it was in the queue; empty if nothing. */
    private String wrong = "";

    /** Opens the window, or brings it to the front. Called on any thread. */
    public static void open(final PanelCommands commands) {
        SwingUtilities.invokeLater(() -> {
            if (instance == null) {
                instance = new InpaintPanelWindow(commands);
                WindowManager.addWindow(instance);
                instance.setVisible(true);
            }
            instance.toFront();
        });
    }

    /**
     * Does what the button does, on an image; while the window is closed, with what it would hold. Returns at once;
     * called on any thread.
     *
     * @param image null for none, which is said
     */
    public static void generate(final PanelCommands commands, final ImagePlus image) {
        SwingUtilities.invokeLater(() -> {
            if (instance == null) {
                PaintRuns.add(RunTimes.LISTENER);
                PanelRun.start(commands, PanelSettings.read(), image, error -> UserErrors.show("Generate", error));
            } else
                instance.start(image, true);
        });
    }

    private InpaintPanelWindow(final PanelCommands commands) {
        super(Translation.message(TITLE));
        setName(TITLE);
        this.commands = commands;
        inputs = new PanelInputs(commands, settings, () -> image, this::changed);
        welcome = new Welcome(commands.starter());
        prompt = new PromptPart(inputs, () -> commands.starter().start("History...", null, Map.of()));
        prompt.offer(List.of());
        fields = new FieldPart(inputs);
        strip = new CandidateStrip(commands.starter());
        PaintRuns.add(RunTimes.LISTENER);
        which.putClientProperty("html.disable", true);
        setDefaultCloseOperation(DISPOSE_ON_CLOSE);
        final JPanel content = new PanelParts.Page();
        content.setBorder(BorderFactory.createEmptyBorder(GAP, GAP, GAP, GAP));
        content.add(form(), BorderLayout.NORTH);
        content.add(queue(), BorderLayout.CENTER);
        add(new JScrollPane(content, ScrollPaneConstants.VERTICAL_SCROLLBAR_AS_NEEDED,
                ScrollPaneConstants.HORIZONTAL_SCROLLBAR_NEVER), BorderLayout.CENTER);
        pause.setRepeats(false);
        addKeys();
        WindowScale.apply(getContentPane());
        fill();
        show(PanelOutlook.NONE);
        refresh();
        place();
        addWindowListener(new WindowAdapter() {
            @Override
            public void windowClosed(final WindowEvent event) {
                closed();
            }

            @Override
            public void windowOpened(final WindowEvent event) {
                if (prompt.isVisible())
                    prompt.prompt().requestFocusInWindow();
                else
                    generate.requestFocusInWindow();
            }
        });
        JobQueue.shared().addListener(ended);
        clock.start();
    }

    private JPanel form() {
        final JPanel column = PanelParts.column();
        PanelParts.below(column, welcome);
        PanelParts.below(column, which);
        final JPanel buttons = new JPanel(new GridLayout(0, 3, 2, 2));
        final ButtonGroup group = new ButtonGroup();
        for (final PanelMode mode : PanelMode.values()) {
            final JToggleButton button = new JToggleButton(mode.title());
            button.setMnemonic(mode.mnemonic());
            button.setToolTipText(mode.help());
            button.addActionListener(event -> choose(mode));
            group.add(button);
            modes.put(mode, button);
            buttons.add(button);
        }
        PanelParts.below(column, buttons);
        PanelParts.below(column, help);
        PanelParts.below(column, prompt);
        PanelParts.below(column, fields);
        PanelParts.below(column, also);
        final JPanel links = new JPanel(new FlowLayout(FlowLayout.LEADING, 0, 0));
        all.setMnemonic(KeyEvent.VK_I);
        all.setToolTipText(Translation.of("Open the dialog that has every key, with what is set here"));
        all.addActionListener(event -> askAll());
        reset.setToolTipText(Translation.of("Take off what has no input here"));
        reset.addActionListener(event -> {
            settings.clearHidden();
            fill();
            changed();
        });
        links.add(all);
        links.add(reset);
        PanelParts.below(column, links);
        PanelParts.below(column, line);
        generate.setName("generate");
        generate.setMnemonic(KeyEvent.VK_G);
        generate.setToolTipText(Translation.of("Paint ({0} in this window, G in the image)",
                InputEvent.getModifiersExText(Toolkit.getDefaultToolkit().getMenuShortcutKeyMaskEx()) + "+Enter"));
        generate.addActionListener(event -> start(image, false));
        PanelParts.below(column, generate);
        PanelParts.below(column, lacks);
        return column;
    }

    private JPanel queue() {
        final JPanel column = PanelParts.column(), south = new JPanel(new BorderLayout());
        PanelParts.below(column, jobs);
        PanelParts.below(column, strip);
        south.add(column, BorderLayout.NORTH);
        return south;
    }

    private void addKeys() {
        getRootPane().setDefaultButton(generate);
        HelpKeys.install(this, TITLE);
        JobsWindow.onKey(getRootPane(), KeyEvent.VK_ENTER, Toolkit.getDefaultToolkit().getMenuShortcutKeyMaskEx(),
                generate::doClick);
    }

    /** Where it was the last time, or beside the image. */
    private void place() {
        pack();
        final Rectangle screen = GUI.getMaxWindowBounds(IJ.getInstance());
        final Point size = Prefs.getLocation(SIZE);
        setSize(new Dimension(size == null ? Math.min(screen.width, WindowScale.px(WIDTH)) : size.x,
                size == null ? Math.min(screen.height, Math.max(getHeight(), WindowScale.px(2 * WIDTH))) : size.y));
        final Point place = Prefs.getLocation(PLACE);
        if (place != null)
            setLocation(place);
        else
            setLocation(screen.x + screen.width - getWidth(), screen.y);
    }

    private void closed() {
        clock.stop();
        pause.stop();
        looking.drop();
        jobs.close();
        JobQueue.shared().removeListener(ended);
        strip.follow(null);
        inputs.collect();
        settings.save();
        Prefs.saveLocation(PLACE, getLocation());
        Prefs.saveLocation(SIZE, new Point(getWidth(), getHeight()));
        WindowManager.removeWindow(this);
        instance = null;
    }

    private void fill() {
        modes.get(settings.mode()).setSelected(true);
        help.setText(Translation.of("{0}.", settings.mode().help()));
        inputs.fill();
        prompt.fill();
        fields.fill();
    }

    private void choose(final PanelMode mode) {
        inputs.collect();
        settings.choose(mode);
        fill();
        changed();
    }

    /** An input has changed. */
    private void changed() {
        wrong = "";
        settings.save();
        pause.restart();
    }

    /** Follows the active image, and the selection in it. */
    private void refresh() {
        final ImagePlus current = WindowManager.getCurrentImage();
        image = current != null && current.getProcessor() != null && current.isVisible() ? current : null;
        final Roi roi = image == null ? null : image.getRoi();
        final String now = image == null ? "none" : image.getID() + " " + image.getTitle() + ' ' + image.getWidth()
                + ' ' + image.getHeight() + ' ' + (roi == null ? "" : roi.getTypeAsString() + roi.getBounds()
                + System.identityHashCode(roi));
        jobs.refresh();
        showCandidates();
        if (now.equals(seen))
            return;
        seen = now;
        welcome.setVisible(image == null && Welcome.isDue());
        wrong = "";
        which.setText(image == null ? Translation.of("No image is open") : roi == null
                ? Translation.of("{0}: nothing selected", image.getTitle())
                : Translation.of("{0}: {1} x {2} px selected", image.getTitle(), roi.getBounds().width,
                        roi.getBounds().height));
        pause.restart();
    }

    /** They have room where there are some, or will be. */
    private void showCandidates() {
        strip.follow(image);
        final boolean some = image != null && (!settings.text("candidates").isEmpty()
                || Layer.of(image).stream().anyMatch(layer -> layer.candidates().size() > 1));
        if (some != strip.isVisible()) {
            strip.setVisible(some);
            revalidate();
        }
    }

    /** Finds out in the background what would come of it. */
    private void look() {
        final PanelSettings asked = settings.copy();
        final ImagePlus on = image;
        looking.submit(progress -> {
            try {
                final PanelOutlook soon = PanelOutlook.soon(commands, asked, on);
                tell(progress, new PanelOutlook(soon.offered(), soon.keys(), soon.ready() ? outlook.line() : "",
                        soon.lacks(), soon.advice()));
                final List<String> used = prompts.prompts();
                SwingUtilities.invokeLater(() -> prompt.offer(used));
                if (soon.ready() && !progress.cancelled())
                    tell(progress, soon.ahead(commands, asked.mode(), on));
            } catch (final RuntimeException | OutOfMemoryError e) {
                tell(progress, new PanelOutlook(Set.of(), Map.of(), "", JobFailures.describe(TITLE, e), ""));
            }
        });
    }

    private void tell(final Progress progress, final PanelOutlook now) {
        if (!progress.cancelled())
            SwingUtilities.invokeLater(() -> show(now));
    }

    private void show(final PanelOutlook now) {
        outlook = now;
        // where that cannot be told, as with a model that cannot be read, all is there to be changed
        final Set<String> offered = now.offered().isEmpty() && !now.lacks().isBlank()
                ? Set.copyOf(PanelSettings.FIELDS) : now.offered();
        prompt.show(offered);
        fields.show(offered);
        final Optional<String> hidden = PanelOutlook.also(settings.hidden(now.offered()));
        PanelParts.say(also, hidden.orElse(""));
        reset.setVisible(hidden.isPresent());
        PanelParts.say(line, now.line().isEmpty() ? "" : Translation.of("Will be: {0}", now.line()));
        generate.setEnabled(now.ready());
        final boolean amiss = !wrong.isEmpty();
        lacks.setForeground(amiss ? ReadableColour.red(getBackground()) : getForeground());
        PanelParts.say(lacks, amiss ? wrong : now.lacks().isBlank() ? now.advice() : now.lacks());
        revalidate();
    }

    /** @param asked whether somebody has asked for it who may not look at the window */
    private void start(final ImagePlus on, final boolean asked) {
        wrong = "";
        inputs.collect();
        settings.save();
        PanelRun.start(commands, settings.copy(), on, error -> SwingUtilities.invokeLater(() -> {
            wrong = JobFailures.describe(TITLE, error);
            show(outlook);
            if (asked || !(error instanceof InpaintException))
                UserErrors.show(TITLE, error);
        }));
    }

    private void askAll() {
        inputs.collect();
        settings.save();
        final PanelSettings now = settings.copy();
        final ImagePlus on = image;
        all.setEnabled(false);
        new Thread(() -> {
            try {
                PanelRun.ask(commands, now, on).ifPresent(answers -> SwingUtilities.invokeLater(
                        () -> take(now.mode(), answers)));
            } catch (final RuntimeException | Error e) {
                UserErrors.show(TITLE, e);
            } finally {
                SwingUtilities.invokeLater(() -> all.setEnabled(true));
            }
        }, "Run$_" + TITLE).start();
    }

    private void take(final PanelMode mode, final PanelRun.Answers answers) {
        settings.choose(mode);
        settings.take(answers.given(), answers.offered(), answers.known());
        fill();
        changed();
    }
}
