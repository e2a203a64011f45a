package org.inpaintj.ui.form;

import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import ij.ImagePlus;
import ij.WindowManager;

import org.inpaintj.core.Csv;
import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.SceneInput;
import org.inpaintj.engine.remote.server.SavedServer;
import org.inpaintj.engine.remote.server.SavedServers;
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
    public static List<Offer> images(final String key, final ImagePlus imp) {
        final List<Offer> offers = new ArrayList<>();
        if (PAINTED.contains(key) && SketchReader.painted(imp).isPresent())
            offers.add(new Offer(Request.PAINTED, Request.PAINTED));
        final boolean control = SceneInput.control(1).key().equals(key);
        if (control)
            offers.add(new Offer(SceneInput.SHOWN, SceneInput.SHOWN));
        final int[] ids = WindowManager.getIDList();
        for (int i = 0; ids != null && i < ids.length; i++) {
            final ImagePlus other = WindowManager.getImage(ids[i]);
            if (other == null || other == imp || !control && (other.getWidth() != imp.getWidth()
                    || other.getHeight() != imp.getHeight()))
                continue;
            final boolean first = WindowManager.getImage(other.getTitle()) == other;
            offers.add(first ? new Offer(other.getTitle(), other.getTitle())
                    : new Offer(other.getTitle() + " (" + ids[i] + ")", String.valueOf(ids[i])));
        }
        return offers;
    }

    /** Upscalers that need no file, and files of such that were used before. */
    public static List<Offer> upscalers() {
        final List<Offer> offers = new ArrayList<>();
        Upscalers.found().all().stream().filter(upscaler -> upscaler.unavailable().isEmpty())
                .forEach(upscaler -> offers.add(new Offer(upscaler.title(), upscaler.id())));
        offers.addAll(models(Kind.UPSCALER));
        return offers;
    }

    /** Models that were used before, the last one first; of those of one name, others than the last by their paths. */
    public static List<Offer> models(final Kind kind) {
        final Map<String, Offer> offers = new LinkedHashMap<>();
        for (final String path : RecentModels.paths(kind)) {
            final String last = new File(path).getName(), name = offers.containsKey(last) ? path : last;
            offers.put(name, new Offer(name, path));
        }
        return List.copyOf(offers.values());
    }

    /** Names that are separated by commas: those that hold one stand in quotes. */
    public static List<Offer> names(final List<String> names) {
        return names.stream().map(name -> new Offer(name, Csv.line(List.of(name)))).toList();
    }

    /**
     * The servers that the user has saved: those of an engine, or all if it is none on servers. None if the list cannot
     * be read, which its own window says.
     */
    public static List<Offer> servers(final String engine) {
        try {
            final List<SavedServer> all = SavedServers.standard().list();
            final boolean remote = all.stream().anyMatch(each -> each.engine().equals(engine));
            return all.stream().filter(each -> !remote || each.engine().equals(engine))
                    .map(each -> new Offer(remote ? each.text() : each.text() + " (" + each.engine() + ")", each.text()))
                    .toList();
        } catch (final InpaintException e) {
            return List.of();
        }
    }
}
