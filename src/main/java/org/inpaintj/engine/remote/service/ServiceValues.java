package org.inpaintj.engine.remote.service;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.remote.SentCrop;

/** What the marks of a description stand for. */
final class ServiceValues {

    /** How models are called at services: parts of addresses, and nothing that leads elsewhere. */
    static final String MODEL = "(?!/|.*(\\.\\.|//))[A-Za-z0-9._:/-]{0,200}";

    private ServiceValues() {}

    /** A name that is not a model's, as it may stand in an address. */
    static String model(final String named, final ServiceDescription service) {
        final String model = named.isBlank() ? service.model() : named.strip();
        if (!model.matches(MODEL))
            throw new InpaintException("'" + org.inpaintj.engine.remote.Answer.cut(model) + "' is not how a model of "
                    + "the service '" + service.name() + "' can be called: correct checkpoint.");
        return model;
    }

    /** Those that do not depend on a picture. */
    static Map<String, Object> of(final ServiceKeys own, final String model) {
        final Map<String, Object> values = new LinkedHashMap<>();
        final int colon = model.indexOf(':');
        values.put("prompt", own.prompts().prompt());
        values.put("negative", own.prompts().negative());
        values.put("checkpoint", model);
        values.put("model", colon < 0 ? model : model.substring(0, colon));
        values.put("version", colon < 0 ? model : model.substring(colon + 1));
        return values;
    }

    /**
     * Adds those of a picture, as far as they are asked for.
     *
     * @param data what a picture is in a field that takes an address: its name and its PNG to that
     */
    static Map<String, byte[]> pictures(final SentCrop crop, final ServiceDescription service, final long seed,
            final Map<String, Object> values, final BiFunction<String, byte[], String> data) {
        values.put("seed", seed);
        values.put("width", crop.width());
        values.put("height", crop.height());
        final Map<String, byte[]> pictures = new LinkedHashMap<>();
        for (final String mark : service.marks()) {
            final byte[] png = switch (mark.replaceFirst("_data$", "")) {
                case "image" -> crop.picture();
                case "mask" -> crop.mask();
                case "transparent" -> crop.transparent();
                case "transparent_mask" -> crop.transparentMask();
                default -> null;
            };
            if (png != null && mark.endsWith("_data"))
                values.put(mark, data.apply(mark.replaceFirst("_data$", ""), png));
            else if (png != null)
                pictures.put(mark, png);
        }
        return pictures;
    }
}
