package org.inpaintj.ui.history;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import javax.imageio.ImageIO;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileInfo;
import ij.process.ImageProcessor;

import org.inpaintj.core.FileNames;
import org.inpaintj.core.InpaintException;
import org.inpaintj.history.HistoryEntry;
import org.inpaintj.history.HistoryImage;
import org.inpaintj.history.HistoryOutcome;
import org.inpaintj.history.HistorySettings;
import org.inpaintj.history.HistoryStore;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.roi.RoiText;
import org.inpaintj.interrogate.Interrogation;
import org.inpaintj.job.Job;
import org.inpaintj.job.JobListener;
import org.inpaintj.job.JobWork;
import org.inpaintj.language.Translation;
import org.inpaintj.ui.BackgroundTask;
import org.inpaintj.ui.run.CommandRun;
import org.inpaintj.ui.run.JobBounds;
import org.inpaintj.ui.run.PaintRun;
import org.inpaintj.ui.run.PaintRunListener;
import org.inpaintj.ui.run.PaintRuns;

/** Keeps the runs that a user starts. Safe on any thread. */
public final class RunRecorder implements PaintRunListener {

    /** Of the square that a picture fits into, px. */
    static final int PICTURE = 96;
    /** How many digests of layers are kept; a run can make a thousand. */
    private static final int MOST_LAYERS = 32;
    private static final RunRecorder OF_USER = new RunRecorder(HistoryStore.ofUser());

    private final HistoryStore store;
    /** By runs, which go when nobody can run them again. Guarded by this. */
    private final Map<CommandRun, Kept> kept = new WeakHashMap<>();
    /** New images of this session, by the ids of their runs. */
    private final Map<String, WeakReference<ImagePlus>> images = new ConcurrentHashMap<>();
    private volatile boolean said;

    /** A run and what has become of it so far. */
    private static final class Kept {
        private final String id;
        private final HiddenNames hidden;
        private HistoryOutcome outcome = HistoryOutcome.QUEUED;

        Kept(final String id, final HiddenNames hidden) {
            this.id = id;
            this.hidden = hidden;
        }
    }

    RunRecorder(final HistoryStore store) {
        this.store = store;
    }

    /** Keeps what a user runs from now on, once however often this is called. */
    public static void watch() {
        PaintRuns.add(OF_USER);
    }

    /**
     * A task of a command that is no {@link PaintRun}: its run is kept as those are, with what it brings.
     *
     * @param name in the list of jobs
     * @param work makes an image or words; of other things, their text is kept
     * @param then as that of {@link BackgroundTask}, and so is {@code also}
     */
    public static <T> BackgroundTask<T> task(final CommandRun run, final String name, final JobWork<T> work,
            final Consumer<? super T> then, final JobListener also) {
        final JobBounds bounds = new JobBounds(job -> OF_USER.begun(run), job -> OF_USER.over(run, job));
        return new BackgroundTask<>(name, run.image().orElse(null), progress -> {
            final T made = work.run(progress);
            OF_USER.brought(run, made);
            return made;
        }, then, job -> {
            also.changed(job);
            bounds.changed(job);
        });
    }

    static RunRecorder ofUser() {
        return OF_USER;
    }

    HistoryStore store() {
        return store;
    }

    /** The image that a run of this session has made, if it is open. */
    Optional<ImagePlus> made(final String id) {
        final WeakReference<ImagePlus> image = images.get(id);
        return Optional.ofNullable(image == null ? null : image.get()).filter(ImagePlus::isVisible);
    }

    /** Whether a run waits or goes on in this program. */
    synchronized boolean isLive(final String id) {
        return kept.values().stream().anyMatch(run -> run.id.equals(id)
                && run.outcome.state() == HistoryOutcome.State.QUEUED);
    }

    @Override
    public void queued(final PaintRun run, final Job<?> job) {
        begun(run);
    }

    private void begun(final CommandRun run) {
        if (run.interactive())
            keeping(() -> keep(run));
    }

    private void keep(final CommandRun run) {
        final HistorySettings settings = store.settings();
        if (!settings.keep())
            return;
        final Kept known = of(run);
        if (known != null) {
            // run again from the list of jobs
            update(known, known.outcome.ended(HistoryOutcome.State.QUEUED, 0, ""));
            return;
        }
        final HiddenNames hidden = settings.names() ? HiddenNames.NONE : HiddenNames.of(run);
        final HistoryEntry entry = new HistoryEntry(HistoryEntry.newId(), Instant.now().truncatedTo(ChronoUnit.MILLIS),
                run.command(), run.image().map(RunRecorder::image).orElse(HistoryImage.NONE),
                run.selection().map(RoiText::of).orElse(""), hidden.without(run.keys()), run.engine(),
                model(run.model()), hidden.keys(), HistoryOutcome.QUEUED);
        synchronized (this) {
            kept.put(run, new Kept(entry.id(), hidden));
        }
        store.add(entry);
    }

    private static String model(final String path) {
        return path.equals("auto") ? "" : FileNames.last(path);
    }

    private static HistoryImage image(final ImagePlus imp) {
        final FileInfo file = imp.getOriginalFileInfo();
        final boolean saved = file != null && file.directory != null && !file.directory.isEmpty()
                && file.fileName != null;
        return new HistoryImage(imp.getTitle(), saved ? file.getFilePath() : "", imp.getWidth(), imp.getHeight(),
                imp.getBitDepth(), imp.getC(), imp.getZ(), imp.getT(), imp.getStackSize());
    }

    @Override
    public void delivered(final PaintRun run, final ImagePlus image, final List<Layer> layers) {
        brought(run, image, layers);
    }

    private void brought(final CommandRun run, final Object made) {
        if (made instanceof ImagePlus image)
            brought(run, image, List.of());
        else
            Optional.ofNullable(of(run)).ifPresent(known -> keeping(() -> update(known, known.outcome.said(
                    known.hidden.without(made instanceof Interrogation said ? said.text() : String.valueOf(made))))));
    }

    private void brought(final CommandRun run, final ImagePlus image, final List<Layer> layers) {
        final Kept known = of(run);
        if (known == null)
            return;
        if (layers.isEmpty())
            images.put(known.id, new WeakReference<>(image));
        keeping(() -> update(known, known.outcome.brought(digests(layers),
                store.settings().pictures() ? picture(image, layers) : "")));
    }

    /** The topmost ones, which are the first of the candidates. */
    private static List<String> digests(final List<Layer> layers) {
        return layers.subList(Math.max(0, layers.size() - MOST_LAYERS), layers.size()).stream()
                .map(layer -> layer.provenance().patchSha256()).toList();
    }

    private static String picture(final ImagePlus image, final List<Layer> layers) {
        try (ByteArrayOutputStream png = new ByteArrayOutputStream()) {
            final BufferedImage seen = layers.isEmpty() ? whole(image)
                    : layers.get(layers.size() - 1).thumbnail(PICTURE);
            return seen != null && ImageIO.write(seen, "png", png)
                    ? Base64.getEncoder().encodeToString(png.toByteArray()) : "";
        } catch (final IOException e) {
            throw new InpaintException("The picture of the result could not be made.", e);
        }
    }

    private static BufferedImage whole(final ImagePlus image) {
        final ImageProcessor plane = image.getProcessor();
        final double scale = Math.min(1, (double) PICTURE / Math.max(plane.getWidth(), plane.getHeight()));
        return plane.resize(Math.max(1, (int) (plane.getWidth() * scale)),
                Math.max(1, (int) (plane.getHeight() * scale)), true).getBufferedImage();
    }

    @Override
    public void ended(final PaintRun run, final Job<?> job) {
        over(run, job);
    }

    private void over(final CommandRun run, final Job<?> job) {
        final Kept known = of(run);
        if (known == null)
            return;
        final Job.Status status = job.status();
        final HistoryOutcome.State state = switch (status.state()) {
            case DONE -> HistoryOutcome.State.DONE;
            case FAILED -> HistoryOutcome.State.FAILED;
            case CANCELLED -> HistoryOutcome.State.CANCELLED;
            case QUEUED, RUNNING -> HistoryOutcome.State.QUEUED;
        };
        final String message = state == HistoryOutcome.State.DONE ? known.outcome.message()
                : state == HistoryOutcome.State.CANCELLED && status.steps() > 0
                        ? "Stopped after " + status.step() + " of " + status.steps() + "."
                        : known.hidden.without(status.error());
        keeping(() -> update(known, known.outcome.ended(state,
                Math.round(status.elapsed().toMillis() / 10.0) / 100.0, message)));
    }

    private synchronized Kept of(final CommandRun run) {
        return kept.get(run);
    }

    private void update(final Kept run, final HistoryOutcome now) {
        synchronized (this) {
            run.outcome = now;
        }
        store.end(run.id, now);
    }

    /** What goes wrong here is no reason to stop a run. */
    private void keeping(final Runnable work) {
        try {
            work.run();
        } catch (final InpaintException e) {
            if (!said)
                IJ.log("History...: " + e.getMessage());
            said = true;
        }
    }

    /** The word for a state, for people. */
    String state(final HistoryEntry entry) {
        return switch (entry.outcome().state()) {
            case QUEUED -> isLive(entry.id()) ? Translation.of("running") : Translation.of("not ended");
            case DONE -> Translation.of("done");
            case FAILED -> Translation.of("failed");
            case CANCELLED -> Translation.of("cancelled");
        };
    }
}
