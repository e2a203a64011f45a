package org.inpaintj.engine.diffusion.files;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.inpaintj.engine.Request;
import org.inpaintj.model.ModelLocator;
import org.inpaintj.model.catalogue.ModelRole;

/** Puts the paths of models in place of their names, so that a record tells the files that ran. */
public final class NamedFiles {

    private static final Map<String, ModelRole> ROLES = new LinkedHashMap<>();

    static {
        ROLES.put("model", ModelRole.MODEL);
        ROLES.put("vae", ModelRole.VAE);
        for (final String number : new String[] {"", "2", "3"}) {
            ROLES.put("controlnet" + number, ModelRole.CONTROLNET);
            ROLES.put("preprocessor" + number, ModelRole.PREPROCESSOR);
        }
    }

    private NamedFiles() {}

    /**
     * A request whose models are paths as far as they are known.
     *
     * @param words values of keys that are no names of models
     * @throws org.inpaintj.core.InpaintException if a name is that of more than one
     */
    public static Request located(final Request asked, final Set<String> words) {
        Request located = asked;
        for (final Map.Entry<String, ModelRole> key : ROLES.entrySet()) {
            final String text = asked.text(key.getKey());
            if (words.contains(text.strip().toLowerCase(Locale.ROOT)) || !asked.namesModel() && key.getKey().equals(
                    "model"))
                continue;
            final Optional<Path> path = ModelLocator.inFolders(text, key.getValue());
            if (path.isPresent())
                located = located.with(key.getKey(), path.get());
        }
        return located;
    }
}
