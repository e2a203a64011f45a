package org.inpaintj.infotext;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes the keys of a result as an {@link Infotext}: what the WebUI has a name for under that, and what else differs
 * from its default as {@code InpaintJ KEY}, which the WebUI passes over.
 */
public final class InfotextWriter {

    private static final int HASH = 10;

    private final Map<String, String> request, defaults;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Set<String> written = new LinkedHashSet<>(InfotextNames.PLACES);

    private InfotextWriter(final Map<String, String> request, final Map<String, String> defaults) {
        this.request = request;
        this.defaults = defaults;
    }

    /**
     * What is known of a result as a text of parameters.
     *
     * @param request     its keys with their values; of a picture made of another there is a strength, of one with a
     *                    mask a content
     * @param defaults    the same keys with their defaults
     * @param seed        its own
     * @param size        at which it was made, such as {@code 512 x 512}, where not both sides were asked for
     * @param fingerprint of the model
     * @param version     of this program
     */
    public static Infotext write(final Map<String, String> request, final Map<String, String> defaults,
            final String seed, final String size, final String fingerprint, final String version) {
        final InfotextWriter writer = new InfotextWriter(new LinkedHashMap<>(request), defaults);
        writer.request.put("seed", seed);
        writer.write(size, fingerprint);
        writer.values.put(InfotextNames.VERSION, version);
        return new Infotext(request.getOrDefault("prompt", ""), request.getOrDefault("negative", ""), writer.values);
    }

    private void write(final String size, final String fingerprint) {
        InfotextNames.ANY.forEach(this::put);
        final String used = isSet("width") && isSet("height") ? request.get("width") + "x" + request.get("height")
                : size.replace(" ", "");
        if (!used.isEmpty())
            values.put(InfotextNames.SIZE, used);
        if (!fingerprint.isEmpty())
            values.put(InfotextNames.HASH, fingerprint.substring(0, Math.min(HASH, fingerprint.length())));
        if (!request.getOrDefault("model", "").isEmpty())
            values.put(InfotextNames.MODEL, request.get("model"));
        if (isSet("variation"))
            InfotextNames.SETTINGS.stream().filter(name -> name.key().equals("subseed")).forEach(this::put);
        written.add("subseed");
        final String wide = request.getOrDefault("seed_resize_from_w", "0"),
                high = request.getOrDefault("seed_resize_from_h", "0");
        if (!wide.equals("0") && !high.equals("0"))
            values.put(InfotextNames.RESIZE, wide + "x" + high);
        written.addAll(List.of("seed_resize_from_w", "seed_resize_from_h"));
        InfotextNames.FROM_IMAGE.forEach(this::put);
        if (request.containsKey("content"))
            InfotextNames.MASKED.forEach(name -> putIfUnusual(name));
        InfotextNames.SETTINGS.forEach(this::putIfUnusual);
        InfotextNames.SETTINGS_FROM_IMAGE.forEach(this::putIfUnusual);
        values.put(InfotextNames.RANDOM, InfotextNames.NV);
        own();
    }

    /** What the WebUI has no name for. */
    private void own() {
        written.addAll(List.of("width", "height"));
        // the size that was used is not what was asked for
        if (!isSet("width") || !isSet("height")) {
            values.put(InfotextNames.OWN + "width", request.getOrDefault("width", "0"));
            values.put(InfotextNames.OWN + "height", request.getOrDefault("height", "0"));
        }
        request.forEach((key, value) -> {
            if (!written.contains(key) && defaults.containsKey(key) && !value.equals(defaults.get(key)))
                values.put(InfotextNames.OWN + key, value);
        });
    }

    private boolean isSet(final String key) {
        return request.containsKey(key) && !request.get(key).equals("0");
    }

    private void put(final InfotextNames.Name name) {
        written.add(name.key());
        if (request.containsKey(name.key()))
            values.put(name(name), name.said(request.get(name.key())));
    }

    private void putIfUnusual(final InfotextNames.Name name) {
        if (name.usual() == null ? name.key().equals("blur") || name.key().equals("padding")
                : !name.usual().equals(request.get(name.key())))
            put(name);
        written.add(name.key());
    }

    private String name(final InfotextNames.Name name) {
        return name.key().equals("eta") && request.getOrDefault("sampler", "").startsWith("DDIM")
                ? InfotextNames.ETA_DDIM : name.name();
    }
}
