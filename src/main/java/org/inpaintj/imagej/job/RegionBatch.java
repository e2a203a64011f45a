package org.inpaintj.imagej.job;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

import ij.ImagePlus;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Plane;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Facts;
import org.inpaintj.engine.KeyUse;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.inpaintj.engines.Engines;
import org.inpaintj.imagej.image.ImageSource;
import org.inpaintj.imagej.image.StackPosition;
import org.inpaintj.imagej.image.TargetCheck;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.layer.LayerStack;
import org.inpaintj.imagej.region.DefectRegions;
import org.inpaintj.imagej.region.LabelRegions;
import org.inpaintj.imagej.region.MacroRegions;
import org.inpaintj.imagej.region.RoiRegions;
import org.inpaintj.imagej.region.TextRegions;
import org.inpaintj.imagej.roi.NeighbourReader;
import org.inpaintj.imagej.roi.RecentModels;
import org.inpaintj.inpaint.HeapCheck;
import org.inpaintj.inpaint.Patch;
import org.inpaintj.inpaint.SelectedMask;
import org.inpaintj.inpaint.samples.Samples;
import org.inpaintj.raster.Mask;
import org.inpaintj.repair.Region;
import org.inpaintj.repair.RegionFilter;
import org.inpaintj.repair.RegionPrompts;
import org.inpaintj.repair.RegionRequest;
import org.inpaintj.repair.RepairRequest;

/**
 * A region batch repaints several regions of an image, each alone and on what the ones before it have left. Everything
 * it needs of the image is taken when it is made: what happens to the image afterwards changes nothing.
 */
public final class RegionBatch implements PaintJob<InpaintResult> {

    /** More than anybody wants to look at one by one, and what lies around each is kept until its turn. */
    public static final int MOST = 1000;

    private final ImageSource source;
    private final List<Patch> seen;
    private final List<String> layerNotes;
    private final List<String> mapNotes = new ArrayList<>();
    private final RegionRequest how;
    private final Request request;
    private final Optional<Plane> strengths;
    private final List<PictureInput> pictures = new ArrayList<>();
    private final Finder finder;
    /** Which keys mean nothing. */
    private final List<String> idle;

    /** Says what is to be repainted, and adds what the user should know to the notes. */
    private interface Finder {

        List<InpaintJob> parts(RegionBatchProgress progress, Set<String> notes);
    }

    /**
     * Takes the position an image shows. Where regions are known at once their surroundings alone are copied; to
     * look for them later takes a copy of the position.
     *
     * @param imp     the image; null is explained to the user
     * @param how     where regions come from and which of them count
     * @param request with what they are repainted; the keys of the mask mean nothing here
     * @throws InpaintException if there is nothing to repair, or it cannot be done, saying why
     */
    public static RegionBatch of(final ImagePlus imp, final RegionRequest how, final Request request) {
        if (imp == null || imp.getProcessor() == null)
            throw new InpaintException("There is no image: open the one in which something is to be repaired.");
        TargetCheck.check(imp, request.target());
        return new RegionBatch(imp, how, request);
    }

    private RegionBatch(final ImagePlus imp, final RegionRequest how, final Request asked) {
        this.how = how;
        source = new ImageSource(imp, StackPosition.shown(imp));
        seen = LayerStack.seen(Layer.of(imp), source.position());
        layerNotes = LayerStack.notes(Layer.of(imp), source.position(), source.bounds());
        request = RecentModels.found(asked).with("refine", "none").with("invert", false).with("grow", 0)
                .with("mask", "").with("candidates", 1).without(
                        asked.has("neighbours") ? List.of("neighbours") : List.of());
        strengths = PictureInput.strengths(request, Task.INPAINT, imp);
        strengths.map(PictureInput::strengths).ifPresent(pictures::add);
        pictures.addAll(PictureInput.controls(request, Task.INPAINT, imp));
        idle = idle(new RepairRequest(how, asked), KeyUse.of(Engines.found().of(request), Task.INPAINT));
        if (NeighbourReader.count(asked) > 0)
            idle.add(KeyUse.note(List.of("neighbours"), "regions that are repainted one by one"));
        if (how.source() != RegionRequest.Source.TEXT && how.source() != RegionRequest.Source.DEFECTS) {
            final List<InpaintJob> known = parts(found(imp), samples());
            finder = (progress, notes) -> known;
            return;
        }
        Engines.found().of(request).check(request);
        HeapCheck.check(source.bounds());
        final Samples frozen = LayerStack.composed(source, source.bounds(), seen);
        if (how.source() == RegionRequest.Source.DEFECTS) {
            final DefectRegions defects = new DefectRegions(how);
            finder = (progress, notes) -> {
                progress.begin("", 1);
                return parts(defects.find(frozen, progress, notes), frozen::crop);
            };
            return;
        }
        final TextRegions text = new TextRegions(imp, frozen, how, request.segmenter());
        finder = (progress, notes) -> {
            progress.begin("", 1);
            return parts(text.find(progress, notes), frozen::crop);
        };
    }

    /** The defects of what an image shows now that would be repainted: without those that are left out or skipped. */
    static List<Region> defects(final ImagePlus imp, final RepairRequest asked) {
        final ImageSource source = new ImageSource(imp, StackPosition.shown(imp));
        HeapCheck.check(source.bounds());
        final List<Patch> seen = LayerStack.seen(Layer.of(imp), source.position());
        final RegionRequest how = asked.regions();
        final List<Region> found = new DefectRegions(how).find(LayerStack.composed(source, source.bounds(), seen),
                Progress.NONE, new ArrayList<>());
        final Optional<Plane> strengths = PictureInput.strengths(asked.request(), Task.INPAINT, imp);
        final List<Region> regions = RegionFilter.apply(found, how, source.bounds()).stream()
                .filter(region -> strengths.isEmpty() || changes(region.mask(), strengths.get())).toList();
        if (regions.isEmpty())
            return regions;
        final List<Optional<Request>> shares = RegionPrompts.of(asked.request(), how, regions, source.bounds());
        return IntStream.range(0, regions.size()).filter(i -> shares.get(i).isPresent()).mapToObj(regions::get)
                .toList();
    }

    private static List<String> idle(final RepairRequest repair, final KeyUse use) {
        final Set<String> given = new HashSet<>(repair.given());
        // it outlines what a text names
        given.remove("segmenter");
        final List<String> idle = new ArrayList<>(use.notes(repair.request(), given));
        idle.addAll(repair.notes(use.uses("prompt")));
        return idle;
    }

    private List<Region> found(final ImagePlus imp) {
        return switch (how.source()) {
            case TEXT, DEFECTS -> throw new IllegalArgumentException("the job looks for them");
            case SELECTION -> RoiRegions.selection(imp);
            case OVERLAY -> RoiRegions.overlay(imp);
            case MANAGER -> RoiRegions.manager(imp);
            case LABELS -> LabelRegions.of(how.labels(), imp);
            case MACRO -> MacroRegions.run(how.macro(), source, seen);
        };
    }

    /** Copies of the samples around regions, one for all that look at the same box. */
    private Function<Box, Samples> samples() {
        final Map<Box, Samples> copies = new HashMap<>();
        return box -> copies.computeIfAbsent(box, b -> LayerStack.composed(source, b, seen));
    }

    private List<InpaintJob> parts(final List<Region> found, final Function<Box, Samples> samples) {
        final List<Region> regions = changing(RegionFilter.apply(found, how, source.bounds()));
        if (regions.isEmpty())
            throw new InpaintException(found.isEmpty() ? "Nothing was found in '" + source.title()
                    + "' that could be repaired, so it stays as it is."
                    : "None of the " + found.size() + " regions found in '" + source.title()
                    + "' is left, so it stays as it "
                            + "is: look at confidence, smallest, largest and dilate.");
        if (regions.size() > MOST)
            throw new InpaintException(regions.size() + " regions in '" + source.title()
                    + "' are too many to be repainted "
                    + "one by one, which is done with up to " + MOST
                    + ": leave some out with smallest or most, or join "
                    + "them (join=merge).");
        final List<Optional<Request>> shares = RegionPrompts.of(request, how, regions, source.bounds());
        final List<InpaintJob> all = new ArrayList<>();
        for (int i = 0; i < regions.size(); i++)
            if (shares.get(i).isPresent())
                all.add(new InpaintJob(Task.INPAINT, source, selected(regions.get(i), i + 1), shares.get(i).get(),
                        seen, samples, pictures));
        if (all.isEmpty())
            throw new InpaintException("The prompt skips every region, so '" + source.title() + "' stays as it is.");
        return all;
    }

    /** Without those in which the strength map is black. */
    private List<Region> changing(final List<Region> regions) {
        final List<Region> left = regions.stream().filter(region -> strengths.isEmpty()
                || changes(region.mask(), strengths.get())).toList();
        if (left.size() < regions.size())
            mapNotes.add((regions.size() - left.size()) + " of " + regions.size()
                    + " regions lie where the strength map is black, and stay as they are.");
        if (left.isEmpty() && !regions.isEmpty())
            throw new InpaintException("The strength map is black in all of the regions found in '" + source.title()
                    + "', so nothing would change: make it brighter there.");
        return left;
    }

    private static boolean changes(final Mask mask, final Plane strengths) {
        final Mask map = Mask.of(strengths).over(mask.box());
        for (int i = 0; i < map.values().length; i++)
            if (mask.values()[i] > 0 && map.values()[i] > 0)
                return true;
        return false;
    }

    private SelectedMask selected(final Region region, final int number) {
        final String name = (region.label().isBlank() ? Facts.REGION : region.label().strip()) + " " + number;
        final Map<String, String> facts = new LinkedHashMap<>();
        facts.put(Facts.REGION, name);
        facts.put(Facts.REGION + " source", how.source().word());
        facts.put(Facts.REGION + " score", String.format(Locale.ROOT, "%.4f", region.score()));
        facts.putAll(region.facts());
        return new SelectedMask(region.mask(), name, facts);
    }

    @Override
    public Request request() {
        return request;
    }

    @Override
    public Optional<ImagePlus> image() {
        return Optional.of(source.image());
    }

    @Override
    public String title() {
        return source.title();
    }

    /** Always: the region at hand is the last one then. */
    @Override
    public boolean stopsEarly() {
        return true;
    }

    @Override
    public InpaintResult paint(final Progress progress, final Consumer<InpaintResult> sofar) {
        final RegionBatchProgress batch = new RegionBatchProgress(progress);
        final Set<String> notes = new LinkedHashSet<>(idle);
        notes.addAll(layerNotes);
        final List<InpaintJob> all = finder.parts(batch, notes);
        notes.addAll(mapNotes);
        final List<Patch> done = new ArrayList<>();
        InpaintResult last = null;
        for (int i = 0; i < all.size() && (last == null || !progress.finishRequested()); i++) {
            batch.begin(all.size() == 1 ? "" : "Region " + (i + 1) + " of " + all.size(), all.size() - 1 - i);
            progress.check();
            final InpaintResult result = all.get(i).over(done).paint(batch);
            notes.addAll(result.notes());
            last = new InpaintResult(result.job(), done, result.candidates(), List.copyOf(notes));
            sofar.accept(last);
            final Patch patch = result.candidates().get(0);
            done.add(patch);
            batch.finished(patch, source);
        }
        return last;
    }
}
