package org.inpaintj.imagej.batch;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import ij.ImagePlus;

import org.inpaintj.batch.BatchItem;
import org.inpaintj.batch.BatchRequest;
import org.inpaintj.batch.ItemWork;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.core.Sha256;
import org.inpaintj.engine.Request;
import org.inpaintj.imagej.file.ImageFile;
import org.inpaintj.imagej.file.ImageFiles;
import org.inpaintj.imagej.image.HostVersions;
import org.inpaintj.imagej.large.LargeFiles;
import org.inpaintj.imagej.large.LargeJob;
import org.inpaintj.imagej.roi.ModelStamps;
import org.inpaintj.imagej.roi.RoiFiles;
import org.inpaintj.inpaint.Provenance;
import org.inpaintj.inpaint.Versions;
import org.inpaintj.inpaint.large.LargeInpainter;
import org.inpaintj.params.Key;

/**
 * Repaints image files one by one, each as its keys and those of the batch say. Thread-safe; serializable, so that
 * another machine that sees the same files can do it.
 */
public final class ImageWork implements ItemWork, Serializable {

    private static final long serialVersionUID = 1L;

    /** Samples are there as the file gives them, as the result, and twice while they are read or written. */
    private static final int COPIES = 4;
    /** ImageJ's readers and writers share what they print to. */
    private static final Object IMAGEJ = new Object();

    private final Map<String, String> common;
    private final String base;
    /** Another machine works in another folder. */
    private final String here = Path.of("").toAbsolutePath().toString();

    /**
     * @param common keys and {@link BatchRequest#PLACES} of all images; names of files may be patterns
     * @param base   the folder that paths in the keys of single images are relative to
     */
    public ImageWork(final Map<String, String> common, final Path base) {
        this.common = Map.copyOf(common);
        this.base = base.toAbsolutePath().toString();
    }

    private ImageOrder order(final BatchItem item) {
        return ImageOrder.of(item, common, Path.of(here), Path.of(base));
    }

    @Override
    public Sources sources(final BatchItem item) {
        LargeFiles.checkReadable(item.path());
        final ImageOrder order = order(item);
        final Map<String, String> digests = new TreeMap<>();
        final Map<String, Path> inputs = order.inputs();
        final List<Path> files = new ArrayList<>(inputs.values());
        files.add(item.path());
        digests.put("image", digest(item.path()));
        inputs.forEach((key, file) -> digests.put(key, digest(file)));
        final StringBuilder all = new StringBuilder("inpaintj " + Versions.version() + "\nengine " + order.engine()
                + "\n");
        final Map<String, String> keys = order.changes();
        new TreeSet<>(keys.keySet()).forEach(key -> all.append(key).append('=').append(keys.get(key)).append('\n'));
        digests.forEach((key, digest) -> all.append(key).append(' ').append(digest).append('\n'));
        // a model is too large to be read for each image
        final Request found = order.found();
        all.append(ModelStamps.of(found));
        final Sha256 identity = new Sha256().add(all.toString().getBytes(StandardCharsets.UTF_8));
        return new Sources(identity.hex(), keys, digests, files);
    }

    private static String digest(final Path file) {
        try {
            return new Sha256().addAll(file).hex();
        } catch (final IOException e) {
            throw new InpaintException("'" + file + "' cannot be read (" + e.getMessage() + ").", e);
        }
    }

    /** Whether a key or place names a file, whose name may be a pattern. */
    public static boolean isFile(final String key) {
        return ImageOrder.path(key) != Key.Path.NONE;
    }

    /** A text as a path, if it can be one. */
    static Path path(final String text) {
        try {
            return Path.of(text.strip());
        } catch (final InvalidPathException e) {
            throw new InpaintException("'" + text + "' cannot be the name of a file (" + e.getReason() + ").", e);
        }
    }

    /** Whether places name a file of several selections. */
    static boolean isZip(final Map<String, String> places) {
        return !places.getOrDefault("rois", "").isBlank() && RoiFiles.isZip(path(places.get("rois")));
    }

    @Override
    public Made paint(final BatchItem item, final Path out, final Progress progress) {
        final ImageOrder order = order(item);
        if (LargeFiles.isLarge(item.path()))
            return large(order.large(item.path()), out, progress);
        final ImageRun run;
        synchronized (IMAGEJ) {
            run = new ImageRun(ImageFiles.open(item.path()), order, out, IMAGEJ);
        }
        final ImagePlus result = run.paint(progress);
        final List<String> notes = new ArrayList<>(run.notes());
        synchronized (IMAGEJ) {
            ImageFiles.save(result, out, notes::add);
        }
        return new Made(run.engine(), run.seed(), run.facts(), run.seconds(), notes);
    }

    private static Made large(final LargeJob job, final Path out, final Progress progress) {
        final long begin = System.nanoTime();
        final LargeInpainter.Done done = job.run(out, progress);
        final Provenance first = done.first();
        return new Made(first.engine(), first.request().containsKey("seed") ? first.seed() : -1, first.facts(),
                (System.nanoTime() - begin) / 1e9, done.notes());
    }

    @Override
    public String outlook(final BatchItem item) {
        final ImageOrder order = order(item);
        LargeFiles.checkReadable(item.path());
        if (LargeFiles.isLarge(item.path()))
            return order.large(item.path()).outlook(Progress.NONE).line(order.found());
        synchronized (IMAGEJ) {
            return new ImageRun(ImageFiles.open(item.path()), order, Path.of(item.out()), IMAGEJ).outlook();
        }
    }

    @Override
    public long memory(final BatchItem item) {
        return LargeFiles.isLarge(item.path()) ? 0 : COPIES * ImageFile.bytes(item.path());
    }

    @Override
    public Map<String, String> host() {
        return HostVersions.host();
    }
}
