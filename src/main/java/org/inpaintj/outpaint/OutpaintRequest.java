package org.inpaintj.outpaint;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.KeyUse;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.inpaintj.engines.Engines;
import org.inpaintj.inpaint.Provenance;
import org.inpaintj.params.KeyGroup;
import org.inpaintj.params.MacroLine;
import org.inpaintj.params.Parameters;

/**
 * Everything that outpainting is told.
 *
 * @param ground  where new ground is made, and how
 * @param request with what it is painted; the keys of the selection mean nothing, for the new ground is the mask
 */
public record OutpaintRequest(OutpaintKeys ground, Request request) {

    /** The label of the command, as macros call it. */
    public static final String LABEL = "Outpaint...";

    /** What has no meaning where the new ground is the mask and the result an image of its own, and of another size. */
    private static final Set<String> OF_A_SELECTION = Set.of("refine", "invert", "grow", "mask", "segmenter", "area",
            "target", "strength_map", "sketch", "transparency");
    private static final Set<String> OF_THE_NOISE = Set.of("falloff", "jitter");
    private static final Set<String> OF_THE_STRETCH = Set.of("stretch", "ratio");
    private static final Parameters<OutpaintKeys.MosaicKeys> OF_THE_MOSAIC =
            Parameters.of(OutpaintKeys.MosaicKeys.class);

    /** The keys of both, with those of the engines that were found; the strength is what guides take. */
    public static Parameters<OutpaintRequest> keys() {
        return keys(Engines.found().keys());
    }

    private static Parameters<OutpaintRequest> keys(final Parameters<Request> parameters) {
        final Map<String, String> defaults = new LinkedHashMap<>(OutpaintMethod.AUTO.recipe());
        defaults.put("strength", "0.8");
        defaults.keySet().removeIf(key -> !parameters.has(key));
        final Set<String> without = new HashSet<>(OF_A_SELECTION);
        // what is around new ground stays as it is, so that nothing is preserved softly
        parameters.keys().stream().filter(key -> parameters.describe(key).group() == KeyGroup.SOFT_INPAINTING)
                .forEach(without::add);
        return new Parameters<>(new OutpaintRequest(OutpaintKeys.KEYS.parse(Map.of()), parameters.parse(defaults)),
                without);
    }

    /** @throws InpaintException for an unknown key or a bad value */
    public static OutpaintRequest of(final Map<String, String> values) {
        return keys().parse(values);
    }

    /** The same with another request. */
    public OutpaintRequest with(final Request other) {
        return new OutpaintRequest(ground, other);
    }

    /** The same for the slice and frame shown alone. */
    public OutpaintRequest shown() {
        return new OutpaintRequest(OutpaintKeys.KEYS.with(ground, Map.of("positions", "shown")), request);
    }

    /**
     * The request with the method and the engine that will run; models by their paths.
     *
     * @throws InpaintException if the engine that is named cannot do what the method asks for
     */
    public OutpaintRequest settled() {
        final boolean patch = ground.border().method() == OutpaintMethod.PATCH;
        final Request asked = patch && request.engine().equals("auto")
                ? request.with("engine", Engines.found().embedded().id()) : request;
        final Engine engine = Engines.found().of(asked);
        final boolean diffuses = engine.capabilities().startsFromOriginal();
        if (patch && diffuses)
            throw new InpaintException("method=patch continues the image from itself, which the engine '" + engine.id()
                    + "' does not do: leave the engine to auto, or take method=mk2, poor or mosaic.");
        final OutpaintMethod method = ground.border().method() != OutpaintMethod.AUTO ? ground.border().method()
                : diffuses ? OutpaintMethod.MK2 : OutpaintMethod.PATCH;
        return new OutpaintRequest(OutpaintKeys.KEYS.with(ground, Map.of("method", method.word())),
                asked.with("engine", engine.id()));
    }

    /** The request with the engine that will run; as it is asked for where that cannot be told. */
    public Request running() {
        try {
            return settled().request();
        } catch (final InpaintException e) {
            return request;
        }
    }

    OutpaintMethod method() {
        return ground.border().method();
    }

    /** Whether a key may mean something with the method, as far as the engine has no say in it. */
    public boolean heeds(final String key) {
        final OutpaintMethod known = known();
        final boolean mosaic = known == OutpaintMethod.MOSAIC;
        if (OF_THE_NOISE.contains(key))
            return known == OutpaintMethod.MK2;
        if (OF_THE_MOSAIC.has(key))
            return mosaic && (!OF_THE_STRETCH.contains(key)
                    || ground.mosaic().fill() == OutpaintKeys.Fill.STRETCH);
        return switch (key) {
            case "expand" -> !mosaic && ground.usesExpand();
            case "blur" -> !mosaic && (known != OutpaintMethod.PATCH || request.spill() > 0);
            case "content" -> known == OutpaintMethod.POOR || mosaic;
            case "padding" -> known == OutpaintMethod.PATCH;
            case "width", "height" -> known != OutpaintMethod.PATCH;
            default -> true;
        };
    }

    /** The method that will run, or the one that is asked for where that cannot be told. */
    private OutpaintMethod known() {
        try {
            return settled().method();
        } catch (final InpaintException e) {
            return method() == OutpaintMethod.AUTO ? OutpaintMethod.PATCH : method();
        }
    }

    /** The keys that differ from their defaults. */
    private Set<String> given() {
        return new LinkedHashSet<>(keys(request.keys()).changes(this).keySet());
    }

    /** What of a settled request has no effect, in full sentences. */
    List<String> notes() {
        final Engine engine = Engines.found().get(request.engine());
        final Set<String> given = given();
        final Map<String, String> texts = keys(request.keys()).texts(this);
        keys(request.keys()).implied(this).forEach((key, text) -> {
            if (text.equals(texts.get(key)))
                given.remove(key);
        });
        final List<String> notes = new ArrayList<>();
        if (method() != OutpaintMethod.MOSAIC && !ground.usesExpand() && given.remove("expand"))
            notes.add(KeyUse.note(List.of("expand"), "directions that all have a width of their own"));
        final List<String> idle = given.stream().filter(key -> !heeds(key)).toList();
        if (!idle.isEmpty())
            notes.add(KeyUse.note(idle, "method=" + method().word()));
        idle.forEach(given::remove);
        // the feather means something here, whatever the engine does with it
        given.remove("blur");
        notes.addAll(KeyUse.of(engine, Task.INPAINT).notes(request, given));
        if (method() != OutpaintMethod.PATCH && !engine.capabilities().startsFromOriginal())
            notes.add("The engine '" + engine.id() + "' does not start from what method=" + method().word()
                    + " prepares, so that the method only says where it paints: name a diffusion model.");
        return notes;
    }

    /** The macro line that makes one result again, with the names of models but not where they lie. */
    String macro() {
        final Parameters<OutpaintRequest> keys = keys(request.keys());
        final Set<String> told = new HashSet<>(keys.changes(this).keySet());
        told.addAll(keys.implied(this).keySet());
        told.removeIf(key -> !heeds(key));
        final KeyUse use = KeyUse.of(Engines.found().get(request.engine()), Task.INPAINT);
        told.removeIf(key -> request.has(key) && !key.equals("engine") && !key.equals("blur") && !use.uses(key));
        told.removeAll(Set.of("candidates", "background"));
        final Map<String, String> texts = keys.texts(this);
        texts.keySet().retainAll(told);
        texts.replaceAll(Provenance::withoutFolders);
        return "run(\"" + LABEL + "\", \"" + MacroLine.format(texts).replace("\\", "\\\\").replace("\"", "\\\"")
                + "\");";
    }
}
