package org.inpaintj.serve.webui;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

import org.inpaintj.serve.http.ApiException;
import org.inpaintj.serve.http.BodyFields;
import org.inpaintj.serve.http.Field;
import org.inpaintj.serve.http.FieldTable;

/** The scripts that a client may switch on beside a request: soft inpainting. */
final class SoftScript {

    static final String NAME = "soft inpainting";
    private static final String FIELD = "alwayson_scripts", ENABLED = "enabled";
    /** Scripts that clients send whether they use them or not. */
    private static final String CONTROLNET = "controlnet";

    /** A setting of the script: its label, what InpaintJ calls it, and its range. */
    private record Setting(String label, String key, double usual, double min, double max, double step) {
    }

    /** In the order in which the script takes them, behind the switch. */
    private static final List<Setting> SETTINGS = List.of(
            new Setting("Schedule bias", "soft_bias", 1, 0, 8, 0.1),
            new Setting("Preservation strength", "soft_preservation", 0.5, 0, 8, 0.05),
            new Setting("Transition contrast boost", "soft_contrast", 4, 1, 32, 0.5),
            new Setting("Mask influence", "soft_influence", 0, 0, 1, 0.05),
            new Setting("Difference threshold", "soft_threshold", 0.5, 0, 8, 0.25),
            new Setting("Difference contrast", "soft_difference", 2, 0, 8, 0.25));

    private SoftScript() {}

    /**
     * The keys that a request's scripts stand for.
     *
     * @param masked whether the request may have a mask
     * @throws ApiException 422 for a script that there is not
     */
    static Map<String, String> keys(final JsonObject scripts, final boolean masked) {
        final Map<String, String> keys = new LinkedHashMap<>();
        scripts.asMap().forEach((name, value) -> {
            final JsonArray args = args(name, value);
            final String script = name.toLowerCase(Locale.ROOT);
            if (script.equals(NAME) && masked)
                keys.putAll(soft(args));
            else if (!script.equals(CONTROLNET) || uses(args))
                throw ApiException.invalid(FIELD, "there is no script '" + (name.length() > 60 ? name.substring(0, 60)
                        : name) + "' for this: use those that /sdapi/v1/scripts lists");
        });
        return keys;
    }

    private static JsonArray args(final String name, final JsonElement value) {
        final JsonElement args = value.isJsonObject() ? value.getAsJsonObject().get("args") : null;
        if (args == null && value.isJsonObject())
            return new JsonArray();
        if (args == null || !args.isJsonArray() || args.getAsJsonArray().size() > 100)
            throw ApiException.invalid(FIELD, "each script must be an object with a list 'args'");
        return args.getAsJsonArray();
    }

    /** Whether any unit of a ControlNet is switched on. */
    private static boolean uses(final JsonArray args) {
        for (final JsonElement unit : args)
            if (!unit.isJsonObject() || !unit.getAsJsonObject().has(ENABLED)
                    || !unit.getAsJsonObject().get(ENABLED).toString().equals("false"))
                return true;
        return false;
    }

    private static Map<String, String> soft(final JsonArray args) {
        final List<Field> fields = new ArrayList<>(List.of(Field.flag(ENABLED, false)));
        SETTINGS.forEach(one -> fields.add(Field.number(one.label, one.usual, one.min, one.max)));
        final JsonObject named = new JsonObject();
        for (int i = 0; i < Math.min(args.size(), fields.size()); i++)
            named.add(fields.get(i).name(), args.get(i));
        final BodyFields read = BodyFields.of(named, FieldTable.of(fields.toArray(Field[]::new)));
        final Map<String, String> keys = new LinkedHashMap<>();
        keys.put("soft", Boolean.toString(read.flag(ENABLED)));
        if (read.flag(ENABLED))
            SETTINGS.forEach(one -> keys.put(one.key, Double.toString(read.real(one.label))));
        return keys;
    }

    /** As /sdapi/v1/script-info tells of it. */
    static JsonObject info() {
        final JsonArray args = new JsonArray();
        args.add(arg("Soft inpainting", JsonNull.INSTANCE, 0, 0, 0));
        args.get(0).getAsJsonObject().addProperty("value", false);
        for (final Setting one : SETTINGS)
            args.add(arg(one.label, new JsonPrimitive(one.usual), one.min, one.max, one.step));
        final JsonObject info = new JsonObject();
        info.addProperty("name", NAME);
        info.addProperty("is_alwayson", true);
        info.addProperty("is_img2img", true);
        info.add("args", args);
        return info;
    }

    private static JsonObject arg(final String label, final JsonElement value, final double min, final double max,
            final double step) {
        final JsonObject arg = new JsonObject();
        arg.addProperty("label", label);
        arg.add("value", value);
        arg.add("minimum", step == 0 ? JsonNull.INSTANCE : new JsonPrimitive(min));
        arg.add("maximum", step == 0 ? JsonNull.INSTANCE : new JsonPrimitive(max));
        arg.add("step", step == 0 ? JsonNull.INSTANCE : new JsonPrimitive(step));
        arg.add("choices", JsonNull.INSTANCE);
        return arg;
    }
}
