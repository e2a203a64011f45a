package org.inpaintj.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which keys of a request change what an engine makes of a task, so that no other is swallowed in silence. */
public final class KeyUse {

    /** What runs, where the result goes, and whether somebody waits for it. */
    private static final Set<String> ALWAYS = Set.of("engine", "target", "background");
    /** How the selection becomes a mask, and what is seen of its surroundings. */
    private static final Set<String> OF_A_MASK = Set.of("refine", "segmenter", "invert", "grow", "mask", "spill", "area",
            "padding");
    /** How the result meets an image. */
    private static final Set<String> OF_AN_IMAGE = Set.of("blur", "tone");
    /** What engines use of a mask, and of what is under it. */
    private static final Set<String> UNDER_A_MASK = Set.of("content", "keep", "conditioning"),
            OF_WHAT_WAS_THERE = Set.of("strength", "exactly", "preset");

    private final Capabilities can;
    private final String engine;
    private final Task task;

    private KeyUse(final Engine engine, final Task task) {
        can = engine.capabilities();
        this.engine = engine.id();
        this.task = task;
    }

    public static KeyUse of(final Engine engine, final Task task) {
        return new KeyUse(engine, task);
    }

    /** Whether a key means something to a task, be it only for some engines. */
    public static boolean matters(final String key, final Task task) {
        return switch (task) {
            case INPAINT -> true;
            case IMAGE_TO_IMAGE -> !OF_A_MASK.contains(key) && !UNDER_A_MASK.contains(key);
            case TEXT_TO_IMAGE -> matters(key, Task.IMAGE_TO_IMAGE) && !OF_AN_IMAGE.contains(key)
                    && !OF_WHAT_WAS_THERE.contains(key);
        };
    }

    /** Whether the result can depend on a key. */
    public boolean uses(final String key) {
        return matters(key, task) && (ALWAYS.contains(key) || OF_A_MASK.contains(key) || OF_AN_IMAGE.contains(key)
                || can.keys().contains(key));
    }

    /** The request where all keys that mean nothing to the task have their defaults. */
    public static Request trimmed(final Request request, final Task task) {
        return request.without(Request.KEYS.keys().stream().filter(key -> !matters(key, task)).toList());
    }

    /** The keys and values of a request on which the result depends. */
    public Map<String, String> used(final Request request) {
        final Map<String, String> used = new LinkedHashMap<>(request.values());
        used.keySet().removeIf(key -> !uses(key));
        return used;
    }

    /** Of keys that were given, those to which the request leaves no effect, in the order of the keys. */
    public List<String> idle(final Request request, final Collection<String> given) {
        return Request.KEYS.keys().stream()
                .filter(key -> given.contains(key) && (!uses(key) || !reason(key, request).isEmpty()))
                .filter(key -> key.equals("preset") ? isIdle(request) : !request.preset().sets(key, request)).toList();
    }

    /** Whether a preset changed nothing that counts. */
    private boolean isIdle(final Request request) {
        return request.preset().recipe().keySet().stream()
                .allMatch(key -> !uses(key) || !reason(key, request).isEmpty() || isDefault(key, request));
    }

    private static boolean isDefault(final String key, final Request request) {
        return !Request.KEYS.changes(request).containsKey(key);
    }

    /** What of the request leaves no effect to a key that would have one otherwise; empty if nothing does. */
    private String reason(final String key, final Request request) {
        return switch (key) {
            case "segmenter" -> request.refine() == Request.Refine.NONE ? "refine=none" : "";
            case "padding" -> request.area() == Request.Area.WHOLE ? "area=whole" : "";
            case "spill" -> request.blur() == 0 ? "blur=0" : "";
            // who wants no feather has none
            case "blur" -> can.startsFromOriginal() || request.spill() > 0 || request.blur() == 0 ? ""
                    : "the engine '" + engine + "' and spill=0";
            case "subseed" -> request.variation() == 0 ? "variation=0" : "";
            case "stylebook" -> request.styles().isBlank() ? "no names in styles" : "";
            default -> "";
        };
    }

    /** What differs from the defaults and has no effect, named in full sentences, with the reason. */
    public List<String> notes(final Request request) {
        return notes(request, Request.KEYS.changes(request).keySet());
    }

    /** The same for keys that were given. */
    public List<String> notes(final Request request, final Collection<String> given) {
        final Map<String, List<String>> reasons = new LinkedHashMap<>();
        for (final String key : idle(request, given))
            reasons.computeIfAbsent(!matters(key, task) ? task.id()
                    : !uses(key) || key.equals("preset") ? "the engine '" + engine + "'" : reason(key, request),
                    r -> new ArrayList<>()).add(key);
        return reasons.entrySet().stream().map(e -> note(e.getValue(), e.getKey())).collect(Collectors.toList());
    }

    /** Says that keys have no effect; at least one. */
    public static String note(final List<String> keys, final String reason) {
        final int last = keys.size() - 1;
        return (last == 0 ? "The key " : "The keys ") + (last == 0 ? "" : String.join(", ", keys.subList(0, last)) + " and ")
                + keys.get(last) + (last == 0 ? " has" : " have") + " no effect with " + reason + ".";
    }
}
