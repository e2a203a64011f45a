package org.inpaintj.engine.diffusion.lora;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.diffusion.text.LoraTag;
import org.inpaintj.lora.LoraFolder;
import org.inpaintj.model.ModelLocator;
import org.inpaintj.model.WantedModel;
import org.inpaintj.model.catalogue.ModelRole;
import org.inpaintj.model.library.LibraryModel;
import org.inpaintj.model.library.ModelLibrary;
import org.inpaintj.params.NearMatches;

/**
 * Finds the LoRA files that a prompt names: in the folder of the request, else among the user's models. A tag is a
 * name and never a path, since prompts are passed on between people.
 */
public final class LoraFinder {

    private static final WantedModel PLACE = WantedModel.path(WantedModel.Kind.THERE, "",
            "The place '%s' of LoRA files is no path: give the folder that holds them, or one file (loras).",
            "There is no folder or file '%s': give the folder of the LoRA files, or one file (loras).");

    private final Optional<LoraFolder> folder;

    private LoraFinder(final Optional<LoraFolder> folder) {
        this.folder = folder;
    }

    /**
     * In the folder or file that a request names, if it does.
     *
     * @throws InpaintException if there is none such
     */
    static LoraFinder of(final String loras) {
        return new LoraFinder(loras.isBlank() ? Optional.empty()
                : Optional.of(new LoraFolder(ModelLocator.STANDARD.locate(loras, PLACE))));
    }

    /** Whether tags are followed: there is a folder in the request, or the user has models that may be meant. */
    public static boolean follows(final List<LoraTag> tags, final String loras) {
        return !loras.isBlank() || !ModelLibrary.standard().isEmpty()
                || tags.stream().anyMatch(tag -> ModelLocator.byName(tag.name(), ModelRole.LORA).isPresent());
    }

    /** @throws InpaintException if no file has the name, or more than one */
    Path file(final String name) {
        final Optional<Path> own = folder.flatMap(place -> place.find(name));
        return own.or(() -> ModelLocator.byName(name, ModelRole.LORA)).orElseThrow(() ->
                folder.map(place -> place.absent(name)).orElseGet(() -> absent(name)));
    }

    private static InpaintException absent(final String name) {
        final String near = NearMatches.of(name,
                ModelLibrary.standard().models(ModelRole.LORA).stream().map(LibraryModel::name).toList());
        return new InpaintException("There is no LoRA '" + name + "' in your folders of models"
                + (near.isEmpty() ? ": put it there, name its folder (loras), or correct the tag in the prompt."
                        : "; " + near));
    }
}
