package org.inpaintj.ui.offer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import ij.ImagePlus;
import ij.WindowManager;

import org.inpaintj.core.Csv;
import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.SceneInput;
import org.inpaintj.engine.remote.server.SavedServer;
import org.inpaintj.engine.remote.server.SavedServers;
import org.inpaintj.imagej.sketch.SketchReader;
import org.inpaintj.model.catalogue.ModelRole;
import org.inpaintj.upscale.Upscalers;

/**
 * Dialogs offer these values to pick instead of typing them: what each is called, and the text of
 * the input.
 */
public final class Offers {

    /** Keys that may name what is painted. */
    private static final Set<String> PAINTED = Set.of("mask", "sketch");

    /** Keys that name models. */
    private static final Map<String, ModelRole> ROLES = Map.ofEntries(Map.entry("model", ModelRole.MODEL),
            Map.entry("vae", ModelRole.VAE), Map.entry("loras", ModelRole.LORA),
            Map.entry("controlnet", ModelRole.CONTROLNET), Map.entry("controlnet2", ModelRole.CONTROLNET),
            Map.entry("controlnet3", ModelRole.CONTROLNET), Map.entry("preprocessor", ModelRole.PREPROCESSOR),
            Map.entry("preprocessor2", ModelRole.PREPROCESSOR), Map.entry("preprocessor3", ModelRole.PREPROCESSOR),
            Map.entry("segmenter", ModelRole.SEGMENTER), Map.entry("detector", ModelRole.DETECTOR));

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

    /** Upscalers that need no file, and files of such. */
    public static List<Offer> upscalers() {
        final List<Offer> offers = new ArrayList<>();
        Upscalers.found().all().stream().filter(upscaler -> upscaler.unavailable().isEmpty())
                .forEach(upscaler -> offers.add(new Offer(upscaler.title(), upscaler.id())));
        ModelOffers.of(ModelRole.UPSCALER).stream().filter(offer -> !offer.text().isEmpty()).forEach(offers::add);
        return offers;
    }

    /** For what a key of a dialog that paints names a model, if it does. */
    public static Optional<ModelRole> role(final String key) {
        return Optional.ofNullable(ROLES.get(key));
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
            return all.stream().filter(each -> !remote || each.engine().equals(engine)).map(each -> new Offer(
                    remote ? each.text() : each.text() + " (" + each.engine() + ")", each.text()))
                    .toList();
        } catch (final InpaintException e) {
            return List.of();
        }
    }
}
