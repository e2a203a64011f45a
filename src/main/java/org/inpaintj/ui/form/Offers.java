package org.inpaintj.ui.form;

import java.io.File;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import ij.ImagePlus;
import ij.WindowManager;

import org.inpaintj.core.Csv;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.SceneInput;
import org.inpaintj.imagej.roi.RecentModels;
import org.inpaintj.imagej.roi.RecentModels.Kind;
import org.inpaintj.imagej.sketch.SketchReader;
import org.inpaintj.upscale.Upscalers;

/**
 * A {@link ParameterDialog} offers these values to pick instead of typing them: what each is called, and the text of
 * the input.
 */
public final class Offers {

    /** Keys that may name what is painted. */
    private static final Set<String> PAINTED = Set.of("mask", "sketch");

    private Offers() {}

    /**
     * What is painted on an image, for keys that take that, and the other open images of its size, or of any where
     * that does not count: by their titles, those of a title that occurs twice by their numbers.
     */
    public static Map<String, String> images(final String key, final ImagePlus imp) {
        final Map<String, String> offers = new LinkedHashMap<>();
        if (PAINTED.contains(key) && SketchReader.painted(imp).isPresent())
            offers.put(Request.PAINTED, Request.PAINTED);
        final boolean control = SceneInput.control(1).key().equals(key);
        if (control)
            offers.put(SceneInput.SHOWN, SceneInput.SHOWN);
        final int[] ids = WindowManager.getIDList();
        for (int i = 0; ids != null && i < ids.length; i++) {
            final ImagePlus other = WindowManager.getImage(ids[i]);
            if (other == null || other == imp || !control && (other.getWidth() != imp.getWidth()
                    || other.getHeight() != imp.getHeight()))
                continue;
            final boolean first = WindowManager.getImage(other.getTitle()) == other;
            offers.put(first ? other.getTitle() : other.getTitle() + " (" + ids[i] + ")",
                    first ? other.getTitle() : String.valueOf(ids[i]));
        }
        return offers;
    }

    /** Upscalers that need no file, and files of such that were used before. */
    public static Map<String, String> upscalers() {
        final Map<String, String> offers = new LinkedHashMap<>();
        Upscalers.found().all().stream().filter(upscaler -> upscaler.unavailable().isEmpty())
                .forEach(upscaler -> offers.put(upscaler.title(), upscaler.id()));
        offers.putAll(models(Kind.UPSCALER));
        return offers;
    }

    /** Models that were used before, the last one first; of those of one name, others than the last by their paths. */
    public static Map<String, String> models(final Kind kind) {
        final Map<String, String> offers = new LinkedHashMap<>();
        for (final String path : RecentModels.paths(kind)) {
            final String name = new File(path).getName();
            offers.put(offers.containsKey(name) ? path : name, path);
        }
        return offers;
    }

    /** Names that are separated by commas: those that hold one stand in quotes. */
    public static Map<String, String> names(final List<String> names) {
        final Map<String, String> offers = new LinkedHashMap<>();
        names.forEach(name -> offers.put(name, Csv.line(List.of(name))));
        return offers;
    }
}
