package org.inpaintj.ui.models;

import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ij.Prefs;

import org.inpaintj.core.FileNames;
import org.inpaintj.core.InpaintException;
import org.inpaintj.imagej.roi.RecentModels;
import org.inpaintj.imagej.roi.RecentModels.Kind;
import org.inpaintj.model.catalogue.CatalogueEntry;
import org.inpaintj.model.catalogue.ModelRole;
import org.inpaintj.params.MacroLine;
import org.inpaintj.ui.offer.ModelOffers;

/**
 * Sets a model where commands remember what was chosen last, so that their dialogs and <em>Remove Object</em> start
 * with it; macros say themselves what they want.
 */
final class ModelUse {

    /** Where ImageJ's preferences keep the inputs of commands that paint a selection. */
    static final List<String> SELECTIONS = List.of("inpaintj.inpaint", "inpaintj.repair");
    /** The same of those that paint other things, too. */
    static final List<String> PICTURES = List.of("inpaintj.inpaint", "inpaintj.repair", "inpaintj.image-to-image",
            "inpaintj.text-to-image", "inpaintj.outpaint", "inpaintj.compare");
    private static final String UPSCALE = "inpaintj.upscale";
    /** The settings that came with the model that was set last, to be taken back with it. */
    private static final String CAME = "inpaintj.models.settings";

    private ModelUse() {}

    /** Whether there is something to set for such models, or to copy. */
    static boolean isPossible(final ModelRole role) {
        return role != ModelRole.CONTROLNET && role != ModelRole.PREPROCESSOR;
    }

    /** @return what was done, a full sentence */
    static String use(final ModelRow row) {
        final Path path = row.path().orElseThrow();
        final String text = ModelOffers.text(row.entry().isPresent() ? row.key() : row.name(), row.role(), path);
        return switch (row.role()) {
            case MODEL -> painter(row, text);
            case VAE -> set(row, "vae", text, PICTURES, "as VAE");
            case UPSCALER -> {
                RecentModels.remember(Kind.UPSCALER, path.toString());
                yield set(row, "upscaler", text, List.of(UPSCALE), "in Upscale Image");
            }
            case SEGMENTER -> recent(row, Kind.SEGMENTER, path, "wherever a Segment Anything model is asked for");
            case DETECTOR -> recent(row, Kind.DETECTOR, path, "wherever a detector is asked for");
            case INTERROGATOR -> recent(row, Kind.INTERROGATOR, path, "in Interrogate");
            case LORA -> copy("<lora:" + stem(path.toString()) + ":1>");
            case EMBEDDING -> copy(stem(path.toString()));
            case CONTROLNET, PREPROCESSOR -> throw new InpaintException("'" + row.name() + "' belongs to a control "
                    + "picture: choose it in the dialog, beside the picture.");
        };
    }

    private static String painter(final ModelRow row, final String text) {
        RecentModels.remember(row.path().orElseThrow().toString());
        final Map<String, String> came = row.entry().map(CatalogueEntry::settings).orElse(Map.of());
        final Map<String, String> before = MacroLine.parse(Prefs.get(CAME, ""));
        final boolean erases = row.task().equals("erase");
        final List<String> places = erases ? SELECTIONS : PICTURES;
        for (final String place : places) {
            final Map<String, String> keys = new LinkedHashMap<>(MacroLine.parse(Prefs.get(place, "")));
            // what suited the model before need not suit this one, unless somebody has changed it
            before.forEach((key, value) -> keys.remove(key, value));
            keys.put("engine", "auto");
            keys.put("model", text);
            keys.putAll(came);
            Prefs.set(place, MacroLine.format(keys));
        }
        Prefs.set(CAME, MacroLine.format(came));
        if (erases)
            Prefs.set("inpaintj.eraser", MacroLine.format(Map.of("engine", "auto", "model", text)));
        return "'" + row.name() + "' is set in " + (erases ? "Inpaint Selection, Remove Object and Repair Detections"
                : "all commands that paint with a model")
                + (came.isEmpty() ? "." : ", with " + MacroLine.format(came) + ".");
    }

    private static String set(final ModelRow row, final String key, final String text, final List<String> places,
            final String where) {
        for (final String place : places) {
            final Map<String, String> keys = new LinkedHashMap<>(MacroLine.parse(Prefs.get(place, "")));
            keys.put(key, text);
            Prefs.set(place, MacroLine.format(keys));
        }
        return "'" + row.name() + "' is set " + where + ".";
    }

    private static String recent(final ModelRow row, final Kind kind, final Path path, final String where) {
        RecentModels.remember(kind, path.toString());
        return "'" + row.name() + "' is set " + where + ".";
    }

    private static String copy(final String words) {
        Toolkit.getDefaultToolkit().getSystemClipboard().setContents(new StringSelection(words), null);
        return words + " is copied: paste it into the prompt.";
    }

    private static String stem(final String path) {
        return FileNames.last(path).replaceFirst("\\.[^.]*$", "");
    }
}
