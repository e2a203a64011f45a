package org.inpaintj.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.inpaintj.params.Parameters;

/**
 * This class tells which keys of a request change what an engine makes of a task, so that no other is swallowed in
 * silence.
 */
public final class KeyUse {

    /** Keys of which engines say whether they use them; what is common beside these counts with any. */
    private static final Set<String> OF_A_RUN = Parameters.of(Request.RunKeys.class).keys().stream()
            .filter(key -> !key.equals("engine")).collect(Collectors.toUnmodifiableSet());

    /** Keys of pictures beside the image, which mean something to engines that take such a one. */
    private static final Map<String, SceneInput.Kind> OF_PICTURES =
            Map.of("sketch", SceneInput.Kind.BASE, "transparency", SceneInput.Kind.BASE);

    private final Engine of;
    private final Capabilities can;
    private final Parameters<? extends Record> own;
    private final String engine;
    private final Task task;

    private KeyUse(final Engine engine, final Task task) {
        of = engine;
        can = engine.capabilities();
        own = Parameters.of(engine.parameters());
        this.engine = engine.id();
        this.task = task;
    }

    public static KeyUse of(final Engine engine, final Task task) {
        return new KeyUse(engine, task);
    }

    /** Whether the result can depend on a key. */
    public boolean uses(final String key) {
        if (own.has(key))
            return task.takes(own, key);
        return Request.COMMON.has(key) && task.takes(Request.COMMON, key)
                && (!OF_A_RUN.contains(key) || can.keys().contains(key))
                && (!OF_PICTURES.containsKey(key) || of.takes(OF_PICTURES.get(key)));
    }

    /** The request where all keys that mean nothing to the task have their defaults. */
    public static Request trimmed(final Request request, final Task task) {
        final Parameters<Request> keys = request.keys();
        return request.without(keys.keys().stream().filter(key -> !task.takes(keys, key)).toList());
    }

    /** The keys and values of a request on which the result depends. */
    public Map<String, String> used(final Request request) {
        final Map<String, String> used = new LinkedHashMap<>(request.values());
        used.keySet().removeIf(key -> !uses(key));
        return used;
    }

    /** Of keys that were given, those to which the request leaves no effect, in the order of the keys. */
    public List<String> idle(final Request request, final Collection<String> given) {
        final Parameters<Request> keys = request.keys();
        final Map<String, String> values = request.values(), implied = keys.implied(request);
        return keys.keys().stream().filter(given::contains)
                .filter(key -> keys.isRecipe(key) ? isIdle(keys.expand(Map.of(key, values.get(key))).keySet(), request)
                        : hasNoEffect(key, request) && !values.get(key).equals(implied.get(key))).toList();
    }

    /** Whether a word that stands for values of other keys changed nothing that counts. */
    private boolean isIdle(final Set<String> expanded, final Request request) {
        final Set<String> changed = request.keys().changes(request).keySet();
        return expanded.stream().filter(key -> !request.keys().isRecipe(key))
                .allMatch(key -> hasNoEffect(key, request) || !changed.contains(key));
    }

    private boolean hasNoEffect(final String key, final Request request) {
        return !uses(key) || !reason(key, request).isEmpty();
    }

    /** What of the request leaves no effect to a key that would have one otherwise; empty if nothing does. */
    private String reason(final String key, final Request request) {
        // who wants no feather has none
        if (key.equals("blur"))
            return can.startsFromOriginal() || request.spill() > 0 || request.blur() == 0 ? ""
                    : "the engine '" + engine + "' and spill=0";
        return request.keys().unmet(key, request);
    }

    /** What differs from the defaults and has no effect, named in full sentences, with the reason. */
    public List<String> notes(final Request request) {
        return notes(request, request.keys().changes(request).keySet());
    }

    /** The same for keys that were given. */
    public List<String> notes(final Request request, final Collection<String> given) {
        final Parameters<Request> keys = request.keys();
        final Map<String, List<String>> reasons = new LinkedHashMap<>();
        for (final String key : idle(request, given))
            reasons.computeIfAbsent(!task.takes(keys, key) ? task.id()
                    : !uses(key) || keys.isRecipe(key) ? "the engine '" + engine + "'" : reason(key, request),
                    r -> new ArrayList<>()).add(key);
        return reasons.entrySet().stream().map(e -> note(e.getValue(), e.getKey())).collect(Collectors.toList());
    }

    /** Says that keys have no effect; at least one. */
    public static String note(final List<String> keys, final String reason) {
        final int last = keys.size() - 1;
        return last == 0 ? "The key " + keys.get(0) + " has no effect with " + reason + "."
                : "The keys " + String.join(", ", keys.subList(0, last)) + " and " + keys.get(last)
                        + " have no effect with " + reason + ".";
    }
}
