package org.inpaintj.command;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.inpaintj.engine.Capabilities;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.KeyUse;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.inpaintj.engines.Engines;
import org.inpaintj.params.KeyGroup;
import org.inpaintj.params.Parameters;

/**
 * This class tells which keys stand on which page of a dialog that paints, as the keys say it themselves: those that
 * mean something with the engine that would run, and on the first page, so that it can follow the choice of an engine,
 * what others may need.
 */
final class KeyPages {

    /** How networks run: the keys of a run that are not on the first page. */
    private static final List<String> OF_A_MODEL = Parameters.of(Request.RunKeys.class).keys().stream()
            .filter(key -> Request.COMMON.describe(key).group() == KeyGroup.SAMPLING
                    || Request.COMMON.describe(key).group() == KeyGroup.HARDWARE).toList();

    private final Parameters<?> keys;
    private final String dialog;
    private final Task task;
    private final List<Engine> able;
    private final Set<String> pinned;

    /**
     * @param dialog as {@link org.inpaintj.params.Key#first()} calls it
     * @param task   what engines are offered for
     * @param able   the engines that can do it here
     * @param pinned what a user wants on the first page, beside what the keys say
     */
    KeyPages(final Parameters<?> keys, final String dialog, final Task task, final List<Engine> able,
            final Set<String> pinned) {
        this.keys = keys;
        this.dialog = dialog;
        this.task = task;
        this.able = able;
        this.pinned = pinned;
    }

    /**
     * The keys of the first page.
     *
     * @param values of the inputs
     * @param engine the one that would run with them; empty if none can
     */
    List<String> shown(final Map<String, String> values, final Optional<Engine> engine) {
        return keys.keys().stream()
                .filter(key -> isFirst(key, values, engine) && isOffered(key, values, engine)).toList();
    }

    /** All keys that the first page may come to show with one engine or another, and other words chosen there. */
    List<String> possible(final Map<String, String> now) {
        final Map<String, String> values = new HashMap<>(now);
        values.replaceAll((key, word) -> keys.choices(key).isEmpty() ? word
                : keys.choices(key).get(keys.choices(key).size() - 1));
        return keys.keys().stream().filter(key -> able.stream().map(Optional::of)
                .anyMatch(engine -> isFirst(key, values, engine) && isOffered(key, values, engine))).toList();
    }

    /** The keys that mean something and are not on the first page; parameters as those of {@link #shown}. */
    List<String> rest(final List<String> firstPage, final Map<String, String> values, final Optional<Engine> engine) {
        return keys.keys().stream().filter(key -> !firstPage.contains(key) && isOffered(key, values, engine)).toList();
    }

    private boolean isFirst(final String key, final Map<String, String> values, final Optional<Engine> engine) {
        return pinned.contains(key) || dialogs(key, engine).anyMatch(word -> {
            final int colon = word.indexOf(':');
            return word.equals(dialog) || colon >= 0 && word.substring(0, colon).equals(dialog)
                    && holds(word.substring(colon + 1), values, engine);
        });
    }

    private boolean holds(final String condition, final Map<String, String> values, final Optional<Engine> engine) {
        return condition.equals("original") ? engine.filter(e -> e.capabilities().startsFromOriginal()).isPresent()
                : isOffered(condition, values, engine)
                        && !List.of("", "none").contains(values.getOrDefault(condition, ""));
    }

    /** Where a key stands on the first page; of a key that several engines have, each says it for itself. */
    private Stream<String> dialogs(final String key, final Optional<Engine> engine) {
        final String first = engine.<Parameters<?>>map(e -> Parameters.of(e.parameters())).filter(own -> own.has(key))
                .orElse(keys).describe(key).first();
        return first.isEmpty() ? Stream.of(dialog) : Arrays.stream(first.split(" "));
    }

    private boolean isOffered(final String key, final Map<String, String> values, final Optional<Engine> engine) {
        if (!keys.has(key))
            return false;
        if (Request.COMMON.has(key))
            return !task.takes(keys, key)
                    || engine.filter(e -> KeyUse.of(e, task).uses(key) && isReady(e, key, values)).isPresent()
                    || (engine.isEmpty() || dialogs(key, engine).anyMatch(dialog::equals)) && isUsed(key);
        if (Engines.found().keys().has(key))
            return engine.filter(e -> Parameters.of(e.parameters()).has(key)).isPresent();
        // a key of the command itself: of those in words, an engine without a prompt makes nothing
        return keys.describe(key).group() != KeyGroup.PROMPT || engine.map(Engine::capabilities)
                .filter(Capabilities::prompt).isPresent();
    }

    /** Whether an engine has the model that it needs, without which nobody asks how it is to run. */
    private static boolean isReady(final Engine engine, final String key, final Map<String, String> values) {
        final Capabilities can = engine.capabilities();
        return !OF_A_MODEL.contains(key) || can.prompt() || can.needsNoModel()
                || !List.of("", "auto").contains(values.getOrDefault("model", ""));
    }

    /** Whether any engine uses a key. */
    private boolean isUsed(final String key) {
        return able.stream().anyMatch(e -> KeyUse.of(e, task).uses(key));
    }
}
