package org.inpaintj.ui.select;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.plugin.frame.Recorder;

import org.inpaintj.core.Box;
import org.inpaintj.language.Translation;
import org.inpaintj.segment.BoundingBox;
import org.inpaintj.segment.SegmentPrompt;
import org.inpaintj.segment.SelectionRequest;
import org.inpaintj.segment.sam.PromptSession;
import org.inpaintj.ui.ToolController;
import org.inpaintj.ui.UserErrors;

/**
 * The controller lets a user point at an object in one image: it knows what clicks and keys do, what is drawn over the
 * image, and what the selection is in the end. Dots belong to the slice and frame that they were set on. Lives on the
 * event thread and never makes it wait.
 */
public final class SelectObjectController implements ToolController, SamWorker.Viewer {

    private static final String TITLE = "Select Object";

    /** A slice and frame of the image, 1-based. */
    private record Plane(int slice, int frame) {
    }

    private final ImagePlus image;
    private final int width;
    private final int height;
    private final Supplier<SelectionRequest> settings;
    private final SamWorker worker;
    private final PromptOverlay overlay;
    private final Map<Plane, PromptSession> sessions = new HashMap<>();
    private final Set<String> told = new HashSet<>();
    private Plane plane;
    private PromptSession session;
    private SamWorker.Outline outline;
    private boolean visible = true;
    private boolean accepting;
    private boolean removed;

    /**
     * @param settings which model, and what is done to the outline
     */
    public SelectObjectController(final ImagePlus image, final Supplier<SelectionRequest> settings) {
        this.image = image;
        this.settings = settings;
        width = image.getWidth();
        height = image.getHeight();
        worker = new SamWorker(image, this);
        overlay = new PromptOverlay(image);
        plane = shown();
        session = sessions.computeIfAbsent(plane, p -> new PromptSession());
    }

    private Plane shown() {
        return new Plane(image.getSlice(), image.getFrame());
    }

    /** False while nothing is pointed at on the plane that is shown: then keys are ImageJ's. */
    public boolean isActive() {
        return !session.isEmpty() || session.canUndo();
    }

    /** False once the image has got another size, which ends everything here. */
    @Override
    public boolean fits() {
        return image.getWidth() == width && image.getHeight() == height;
    }

    /**
     * A click on a pixel.
     *
     * @param include true on the object, false beside it
     * @param reach   how near a click takes a dot away, px of the image
     */
    public void click(final int x, final int y, final boolean include, final double reach) {
        if (x < 0 || y < 0 || x >= width || y >= height)
            return;
        removed = !session.click(x, y, include, reach);
        ask();
    }

    /** The rectangle that the mouse is drawing; empty when it stops. */
    public void drag(final Optional<Box> box) {
        overlay.drag(box);
    }

    /** The rectangle that the mouse has drawn. */
    public void box(final Box box) {
        overlay.drag(Optional.empty());
        final Box inside = box.intersect(new Box(0, 0, width, height));
        if (inside.isEmpty())
            return;
        session.box(BoundingBox.of(inside));
        ask();
    }

    /** Takes the last step back. */
    public void undo() {
        if (session.undo())
            ask();
    }

    /** Takes all dots and the box away. */
    public void clear() {
        session.clear();
        ask();
    }

    /** Shows another candidate, 0-based. */
    public void choose(final int candidate) {
        if (session.choose(candidate))
            outline();
        else
            say();
    }

    /** Shows the next candidate. */
    public void next() {
        if (session.next())
            outline();
    }

    /** The second click of two: accepts what the first one pointed at, and takes back what it took away. */
    public void doubleClick() {
        if (removed && session.undo())
            ask();
        accept();
    }

    /** Makes the candidate the selection of the image, as soon as there is one. */
    public void accept() {
        accepting = session.asks();
        if (!session.isAnswered() || outline == null || outline.chosen() != session.chosen()) {
            say();
            return;
        }
        final SamWorker.Outline taken = outline;
        worker.selection(taken, roi -> roi.ifPresentOrElse(r -> select(taken, r), () -> {
            accepting = false;
            status(Translation.of("the outline is empty; add a dot, or take another candidate"));
        }));
    }

    private void select(final SamWorker.Outline taken, final Roi roi) {
        final Roi former = image.getRoi();
        image.setRoi(roi);
        if (former != null)
            Roi.setPreviousRoi(former);
        if (IJ.recording())
            record(taken.request().with(taken.prompt()).with("candidate", taken.chosen() + 1).macro());
        end();
        status(Translation.of("selected"));
    }

    /** The line that selects the same, on whatever is selected. */
    private static void record(final String options) {
        final String quoted = "\"Refine Selection...\", \""
                + options.replace("\\", "\\\\").replace("\"", "\\\"") + "\");";
        if (Recorder.scriptMode())
            Recorder.recordCall("IJ.run(imp, " + quoted);
        else
            Recorder.recordString("run(" + quoted + "\n");
    }

    /** Takes everything away that was pointed at on this plane, and stops what runs for it. */
    public void cancel() {
        end();
        status(Translation.of("cancelled"));
    }

    private static void status(final String what) {
        IJ.showStatus(Translation.message(TITLE) + ": " + what);
    }

    private void end() {
        worker.stop();
        sessions.remove(plane);
        session = sessions.computeIfAbsent(plane, p -> new PromptSession());
        outline = null;
        accepting = false;
        draw();
    }

    /** Follows the image to the slice that it shows. */
    public void follow() {
        final Plane now = shown();
        if (now.equals(plane))
            return;
        if (session.isEmpty())
            sessions.remove(plane);
        plane = now;
        session = sessions.computeIfAbsent(plane, p -> new PromptSession());
        outline = null;
        accepting = false;
        removed = false;
        if (session.isEmpty())
            draw();
        else
            ask();
    }

    /** Shows or hides what is drawn over the image. */
    @Override
    public void show(final boolean nowVisible) {
        if (visible != nowVisible) {
            visible = nowVisible;
            draw();
        }
    }

    /** Answers again, after the settings have changed. */
    public void again() {
        if (!session.isEmpty())
            ask();
    }

    /** Stops everything and leaves no trace on the image. */
    @Override
    public void close() {
        worker.close();
        sessions.clear();
        overlay.hide();
    }

    private void ask() {
        accepting = false;
        if (session.asks() && !settings.get().model().isBlank())
            worker.ask(session.prompt(), settings.get(), this::answered);
        else {
            outline = null;
            worker.drop();
        }
        draw();
        say();
    }

    private void answered(final SamWorker.Outline answer) {
        if (!session.answer(answer.prompt(), answer.found()))
            return;
        Stream.concat(answer.model().notes().stream(), answer.found().notes().stream()).filter(told::add)
                .forEach(IJ::log);
        shown(answer);
    }

    private void outline() {
        worker.outline(outline, session.chosen(), settings.get(), this::shown);
        say();
    }

    private void shown(final SamWorker.Outline answer) {
        outline = answer;
        draw();
        say();
        if (accepting)
            accept();
    }

    private void draw() {
        if (visible)
            overlay.show(session.prompt(), Optional.ofNullable(outline).flatMap(SamWorker.Outline::overlay));
        else
            overlay.hide();
    }

    @Override
    public void ready() {
        if (session.asks())
            worker.ask(session.prompt(), settings.get(), this::answered);
    }

    @Override
    public void cancelled() {
        accepting = false;
        status(Translation.of("cancelled; click again to go on"));
    }

    @Override
    public void failed(final Throwable error) {
        accepting = false;
        UserErrors.show(TITLE, error);
    }

    /** Without a title, for the status bar is short. */
    private void say() {
        IJ.showStatus(describe());
    }

    /** What was pointed at and what was found, in a few words. */
    private String describe() {
        final SegmentPrompt prompt = session.prompt();
        final long on = prompt.points().stream().filter(SegmentPrompt.Point::include).count();
        final long beside = prompt.points().size() - on;
        final List<String> parts = new ArrayList<>();
        if (on > 0)
            parts.add(Translation.of("include {0}", on));
        if (beside > 0)
            parts.add(Translation.of("exclude {0}", beside));
        prompt.box().ifPresent(box -> parts.add(Translation.of("box")));
        if (parts.isEmpty())
            return Translation.of("click on the object or draw a box; Shift-click: not this; Enter: select; Esc: give "
                    + "up");
        if (!session.asks())
            return String.join(", ", parts) + Translation.of("; click on the object too");
        if (session.isAnswered() && outline != null)
            parts.add(Translation.of("candidate {0} of {1}, score {2}", session.chosen() + 1,
                    outline.found().candidates().size(), String.format(Locale.ROOT, "%.2f",
                            outline.found().candidates().get(session.chosen()).score())));
        return String.join(", ", parts)
                + (session.isAnswered() ? Translation.of("; Shift-click: not this; Enter: select; Esc: give up")
                        : worker.isLooking() ? Translation.of("; looking at the image...") : "...");
    }
}
