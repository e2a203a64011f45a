package org.inpaintj.imagej.sketch;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Roi;

import org.inpaintj.core.InpaintException;
import org.inpaintj.imagej.image.EventThread;
import org.inpaintj.imagej.image.ImageJTypes;
import org.inpaintj.imagej.image.ImageSource;
import org.inpaintj.imagej.image.StackPosition;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.layer.LayerStack;
import org.inpaintj.inpaint.HeapCheck;
import org.inpaintj.inpaint.Strokes;
import org.inpaintj.inpaint.samples.Samples;

/**
 * A sketch session is a working copy of one position of an image, as it is seen with its visible layers, into which
 * ImageJ's tools paint. What differs from the image are the strokes; of a composite image the tools paint into the
 * channel that is shown. The image itself gets a {@link PaintLayer} and stays as it is.
 * <p>
 * Where there is a user interface, it is called on the event thread, or while nobody paints.
 */
public final class SketchSession {

    private static final List<SketchSession> OPEN = new CopyOnWriteArrayList<>();

    private final ImageSource source;
    private final ImagePlus copy;
    /** What is seen of the image without strokes. */
    private final Samples before;
    private final StrokeHistory history;
    /** What the paint layer was when the session began. */
    private final Optional<Strokes> start;
    /** The working copy's own arrays, which outlive it. */
    private List<Object> live;

    private SketchSession(final ImagePlus imp) {
        source = new ImageSource(imp, StackPosition.shown(imp));
        HeapCheck.check(source.bounds());
        before = LayerStack.composed(source, source.bounds(), LayerStack.seen(Layer.of(imp), source.position()));
        start = PaintLayer.strokes(imp, source.position());
        copy = source.toImage(imp.getTitle() + " sketch");
        restore();
        start.ifPresent(strokes -> strokes.write(new Samples(before.type(), before.width(), before.height(), planes()),
                source.bounds()));
        copy.setPosition(imp.getChannel(), 1, 1);
        select(imp.getRoi(), copy);
        copy.updateAndDraw();
        copy.changes = false;
        live = planes();
        history = new StrokeHistory(Samples.read(before.type(), planes(), before.width(), source.bounds()));
    }

    /**
     * Begins one on what an image shows, with what its paint layer has already.
     *
     * @throws InpaintException if a sketch of the image is open, or Java has not enough memory
     */
    public static SketchSession begin(final ImagePlus imp) {
        final Optional<SketchSession> open = on(imp);
        if (open.isPresent() && WindowManager.getImage(open.get().copy.getID()) != null)
            throw new InpaintException("'" + imp.getTitle() + "' is being sketched on in '" + open.get().copy.getTitle()
                    + "': end that first.");
        // its copy was closed where nobody is told
        open.ifPresent(SketchSession::closed);
        final SketchSession session = new SketchSession(imp);
        OPEN.add(session);
        return session;
    }

    /** The session that an image is the working copy of. */
    public static Optional<SketchSession> of(final ImagePlus copy) {
        return OPEN.stream().filter(session -> session.copy == copy).findFirst();
    }

    /** The session on an image. */
    public static Optional<SketchSession> on(final ImagePlus imp) {
        return OPEN.stream().filter(session -> session.source.image() == imp).findFirst();
    }

    /** What is painted on. */
    public ImagePlus copy() {
        return copy;
    }

    /** The image that is sketched on. */
    public ImagePlus image() {
        return source.image();
    }

    /** True until it has ended. */
    public boolean isOpen() {
        return OPEN.contains(this);
    }

    private List<Object> planes() {
        return ImageSource.planes(copy, new StackPosition(1, 1));
    }

    /** True while the working copy is of the size and type that it had. */
    private boolean isWhole() {
        return copy.getProcessor() != null && copy.getWidth() == before.width() && copy.getHeight() == before.height()
                && ImageJTypes.of(copy).equals(before.type()) && copy.getStackSize() == before.planes().size();
    }

    /** Takes what was painted since the last time as one stroke; true if there is something. */
    public boolean take() {
        if (!isWhole())
            return false;
        BrushOverlay.draw(copy);
        copy.changes = false;
        live = planes();
        return history.take(live);
    }

    public boolean canUndo() {
        return history.canUndo();
    }

    public boolean canRedo() {
        return history.canRedo();
    }

    /** Takes the last stroke back; nothing if there is none. */
    public void undo() {
        take();
        checkWhole();
        if (canUndo())
            history.undo(planes());
        draw();
    }

    /** Does again what was taken back last; nothing if there is nothing. */
    public void redo() {
        take();
        checkWhole();
        if (canRedo())
            history.redo(planes());
        draw();
    }

    /** Takes all strokes back, as one step. */
    public void clear() {
        take();
        checkWhole();
        restore();
        take();
        draw();
    }

    /** Makes the working copy what is seen of the image. */
    private void restore() {
        final boolean[] all = new boolean[before.width() * before.height()];
        Arrays.fill(all, true);
        before.write(all, planes(), before.width(), before.height(), 0, 0);
    }

    private void draw() {
        copy.updateAndDraw();
        copy.changes = false;
    }

    private void checkWhole() {
        if (copy.getProcessor() != null && !isWhole())
            throw new InpaintException("'" + copy.getTitle() + "' has become another type or size of image than '"
                    + source.title() + "', so it cannot be told what is painted: take that back with Edit > Undo or "
                    + "Image > Type, or discard the sketch.");
    }

    private Optional<Strokes> strokes() {
        return Strokes.of(source.bounds(), box -> Strokes.between(box, before.crop(box), history.now().crop(box)));
    }

    /** Puts what is painted into the image's paint layer, and the selection back on the image. */
    private void keep() {
        take();
        checkWhole();
        final StackPosition position = source.find();
        if (position == null)
            throw new InpaintException("'" + source.title() + "' was closed or has become another image, so the sketch "
                    + "has no place on it: '" + copy.getTitle() + "' stays open as an image of its own.");
        put(position, strokes());
    }

    private void put(final StackPosition position, final Optional<Strokes> strokes) {
        PaintLayer.put(image(), position, strokes);
        if (copy.getProcessor() != null)
            select(copy.getRoi(), image());
    }

    private static void select(final Roi roi, final ImagePlus on) {
        EventThread.run(() -> {
            if (roi != null)
                on.setRoi((Roi) roi.clone());
            else
                on.deleteRoi();
        });
    }

    /**
     * Ends it and closes the working copy; what is painted is in the image's paint layer, and the selection on the
     * image again.
     *
     * @throws InpaintException if the image is closed or has become another: then the session has ended, and the
     *                          working copy stays open; or if the working copy has become another
     */
    public void done() {
        try {
            keep();
        } catch (final InpaintException e) {
            if (source.find() == null) {
                OPEN.remove(this);
                copy.changes = true;
            }
            throw e;
        }
        close();
    }

    /** Ends it, closes the working copy and gives the image the paint layer that it had before. */
    public void discard() {
        final StackPosition position = source.find();
        if (position != null && !PaintLayer.isLike(PaintLayer.strokes(image(), position), start))
            PaintLayer.put(image(), position, start);
        close();
    }

    /** Ends it after the working copy was closed by other hands: what was painted is kept. */
    public void closed() {
        if (!OPEN.remove(this))
            return;
        // also what was painted since the last stroke was taken
        history.take(live);
        final StackPosition position = source.find();
        if (position != null)
            put(position, strokes());
    }

    private void close() {
        OPEN.remove(this);
        copy.changes = false;
        copy.close();
    }
}
