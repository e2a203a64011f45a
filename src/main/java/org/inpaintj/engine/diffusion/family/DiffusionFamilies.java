package org.inpaintj.engine.diffusion.family;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.inpaintj.core.JsonConfig;
import org.inpaintj.core.PluginFinder;
import org.inpaintj.model.folder.DenoiserFile;
import org.inpaintj.model.folder.NetworkKind;
import org.inpaintj.onnx.file.OnnxModelInfo;

/** The model families on the class path, found once through SciJava's index of annotations. */
final class DiffusionFamilies {

    private static final PluginFinder<DiffusionFamily> FOUND =
            PluginFinder.of(DiffusionFamily.class, "model family", DiffusionFamily.class.getClassLoader());
    private static final List<DiffusionFamily> ALL = FOUND.plugins();

    private DiffusionFamilies() {}

    /** Why families of other jars are left out, full sentences. */
    static List<String> problems() {
        return FOUND.problems();
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
        final NetworkKind plain = kind == NetworkKind.CONTROLLED_UNET ? NetworkKind.UNET : kind;
        return ALL.stream().filter(family -> family.denoiserKind() == plain)
                .filter(family -> family.recognises(network, denoiser, scheduler)).findFirst();
    }

    /** Such as "Stable Diffusion 2, Stable Diffusion XL". */
    static String titles() {
        return ALL.stream().map(DiffusionFamily::title).sorted().collect(Collectors.joining(", "));
    }
}
