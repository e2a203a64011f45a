package org.inpaintj.ui.brush;

import java.awt.EventQueue;
import java.awt.Point;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import javax.swing.Timer;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.ImageCanvas;
import ij.gui.Roi;

import org.inpaintj.imagej.image.ImageSource;
import org.inpaintj.imagej.image.StackPosition;
import org.inpaintj.imagej.roi.SoftSelection;
import org.inpaintj.job.LatestOnlyExecutor;
import org.inpaintj.language.Translation;
import org.inpaintj.raster.tile.TileMask;
import org.inpaintj.raster.tile.TileMorphology;
import org.inpaintj.ui.ToolController;
import org.inpaintj.ui.UserErrors;

/**
 * The controller paints a mask on one image: it knows what the mouse and keys do, what is drawn over the image, and
 * keeps mask and selection alike. A stroke begins with what is selected, whoever has selected it, and ends as the
 * selection; or, to erase, begins with nothing and ends as a job that removes what it covers. Lives on the event
 * thread and never makes it wait.
 */
public final class MaskBrushController implements ToolController {

    public static final String TITLE = "Mask Brush";

    private static final double SELECTED = 1 / 3.0;
    private static final int[] TINT = MaskVeil.table(0x00beff, SELECTED, false);
    /** Of a pixel of the screen, for {@link #smooth}. */
    private static final double SIGMA = 2;
    /** ms between looks where the bar belongs. */
    private static final int LOOK = 200;

    private final ImagePlus image;
    private final TileMask nothing;
    private final Supplier<BrushOptions> settings;
    private final MaskWorker worker = new MaskWorker(TITLE);
    /** Finds outlines of the newest mask beside it, so that painting goes on. */
    private final LatestOnlyExecutor outlines = new LatestOnlyExecutor("InpaintJ outlines");
    private final EraseQueue erasing;
    private final MaskBrushOverlay overlay;
    private final Consumer<BrushOptions> keep;
    private final Timer clock = new Timer(LOOK, event -> follow());
    private Optional<BrushBar> bar = Optional.empty();
    private final AtomicBoolean drawing = new AtomicBoolean();
    private final ShownMask shown = new ShownMask();
    private MaskHistory history;
    /** The selection that the mask is the same as; empty if nothing was selected. */
    private Optional<KnownRoi> ours = Optional.empty();
    /** What is to be erased, while it is painted. */
    private Optional<MaskHistory> stroke = Optional.empty();
    private Optional<MaskWorker.Path> path = Optional.empty();
    private Optional<Point> pointer = Optional.empty();
    /** Counts what changes the mask: an outline of an earlier one is not worth a selection. */
    private long changes;
    private boolean quick, visible = true, closed, told;
    /** What the quick mask looks like, and the options that it was made for. */
    private int[] veil;
    private BrushOptions veiled;

    /**
     * @param settings asked each time
     * @param keep     takes other ones
     */
    public MaskBrushController(final ImagePlus image, final Supplier<BrushOptions> settings,
            final Consumer<BrushOptions> keep) {
        this.keep = keep;
        this.image = image;
        this.settings = settings;
        nothing = TileMask.empty(image.getWidth(), image.getHeight());
        history = new MaskHistory(nothing);
        erasing = new EraseQueue(worker, nothing, this::drawSoon);
        overlay = new MaskBrushOverlay(image, this::visibleMask);
        clock.start();
    }

    /** False once the image has got another size, which ends everything here. */
    @Override
    public boolean fits() {
        return image.getWidth() == nothing.width() && image.getHeight() == nothing.height();
    }

    /** The mask as it is, 0 where somebody else has selected something since. */
    public TileMask mask() {
        return isOurs() ? history.now() : nothing;
    }

    private boolean isOurs() {
        final Roi now = image.getRoi();
        return now == null ? ours.isEmpty() : ours.filter(known -> known.is(now)).isPresent();
    }

    /** What is drawn. */
    private TileMask visibleMask() {
        if (quick && !isOurs())
            EventQueue.invokeLater(this::adopt);
        return shown.of(stroke.map(MaskHistory::now).orElseGet(this::mask), erasing.waiting());
    }

    /** Makes what is selected the mask, if it is not. */
    private void adopt() {
        final Roi now = image.getRoi();
        if (closed || isOurs())
            return;
        ours = Optional.ofNullable(now).map(KnownRoi::of);
        final MaskHistory fresh = new MaskHistory(nothing);
        history = fresh;
        if (now == null)
            return;
        worker.run(() -> {
            fresh.reset(SoftSelection.mask((Roi) now.clone(), image));
            drawSoon();
        });
    }

    /** The brush is over a place of the screen, or nowhere on the image. */
    public void move(final Optional<Point> to) {
        pointer = to;
        draw();
    }

    /**
     * The mouse was pressed.
     *
     * @param add false takes away what the brush covers
     */
    public void press(final Point at, final boolean add) {
        final BrushOptions now = settings.get();
        if (now.erase() && !add) {
            IJ.showStatus(Translation.of("Mask Brush: there is nothing to take away while strokes are erased"));
            return;
        }
        changes++;
        if (now.erase())
            stroke = Optional.of(new MaskHistory(nothing));
        else
            adopt();
        final MaskHistory target = stroke.orElse(history);
        worker.run(target::open);
        path = Optional.of(worker.new Path(now.brush(), add, target, this::drawSoon));
        drag(at);
    }

    /** The mouse has gone on while it was down. */
    public void drag(final Point to) {
        pointer = Optional.of(to);
        final ImageCanvas canvas = image.getCanvas();
        path.ifPresent(p -> p.to(canvas.offScreenXD(to.x), canvas.offScreenYD(to.y)));
        draw();
    }

    /** The mouse was released. */
    public void release() {
        if (path.isEmpty())
            return;
        path = Optional.empty();
        if (stroke.isPresent()) {
            final MaskHistory painted = stroke.get();
            final ImageSource source = new ImageSource(image, StackPosition.shown(image));
            worker.run(() -> erase(source, painted));
        } else
            close(history);
        say();
    }

    private void erase(final ImageSource source, final MaskHistory painted) {
        final TileMask mask = painted.now();
        final Optional<EraseQueue.Stroke> ready = SoftSelection.of(mask)
                .map(roi -> EraseQueue.Stroke.of(source, mask, roi));
        ready.ifPresent(erasing::add);
        EventQueue.invokeLater(() -> {
            stroke = stroke.filter(s -> s != painted);
            ready.ifPresent(s -> MaskRecorder.record(s.roi(), Optional.of(s.keys())));
            draw();
        });
    }

    /** Ends a step and selects what the mask is then. */
    private void close(final MaskHistory of) {
        final long which = changes;
        worker.run(() -> {
            of.close();
            final TileMask mask = of.now();
            outlines.submit(newer -> outline(of, mask, which));
        });
    }

    private void outline(final MaskHistory of, final TileMask mask, final long which) {
        try {
            final Optional<Roi> roi = SoftSelection.of(mask);
            final boolean soft = SoftSelection.keeps(mask);
            EventQueue.invokeLater(() -> select(of, which, roi, soft));
        } catch (final RuntimeException | Error e) {
            UserErrors.show(TITLE, e);
        }
    }

    private void select(final MaskHistory of, final long which, final Optional<Roi> roi, final boolean soft) {
        if (closed || of != history || which != changes)
            return;
        ours = roi.map(KnownRoi::of);
        roi.ifPresentOrElse(image::setRoi, image::deleteRoi);
        if (!soft && !told)
            IJ.log(Translation.of("The soft edge of the mask is too large to be kept with the selection, which is "
                    + "hard: paint with a hard brush, or a smaller part at a time."));
        told |= !soft;
        roi.ifPresent(r -> MaskRecorder.record(r, Optional.empty()));
        draw();
    }

    /** Changes the mask as one step, on the worker's thread. */
    private void change(final UnaryOperator<TileMask> change) {
        if (path.isPresent())
            return;
        changes++;
        adopt();
        final MaskHistory of = history;
        worker.run(() -> {
            of.open();
            of.change(change.apply(of.now()));
            drawSoon();
        });
        close(of);
        say();
    }

    /** Grows the mask by a pixel of the screen, or shrinks it. */
    public void grow(final boolean larger) {
        final int by = (int) Math.max(1, Math.min(TileMorphology.MOST, Math.round(pixel())));
        change(mask -> TileMorphology.grow(mask, larger ? by : -by));
    }

    /** Makes the outline of the mask rounder. */
    public void smooth() {
        final double sigma = Math.min(TileMorphology.MOST / 3, SIGMA * Math.max(1, pixel()));
        change(mask -> TileMorphology.smooth(mask, sigma));
    }

    /** Selects nothing, as a step that can be taken back. */
    private void clear() {
        change(mask -> nothing);
    }

    /** Shows the bar while something is selected, where nobody paints. */
    private void follow() {
        final boolean wanted = visible && !closed && settings.get().bar() && image.getRoi() != null
                && image.getRoi().isArea() && WindowManager.getCurrentImage() == image && image.getCanvas() != null;
        if (bar.filter(shown -> !wanted || !shown.fits()).isPresent()) {
            bar.get().dispose();
            bar = Optional.empty();
        }
        if (!wanted || path.isPresent())
            return;
        if (bar.isEmpty())
            bar = Optional.of(new BrushBar(image, new Wishes()));
        bar.get().follow();
    }

    /** Gives the keyboard to the bar; false if there is none. */
    public boolean toBar() {
        bar.ifPresent(BrushBar::take);
        return bar.isPresent();
    }

    /** What the bar asks for. */
    private final class Wishes implements BrushBar.Wishes {

        @Override
        public void grow(final boolean larger) {
            MaskBrushController.this.grow(larger);
        }

        @Override
        public void smooth() {
            MaskBrushController.this.smooth();
        }

        @Override
        public void clear() {
            MaskBrushController.this.clear();
        }

        @Override
        public void off() {
            keep.accept(settings.get().withoutBar());
            follow();
            IJ.showStatus(Translation.of("A double click on the tool's icon asks whether the bar shows"));
        }
    }

    /** How much of the image a pixel of the screen shows. */
    private double pixel() {
        return 1 / image.getCanvas().getMagnification();
    }

    /** Takes the last step back; false if there is none, or the selection is somebody else's. */
    public boolean undo() {
        return step(history.canUndo(), MaskHistory::undo);
    }

    /** Does again what was taken back last. */
    public boolean redo() {
        return step(history.canRedo(), MaskHistory::redo);
    }

    private boolean step(final boolean can, final Consumer<MaskHistory> step) {
        // what was erased is taken back as layers are, by ImageJ's own Undo
        if (!can || !isOurs() || path.isPresent() || settings.get().erase())
            return false;
        changes++;
        final MaskHistory of = history;
        worker.run(() -> {
            step.accept(of);
            drawSoon();
        });
        close(of);
        return true;
    }

    /** Shows what is not selected below a veil, or what is selected in a tint. */
    public void toggleQuickMask() {
        quick = !quick;
        if (quick)
            adopt();
        draw();
        say();
    }

    /** Shows or hides what is drawn over the image. */
    @Override
    public void show(final boolean nowVisible) {
        visible = nowVisible;
        if (!visible)
            pointer = Optional.empty();
        follow();
        draw();
    }

    /** Draws anew, after the settings or the selection have changed. */
    public void draw() {
        final BrushOptions now = settings.get();
        final boolean something = quick || pointer.isPresent() || path.isPresent() || !visibleMask().isEmpty();
        if (closed || !visible || !something) {
            overlay.hide();
            return;
        }
        if (veil == null || now.colour() != veiled.colour() || now.opacity() != veiled.opacity())
            veil = MaskVeil.table(now.colour().rgb(), now.opacity() / 100.0, true);
        veiled = now;
        overlay.draw(quick ? veil : TINT, now.brush(), pointer);
    }

    /** The same from any thread, once however often it is asked for. */
    private void drawSoon() {
        if (!drawing.getAndSet(true))
            EventQueue.invokeLater(() -> {
                drawing.set(false);
                draw();
            });
    }

    /** Stops everything and leaves no trace on the image but its selection; what runs already goes on. */
    @Override
    public void close() {
        closed = true;
        erasing.close();
        clock.stop();
        follow();
        overlay.hide();
    }

    /** Says what the keys are for. */
    public void say() {
        final BrushOptions now = settings.get();
        IJ.showStatus(Translation.of("[ ] size {0}, { } edge {1} %, Alt: less, Q: mask, 8 9 0: shape, Ctrl+Z: undo",
                now.size(), now.softness()));
    }
}
