package org.inpaintj.imagej.roi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engines.Engines;
import org.inpaintj.model.ModelLocator;
import org.inpaintj.model.catalogue.CatalogueEntry;
import org.inpaintj.model.catalogue.ModelStore;
import org.inpaintj.params.Key;
import org.inpaintj.params.Parameters;

/**
 * The models of the catalogue that keys name by their ids and that were not fetched yet. {@value #KEY} is a word of
 * macros and command lines, and no key of a request: it says how a run begins, and nothing of what it makes, so that
 * records and layers do not have it.
 */
public final class MissingModels {

    /** What macros and the command line call it. */
    public static final String KEY = "download";
    /** What is told of it. */
    public static final String HELP = "fetches models that are named by an id of the catalogue and are not there yet, "
            + "before the run; true or false";

    /** Keys of paths that lead to no model. */
    private static final Set<String> OTHERS = Set.of("stylebook", "export", "scheduler", "workflow", "macro", "table");

    private MissingModels() {}

    /** The keys that name models. */
    public static List<String> keys(final Parameters<?> keys) {
        return keys.keys().stream().filter(key -> Set.of(Key.Path.FILE, Key.Path.FOLDER, Key.Path.EITHER)
                .contains(keys.describe(key).path()) && !OTHERS.contains(key)).toList();
    }

    /**
     * Whether a text says that models are to be fetched.
     *
     * @throws InpaintException if it says neither that nor the opposite
     */
    public static boolean isWanted(final String text) {
        if (!text.strip().matches("(?i)true|false"))
            throw new InpaintException(KEY + " takes true or false, not '" + text.strip() + "'.");
        return text.strip().equalsIgnoreCase("true");
    }

    /**
     * The models to be fetched. What names a path, or a model that was used before, or one of a server, is none.
     *
     * @param values of keys that name models, and of {@code engine}
     */
    public static List<CatalogueEntry> of(final Map<String, String> values) {
        final List<CatalogueEntry> missing = new ArrayList<>();
        final boolean remote = isOfServer(values.getOrDefault("engine", ""));
        for (final Map.Entry<String, String> each : values.entrySet()) {
            final String text = each.getValue().strip();
            final boolean named = !each.getKey().equals("engine") && !(each.getKey().equals("model") && remote);
            if (named && !ModelLocator.isThere(text) && Stream.of(RecentModels.Kind.values())
                    .allMatch(kind -> RecentModels.named(kind, text).isEmpty()))
                ModelStore.standard().absent(text).filter(entry -> !missing.contains(entry)).ifPresent(missing::add);
        }
        return missing;
    }

    /** The same of the values of all keys. */
    public static List<CatalogueEntry> of(final Parameters<?> keys, final Map<String, String> values) {
        final Map<String, String> named = new LinkedHashMap<>(values);
        named.keySet().removeIf(key -> !key.equals("engine") && !keys(keys).contains(key));
        return of(named);
    }

    private static boolean isOfServer(final String engine) {
        return Engines.found().ids().contains(engine) && Engines.found().get(engine).capabilities().remote();
    }
}
