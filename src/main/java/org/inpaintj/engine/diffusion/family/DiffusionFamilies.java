package org.inpaintj.engine.diffusion.family;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.scijava.annotations.Index;
import org.scijava.annotations.IndexItem;
import org.scijava.plugin.Plugin;

import org.inpaintj.core.JsonConfig;
import org.inpaintj.model.folder.DenoiserFile;
import org.inpaintj.model.folder.NetworkKind;
import org.inpaintj.onnx.file.OnnxModelInfo;

/** The model families on the class path, found once through SciJava's index of annotations. */
final class DiffusionFamilies {

    private static final List<DiffusionFamily> ALL = find();

    private DiffusionFamilies() {}

    private static List<DiffusionFamily> find() {
        final List<IndexItem<Plugin>> found = new ArrayList<>();
        for (final IndexItem<Plugin> item : Index.load(Plugin.class, DiffusionFamily.class.getClassLoader()))
            if (isFamily(item))
                found.add(item);
        found.sort(Comparator.comparingDouble((IndexItem<Plugin> item) -> -item.annotation().priority())
                .thenComparing(IndexItem::className));
        return found.stream().map(IndexItem::className).map(DiffusionFamilies::create).toList();
    }

    private static boolean isFamily(final IndexItem<Plugin> item) {
        try {
            return item.annotation().type() == DiffusionFamily.class;
        } catch (final ClassCastException e) {
            // so the index says that the class of the type is not here; then it is no family's
            return false;
        }
    }

    private static DiffusionFamily create(final String className) {
        try {
            return (DiffusionFamily) Class.forName(className, true, DiffusionFamily.class.getClassLoader())
                    .getDeclaredConstructor().newInstance();
        } catch (final ReflectiveOperationException e) {
            throw new IllegalStateException("The model family " + className
                    + " cannot be created; it needs a public class and a public constructor without arguments.", e);
        }
    }

    /** All, in the order in which they are asked. */
    static List<DiffusionFamily> all() {
        return ALL;
    }

    /** What the denoisers of all families are, in the order in which the families are asked. */
    static List<NetworkKind> denoiserKinds() {
        return ALL.stream().map(DiffusionFamily::denoiserKind).distinct().toList();
    }

    /** Whether no family does without CLIP. */
    static boolean allNeedClip() {
        return ALL.stream().allMatch(family -> family.encoders().fewestClips() > 0);
    }

    /** The first family that recognises a denoiser of a kind. */
    static Optional<DiffusionFamily> of(final NetworkKind kind, final OnnxModelInfo network,
            final DenoiserFile denoiser,
            final JsonConfig scheduler) {
        return ALL.stream().filter(family -> family.denoiserKind() == kind)
                .filter(family -> family.recognises(network, denoiser, scheduler)).findFirst();
    }

    /** Such as "Stable Diffusion 2, Stable Diffusion XL". */
    static String titles() {
        return ALL.stream().map(DiffusionFamily::title).sorted().collect(Collectors.joining(", "));
    }
}
