package org.inpaintj.inpaint.large;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Facts;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.inpaintj.inpaint.ForwardingProgress;
import org.inpaintj.inpaint.InpaintPlan;
import org.inpaintj.inpaint.InpaintedPatches;
import org.inpaintj.inpaint.Inpainter;
import org.inpaintj.inpaint.Patch;
import org.inpaintj.inpaint.Provenance;
import org.inpaintj.inpaint.SelectedMask;
import org.inpaintj.inpaint.samples.Samples;
import org.inpaintj.repair.Region;
import org.inpaintj.repair.RegionPrompts;
import org.inpaintj.repair.RegionRequest;

/**
 * Repaints regions of an image that is larger than memory, one after the other: the samples around one are read, it is
 * repainted as {@link Inpainter} does it, and what was painted is written back before the next one is read. So each
 * sees those before it, time and memory follow the regions, and the result is the one that the whole image in memory
 * would give, bit for bit. Immutable.
 */
public final class LargeInpainter {

    private final BlockImage image;
    private final int slice;
    private final int frame;
    private final Map<String, String> host;

    /** Told of each region that is finished. */
    @FunctionalInterface
    public interface Finished {

        /** @param patch what was written, with its record */
        void region(Patch patch) throws IOException;
    }

    /**
     * What was done.
     *
     * @param first   the record of the first region
     * @param regions that were repainted
     * @param notes   for the user, full sentences
     */
    public record Done(Provenance first, int regions, List<String> notes) {
    }

    /**
     * @param image whose samples are replaced
     * @param slice z, 1-based
     * @param frame t, 1-based
     * @param host  what InpaintJ runs in, to its version
     * @throws InpaintException if the image has no such position, or samples that cannot be worked on
     */
    public LargeInpainter(final BlockImage image, final int slice, final int frame, final Map<String, String> host) {
        this.image = image;
        this.slice = slice;
        this.frame = frame;
        this.host = Map.copyOf(host);
        final BlockLayout layout = image.layout();
        layout.check(slice, frame);
        if (layout.type().whole() && layout.type().bits() > 32)
            throw new InpaintException("'" + layout.info().title() + "' holds whole numbers of " + layout.type().bits()
                    + " bits, which cannot be repainted: convert it to 32 bits or fewer.");
    }

    /**
     * Repaints regions in their order, and writes them into the image.
     *
     * @param regions  at least one
     * @param how      shares of the prompt, seeds and strengths
     * @param request  with what; the keys of the mask count but for those that need the whole image
     * @param source   where the regions came from, for the records
     * @param progress asked whether to go on; once it wants to finish, the region at hand is the last one
     * @throws CancelledException once the progress says so; then the image has some of the regions
     * @throws InpaintException   if a region cannot be repainted, saying why
     * @throws IOException        if samples cannot be read or written
     */
    public Done run(final List<Region> regions, final RegionRequest how, final Request request, final String source,
            final Progress progress, final Finished finished) throws IOException {
        final Writer writer = new Writer(finished);
        run(regions, how, request, source, progress, writer);
        writer.notes.addAll(image.finish());
        return new Done(writer.first, writer.count, new ArrayList<>(writer.notes));
    }

    /** Each region goes into the image at once. */
    private final class Writer implements RegionStore {

        private final Finished finished;
        private final Set<String> notes = new LinkedHashSet<>();
        private Provenance first;
        private int count;

        Writer(final Finished finished) {
            this.finished = finished;
        }

        @Override
        public boolean isDone(final int number) {
            return false;
        }

        @Override
        public void put(final int number, final Patch patch, final List<String> said) throws IOException {
            image.write(patch.box(), patch.samples(), patch.painted(), slice, frame);
            finished.region(patch);
            notes.addAll(said);
            first = first == null ? patch.provenance() : first;
            count++;
        }
    }

    /**
     * The same where regions go somewhere else, from where the image has them when the next one is read. Those that are
     * there already are not repainted. Parameters and errors as above.
     */
    public void run(final List<Region> regions, final RegionRequest how, final Request request, final String source,
            final Progress progress, final RegionStore store) throws IOException {
        final List<Optional<Request>> shares = RegionPrompts.of(request, how, regions, image.layout().bounds());
        final List<Integer> left = IntStream.range(0, regions.size())
                .filter(i -> shares.get(i).isPresent() && !store.isDone(i)).boxed().toList();
        if (shares.stream().allMatch(Optional::isEmpty))
            throw new InpaintException("The prompt skips every region, so '" + image.layout().info().title()
                    + "' stays as it is.");
        for (int k = 0; k < left.size() && (k == 0 || !progress.finishRequested()); k++) {
            progress.check();
            final int i = left.get(k);
            final InpaintedPatches made = paint(selected(regions.get(i), i + 1, source), shares.get(i).get(),
                    new RegionProgress(progress, i, regions.size(), k, left.size()));
            store.put(i, made.patch(), made.notes());
        }
    }

    private InpaintedPatches paint(final SelectedMask selected, final Request request, final Progress progress)
            throws IOException {
        final BlockLayout layout = image.layout();
        final InpaintPlan plan = InpaintPlan.of(Task.INPAINT, request, selected, layout.bounds(), layout.channels(),
                layout.info());
        final Samples samples = image.read(plan.crop(), slice, frame);
        plan.checkSomethingIsLeft(samples);
        return new Inpainter().progress(progress).host(host).inpaint(plan, samples);
    }

    private static SelectedMask selected(final Region region, final int number, final String source) {
        final String name = (region.label().isBlank() ? Facts.REGION : region.label().strip()) + " " + number;
        final Map<String, String> facts = new LinkedHashMap<>();
        facts.put(Facts.REGION, name);
        facts.put(Facts.REGION + " source", source);
        facts.put(Facts.REGION + " score", String.format(Locale.ROOT, "%.4f", region.score()));
        facts.putAll(region.facts());
        return new SelectedMask(region.mask(), name, facts);
    }

    /** One region of several of about the same length. */
    private static final class RegionProgress extends ForwardingProgress {

        private final Progress to;
        private final int index;
        private final int total;
        private final int done;
        private final int left;

        /**
         * @param done how many came before in this run
         * @param left how many it has
         */
        RegionProgress(final Progress to, final int index, final int total, final int done, final int left) {
            super(to);
            this.to = to;
            this.index = index;
            this.total = total;
            this.done = done;
            this.left = left;
        }

        @Override
        public void step(final int at, final int steps, final String what) {
            to.step(index, total, "Region " + (index + 1) + " of " + total + ": " + what);
        }

        @Override
        public void share(final double part) {
            to.share((done + part) / left);
        }
    }
}
