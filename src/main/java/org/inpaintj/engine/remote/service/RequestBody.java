package org.inpaintj.engine.remote.service;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;
import org.inpaintj.engine.remote.Base64Picture;
import org.inpaintj.engine.remote.Call;
import org.inpaintj.engine.remote.MarkedJson;
import org.inpaintj.engine.remote.Multipart;

/** Fills the fields of a description, with those that the user adds, to the body of a request. */
final class RequestBody {

    /** Names of fields in a form. */
    static final String NAME = "[A-Za-z0-9_\\[\\].-]{1,64}";

    private RequestBody() {}

    /** @throws InpaintException if the text is no JSON object, or the service could not take it */
    static JsonObject inputs(final String text, final ServiceDescription service) {
        if (text.isBlank())
            return new JsonObject();
        final JsonConfig json = JsonConfig.parse("The key inputs", text, "", "write an object such as {\"steps\": 30}");
        final JsonObject inputs = new JsonObject();
        for (final String name : new TreeSet<>(json.keys())) {
            final JsonElement value = json.has(name) ? json.raw(name) : null;
            if (!name.matches(NAME) || value == null || service.submit().form() && !value.isJsonPrimitive())
                throw new InpaintException("'" + org.inpaintj.engine.remote.Answer.cut(name) + "' in inputs is not "
                        + "right: give plain names with texts, numbers, true or false.");
            final JsonElement described = fields(service).get(name);
            if (described != null && MarkedJson.marks(described).stream().anyMatch(mark ->
                    ServiceDescription.PICTURES.contains(mark) || ServiceDescription.MASKS.contains(mark)))
                throw new InpaintException("'" + name + "' in inputs is the crop or its mask, which InpaintJ sends: "
                        + "leave it out.");
            inputs.add(name, value);
        }
        return inputs;
    }

    /** The object in which the user's fields join. */
    static JsonObject fields(final ServiceDescription service) {
        final String at = service.submit().inputs();
        final JsonObject all = service.submit().fields();
        return at.isEmpty() || service.submit().form() || !all.has(at) || !all.get(at).isJsonObject() ? all
                : all.getAsJsonObject(at);
    }

    /**
     * The request.
     *
     * @param fields   of the description, maybe fewer than it has
     * @param values   of the marks
     * @param pictures of the marks that stand for a file, or its base64 text in JSON
     */
    static Call call(final ServiceDescription service, final URI address, final JsonObject fields,
            final JsonObject inputs, final Map<String, Object> values, final Map<String, byte[]> pictures) {
        final JsonObject template = fields.deepCopy();
        service.submit().with().forEach((mark, more) -> {
            if (!String.valueOf(values.getOrDefault(mark, "")).isBlank() && more.isJsonObject())
                more.getAsJsonObject().asMap().forEach(template::add);
        });
        if (service.submit().form())
            return form(address, template, inputs, values, pictures);
        final Map<String, Object> all = new LinkedHashMap<>(values);
        pictures.forEach((mark, png) -> all.put(mark, Base64Picture.text(png)));
        final JsonObject body = filled(template, all).getAsJsonObject();
        final String at = service.submit().inputs();
        final JsonObject into = at.isEmpty() || !body.has(at) ? body : body.getAsJsonObject(at);
        inputs.asMap().forEach(into::add);
        return Call.post(address, body.toString());
    }

    private static Call form(final URI address, final JsonObject template, final JsonObject inputs,
            final Map<String, Object> values, final Map<String, byte[]> pictures) {
        final Multipart form = new Multipart();
        inputs.asMap().forEach(template::add);
        template.asMap().forEach((name, value) -> {
            final Set<String> marks = inputs.has(name) ? Set.of() : MarkedJson.marks(value);
            final String file = marks.stream().filter(pictures::containsKey).findFirst().orElse("");
            if (!file.isEmpty())
                form.png(name, file + ".png", pictures.get(file));
            else {
                final String text = marks.isEmpty() ? value.getAsString() : MarkedJson.filled(value.getAsString(),
                        values);
                if (!text.isEmpty())
                    form.field(name, text);
            }
        });
        return Call.post(address, form);
    }

    /** Filled, without the members that marks leave empty: a service may take an empty text for a value. */
    private static JsonElement filled(final JsonElement template, final Map<String, Object> values) {
        if (!template.isJsonObject())
            return MarkedJson.filled(template, values);
        final JsonObject out = new JsonObject();
        template.getAsJsonObject().asMap().forEach((name, value) -> {
            final JsonElement filled = filled(value, values);
            final boolean empty = filled.isJsonPrimitive() && filled.getAsJsonPrimitive().isString()
                    && filled.getAsString().isEmpty();
            if (!empty || MarkedJson.marks(value).isEmpty())
                out.add(name, filled);
        });
        return out;
    }
}
