package org.inpaintj.imagej.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import ij.ImagePlus;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.Facts;
import org.inpaintj.engine.KeyUse;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.SceneInput;
import org.inpaintj.engine.Task;
import org.inpaintj.engines.Engines;
import org.inpaintj.imagej.image.ImageSource;
import org.inpaintj.imagej.image.StackPosition;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.layer.LayerStack;
import org.inpaintj.imagej.roi.NeighbourReader.Neighbour;
import org.inpaintj.imagej.roi.RecentModels;
import org.inpaintj.imagej.sketch.SketchReader;
import org.inpaintj.imagej.sketch.SketchReader.NamedStrokes;
import org.inpaintj.inpaint.Patch;
import org.inpaintj.inpaint.Provenance;
import org.inpaintj.inpaint.SelectedMask;
import org.inpaintj.inpaint.samples.SampleDigest;
import org.inpaintj.inpaint.samples.Samples;
import org.inpaintj.model.catalogue.ModelRole;
import org.inpaintj.raster.Mask;

/** This class makes a layer again from its provenance, bit for bit if the image below is as it was. */
public final class LayerReplay {

    /** How much of another seed's noise makes a variation: the same picture with other details. */
    public static final double VARIATION = 0.25;

    private LayerReplay() {}

    /**
     * The job that made a layer, to be painted and delivered like any other; its result comes as another layer. If the
     * image has changed meanwhile, the notes of the result say so.
     *
     * @param imp   the image with the layer
     * @param layer one of {@link Layer#of}
     * @throws InpaintException if the engine or its model is not here, or the layer cannot be read
     */
    public static InpaintJob of(final ImagePlus imp, final Layer layer) {
        return of(imp, layer, Optional.empty());
    }

    /** @param change what is to be other than it was; empty for the same once more */
    private static InpaintJob of(final ImagePlus imp, final Layer layer,
            final Optional<UnaryOperator<Request>> change) {
        if (layer.isSketch())
            throw new InpaintException("A sketch was painted by hand, so it cannot be made again: Sketch... goes on "
                    + "with it.");
        final Patch patch = layer.patch();
        if (!layer.misplaced().isEmpty())
            throw new InpaintException(layer.misplaced());
        final Provenance provenance = patch.provenance();
        final List<String> notes = new ArrayList<>();
        final List<Layer> below = LayerStack.below(imp, layer);
        final ImageSource source = new ImageSource(imp, layer.position());
        final List<PictureInput> pictures = new ArrayList<>(sketch(imp, layer, below, notes));
        final List<Neighbour> neighbours = neighbours(source, patch);
        for (int n = 0; n < neighbours.size(); n++)
            PictureInput.add(pictures, n + 1, source, neighbours.get(n));
        final InpaintJob job = new InpaintJob(Task.of(provenance.task()), source,
                new SelectedMask(patch.selection(), provenance.mask(), facts(provenance.facts())),
                change.orElse(UnaryOperator.identity()).apply(request(provenance, notes)), below, pictures);
        if (change.isEmpty() && changed(neighbours, job, provenance))
            job.note("The slices beside this layer have changed since the layer was made, so the result will differ.");
        if (change.isEmpty() && !SampleDigest.of(job.samples()).equals(provenance.cropSha256()))
            job.note("The image around this layer has changed since the layer was made, so the result will "
                    + "differ.");
        notes.forEach(job::note);
        return job;
    }

    /**
     * The job that made a layer with another seed and all else the same: as many candidates as its run made.
     *
     * @param seed of the first one; negative draws it
     * @throws InpaintException as {@link #of}
     */
    public static InpaintJob again(final ImagePlus imp, final Layer layer, final long seed) {
        return of(imp, layer, Optional.of(again -> seeded(again
                .with("candidates", layer.provenance().candidates()), "seed", seed)));
    }

    /**
     * The job that makes variations of a layer, as many as its run made candidates: the same seed with a little of
     * another one's noise. Where the engine has no such keys it is {@link #again}.
     *
     * @param seed of the first one's other noise, or of the first one; negative draws it
     * @throws InpaintException as {@link #of}
     */
    public static InpaintJob variation(final ImagePlus imp, final Layer layer, final long seed) {
        return !varies(layer) ? again(imp, layer, seed) : of(imp, layer, Optional.of(again -> seeded(again
                .with("candidates", layer.provenance().candidates()).with("variation", VARIATION), "subseed", seed)));
    }

    /** Whether the engine of a layer mixes the noise of two seeds. */
    public static boolean varies(final Layer layer) {
        if (!layer.damage().isEmpty() || layer.isSketch())
            return false;
        final Provenance provenance = layer.provenance();
        return Engines.found().all().stream().filter(engine -> engine.id().equals(provenance.engine()))
                .map(engine -> KeyUse.of(engine, Task.of(provenance.task())))
                .anyMatch(use -> use.uses("variation") && use.uses("subseed"));
    }

    /** With one seed set, and all that are left to chance drawn. */
    private static Request seeded(final Request request, final String key, final long seed) {
        return (key.equals("seed") ? request.without(request.seeds()) : request).with(key, Math.max(-1, seed)).drawn();
    }

    /**
     * What is asked of the engine. The record may have come with a file from anybody, so no path of it is opened, not
     * even looked at: models are those of its names that were used here before.
     */
    private static Request request(final Provenance provenance, final List<String> notes) {
        Engines.found().get(provenance.engine());
        final Request again = asked(provenance).with("mask", "").with("target", "layer");
        if (!again.text("styles").isBlank() || !again.text("stylebook").isBlank())
            throw new InpaintException("The record of the layer names styles of the stylebook '"
                    + again.text("stylebook")
                    + "', which is not opened for it: take the record's macro line and name the stylebook yourself.");
        final String map = again.text("strength_map");
        if (!map.isBlank() && !Engines.found().get(provenance.engine()).maskUse(again).strengths())
            throw new InpaintException("The record of the layer names the strength map '" + map
                    + "', which is not opened for it: take the record's macro line and name the map yourself.");
        checkControls(again);
        final Request request = withModels(again, provenance, notes);
        return request.with("segmenter", RecentModels.known(ModelRole.SEGMENTER, again.segmenter()).stream()
                .findFirst().orElse(""));
    }

    private static Request asked(final Provenance provenance) {
        try {
            return provenance.again();
        } catch (final InpaintException e) {
            throw new InpaintException("The record of the layer cannot be used, for it is damaged or was written by "
                    + "another version of InpaintJ (" + e.getMessage() + ").", e);
        }
    }

    private static void checkControls(final Request again) {
        for (int number = 1; again.has(SceneInput.control(number).key()); number++) {
            final String picture = again.text(SceneInput.control(number).key());
            final String preprocessor = again.text("preprocessor" + (number == 1 ? "" : number));
            if (!picture.isBlank() && !picture.equalsIgnoreCase(SceneInput.SHOWN))
                throw new InpaintException("The record of the layer names the control picture '" + picture
                        + "', which is not opened for it: take the record's macro line and name the picture yourself.");
            if (!preprocessor.matches("[a-z_]*"))
                throw new InpaintException("The record of the layer names the preprocessor '" + preprocessor
                        + "', which is not opened for it: take the record's macro line and name the file yourself.");
        }
    }

    /**
     * What it was started from: the paint layer of its position, or the open image of that title. No file is opened.
     *
     * @throws InpaintException if it is there no more
     */
    private static List<PictureInput> sketch(final ImagePlus imp, final Layer layer, final List<Layer> below,
            final List<String> notes) {
        final Provenance provenance = layer.provenance();
        final String name = provenance.facts().getOrDefault(Facts.SKETCH, "");
        if (name.isEmpty())
            return List.of();
        final NamedStrokes sketch = SketchReader.again(name, imp, layer.position(), below).orElseThrow(
                () -> new InpaintException("The layer was started from the sketch '" + name + "', which is not here: "
                        + (name.equals(Request.PAINTED) ? "it was taken off the image, so the layer cannot be repeated."
                                : "open it, then repeat the layer.")));
        if (!sketch.strokes().digest().equals(provenance.facts().get(Facts.SKETCH + " sha256")))
            notes.add("The sketch '" + name + "' has changed since the layer was made from it, so the result will "
                    + "differ.");
        return List.of(PictureInput.sketch(sketch));
    }

    /**
     * The slices that patches were taken from. What was not to be copied there is the selection of this layer, or that
     * of a layer there.
     *
     * @throws InpaintException if a slice or its selection is there no more
     */
    private static List<Neighbour> neighbours(final ImageSource source, final Patch patch) {
        final Map<String, String> facts = patch.provenance().facts();
        final List<Neighbour> slices = new ArrayList<>();
        for (int number = 1; facts.containsKey(Facts.NEIGHBOUR + " " + number); number++) {
            final String fact = Facts.NEIGHBOUR + " " + number;
            final StackPosition position = position(facts.get(fact));
            if (position == null || !position.isIn(source.image()))
                throw new InpaintException("The layer took patches from the slice '" + facts.get(fact)
                        + "', which the image has not: it cannot be made again here.");
            final String digest = facts.getOrDefault(fact + " mask sha256", "");
            final Optional<Mask> mask = digest.isEmpty() ? Optional.empty()
                    : Optional.of(selection(source.image(), position, digest, patch));
            slices.add(new Neighbour(position, ImageSource.planes(source.image(), position), mask));
        }
        return slices;
    }

    /** "z t"; null if it is something else, for a record may come from anybody. */
    private static StackPosition position(final String text) {
        if (!text.matches("[1-9]\\d{0,8} [1-9]\\d{0,8}"))
            return null;
        final String[] numbers = text.split(" ");
        return new StackPosition(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
    }

    private static Mask selection(final ImagePlus imp, final StackPosition position, final String digest,
            final Patch patch) {
        if (SampleDigest.of(patch.selection().trim()).equals(digest))
            return patch.selection();
        return Layer.of(imp).stream().filter(other -> other.position().equals(position) && other.isUsable()
                && !other.isSketch()).map(other -> other.patch().selection())
                .filter(mask -> SampleDigest.of(mask.trim()).equals(digest)).findFirst()
                .orElseThrow(() -> new InpaintException("The layer was made with a mask for the slice " + position.z()
                        + " of frame " + position.t() + ", and no layer there has it: it cannot be made again."));
    }

    /** Whether the record tells of other samples of a slice than it has now. */
    private static boolean changed(final List<Neighbour> slices, final InpaintJob job, final Provenance provenance) {
        for (int n = 0; n < slices.size(); n++)
            if (!SampleDigest.of(Samples.read(job.source().type(), slices.get(n).planes(), job.source().bounds()
                    .width(), job.crop())).equals(provenance.facts().get(Facts.NEIGHBOUR + " " + (n + 1) + " sha256")))
                return true;
        return false;
    }

    /** Those that say how the mask was found; the others come anew. */
    private static Map<String, String> facts(final Map<String, String> all) {
        final Map<String, String> facts = new TreeMap<>(Facts.about(Facts.SEGMENTER, all));
        facts.putAll(Facts.about(Facts.REGION, all));
        return facts;
    }

    /** With the paths of models that have the fingerprint of those that ran, or at least their names. */
    private static Request withModels(final Request again, final Provenance provenance, final List<String> notes) {
        final String wanted = provenance.facts().getOrDefault(Engine.MODEL, "");
        final List<String> own = again.ownModels().stream().filter(key -> !again.text(key).isBlank()).toList();
        if (wanted.isEmpty() && !again.namesModel() && own.isEmpty())
            return again;
        List<Request> all = wanted.isEmpty() && !again.namesModel() ? List.of(again) : known(List.of(again), "model");
        for (final String key : own)
            all = known(all, key);
        final Engine engine = Engines.found().get(provenance.engine());
        final Optional<Request> same = wanted.isEmpty() ? Optional.empty()
                : all.stream().filter(request -> hasFingerprint(engine, request, wanted)).findFirst();
        if (wanted.isEmpty())
            notes.add("The record of the layer does not say which '" + again.model() + "' it was made with, so the "
                    + "result may differ.");
        else if (same.isEmpty())
            notes.add("The model '" + again.model()
                    + "' here is not the one that the layer was made with, so the result "
                    + "will differ.");
        return same.orElse(all.get(0));
    }

    /** The requests with the models of a key's name that were used here before. */
    private static List<Request> known(final List<Request> requests, final String key) {
        final String name = requests.get(0).text(key);
        final List<String> paths = role(key).map(role -> RecentModels.known(role, name))
                .orElseGet(() -> RecentModels.named(name));
        if (paths.isEmpty())
            throw new InpaintException("The layer was made with '" + name
                    + "', which is not known here: use it once, with the path where it lies, then repeat the layer.");
        return requests.stream().flatMap(request -> paths.stream().map(path -> request.with(key, path))).toList();
    }

    /** What a key names a model for; folders of several models have no names. */
    private static Optional<ModelRole> role(final String key) {
        return key.startsWith("controlnet") ? Optional.of(ModelRole.CONTROLNET) : key.equals("vae")
                ? Optional.of(ModelRole.VAE) : key.equals("model") ? Optional.of(ModelRole.MODEL) : Optional.empty();
    }

    private static boolean hasFingerprint(final Engine engine, final Request request, final String wanted) {
        try {
            return engine.fingerprint(request).equals(wanted);
        } catch (final InpaintException e) {
            // another one of that name may be whole
            return false;
        }
    }
}
