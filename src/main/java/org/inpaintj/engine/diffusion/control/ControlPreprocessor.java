package org.inpaintj.engine.diffusion.control;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Plane;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.diffusion.memory.SessionPool;
import org.inpaintj.model.ModelLocator;
import org.inpaintj.model.WantedModel;
import org.inpaintj.model.catalogue.ModelRole;

/** What is made of a picture before a ControlNet sees it (annotator). */
@FunctionalInterface
interface ControlPreprocessor {

    /** Thresholds of the edges, as the WebUI's extension and diffusers' guides have them. */
    int LOW = 100, HIGH = 200;

    /** The words, for messages. */
    String WORDS = "none, inpaint, tile, canny or colour_grid";

    String ABSENT = "There is no preprocessor '%s': give " + WORDS + ", or the path of an .onnx file.";
    WantedModel WANTED = WantedModel.there(ModelRole.PREPROCESSOR, "", ABSENT, ABSENT);

    /**
     * Makes it.
     *
     * @param picture red, green and blue, 0..1, of one size
     * @param mask    1 = repaint, of that size; empty without one
     * @return red, green and blue of the same size; masked pixels may be -1
     */
    List<Plane> apply(List<Plane> picture, Optional<Plane> mask, SessionPool pool, Progress progress);

    /**
     * The preprocessor of a word or of the file of a network.
     *
     * @throws InpaintException if there is none
     */
    static ControlPreprocessor of(final String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            // the tile model was trained to see a picture as it is
            case "", "none", "tile" -> (picture, mask, pool, progress) -> picture;
            case "inpaint" -> (picture, mask, pool, progress) -> picture.stream().map(p -> hide(p, mask)).toList();
            case "canny" -> (picture, mask, pool, progress) ->
                    Collections.nCopies(picture.size(), CannyEdges.of(picture, LOW, HIGH));
            case "colour_grid" -> (picture, mask, pool, progress) -> picture.stream().map(ColourGrid::of).toList();
            default -> PreprocessorNetwork.read(ModelLocator.STANDARD.locate(name, WANTED));
        };
    }

    /** Whether a name is one of the words. */
    static boolean isWord(final String name) {
        return ControlKeys.WORDS.contains(name.toLowerCase(Locale.ROOT));
    }

    /** What is masked by more than half is hidden. */
    private static Plane hide(final Plane plane, final Optional<Plane> mask) {
        final Plane out = plane.copy();
        for (int i = 0; mask.isPresent() && i < out.values().length; i++)
            if (mask.get().values()[i] > 0.5f)
                out.values()[i] = -1;
        return out;
    }
}
