package org.inpaintj.engine.remote.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.remote.Answer;
import org.inpaintj.engine.remote.MarkedJson;
import org.inpaintj.params.NearMatches;

/**
 * What a model on a service takes, as its own JSON schema says: names, kinds, ranges and words of its inputs. Only what
 * OpenAPI documents of such models use is heeded; what it says otherwise is left to the service.
 */
final class InputSchema {

    private static final Set<String> NUMBERS = Set.of("integer", "number");

    private final String model;
    private final Map<String, JsonObject> properties = new TreeMap<>();
    private final List<String> required = new ArrayList<>();

    /**
     * @param schemas with one of the name Input, and those that it refers to
     * @param model   for messages
     * @throws InpaintException if it holds none
     */
    InputSchema(final JsonElement schemas, final String model) {
        this.model = model;
        final JsonObject input = object(object(schemas).get("Input"));
        object(input.get("properties")).asMap().forEach((name, value) -> {
            if (name.matches(RequestBody.NAME))
                properties.put(name, flat(object(value), object(schemas)));
        });
        if (input.has("required") && input.get("required").isJsonArray())
            input.getAsJsonArray("required").forEach(each -> {
                if (each.isJsonPrimitive())
                    required.add(each.getAsString());
            });
        if (properties.isEmpty())
            throw new InpaintException("The model '" + model + "' does not say what it takes: name another one.");
    }

    private static JsonObject object(final JsonElement element) {
        return element != null && element.isJsonObject() ? element.getAsJsonObject() : new JsonObject();
    }

    /** A property with the kind and the words of what it refers to. */
    private static JsonObject flat(final JsonObject property, final JsonObject schemas) {
        final JsonObject out = property.deepCopy();
        if (property.has("allOf") && property.get("allOf").isJsonArray())
            property.getAsJsonArray("allOf").forEach(each -> {
                final JsonElement to = object(each).get("$ref");
                if (to != null && to.isJsonPrimitive())
                    object(schemas.get(to.getAsString().replaceFirst(".*/", ""))).asMap().forEach((name, value) -> {
                        if (!out.has(name))
                            out.add(name, value);
                    });
            });
        return out;
    }

    /**
     * The fields of a description that the model has.
     *
     * @param values of the marks, to tell what would be lost
     * @param notes  gets a sentence for each field with a value that the model cannot take
     * @throws InpaintException if it takes no picture or no mask
     */
    JsonObject fill(final JsonObject fields, final Map<String, Object> values, final List<String> notes) {
        final JsonObject out = new JsonObject();
        fields.asMap().forEach((name, value) -> {
            final Set<String> marks = MarkedJson.marks(value);
            if (properties.containsKey(name) && (!marks.isEmpty() || problem(name, value).isEmpty()))
                out.add(name, value);
            else if (marks.stream().anyMatch(mark -> ServiceDescription.PICTURES.contains(mark)
                    || ServiceDescription.MASKS.contains(mark)))
                throw new InpaintException("The model '" + model + "' takes no '" + name + "', so it is not one for "
                        + "inpainting: name another one as checkpoint. It takes " + names() + ".");
            else if (marks.contains("seed"))
                notes.add("The model '" + model + "' takes no seed: the same seed gives another picture.");
            else if (marks.stream().anyMatch(mark -> !String.valueOf(values.getOrDefault(mark, "")).isBlank()))
                notes.add("The model '" + model + "' takes no '" + name + "', so it was not sent.");
        });
        return out;
    }

    /**
     * @param inputs of the user
     * @param sent   names of what is sent beside them
     * @throws InpaintException if the model would not take one, or one is missing, with what it takes
     */
    void check(final JsonObject inputs, final Set<String> sent) {
        inputs.asMap().forEach((name, value) -> {
            if (!properties.containsKey(name)) {
                final String near = NearMatches.of(name, properties.keySet());
                throw new InpaintException("The model '" + model + "' has no input '" + Answer.cut(name) + "': "
                        + (near.isEmpty() ? "it has " + names() + "." : near));
            }
            final String problem = problem(name, value);
            if (!problem.isEmpty())
                throw new InpaintException("The input '" + name + "' of the model '" + model + "' must be " + problem
                        + ": correct it in inputs.");
        });
        for (final String name : required)
            if (!sent.contains(name) && !inputs.has(name))
                throw new InpaintException("The model '" + model + "' needs the input '" + Answer.cut(name)
                        + "': give it in inputs, or as the prompt.");
    }

    private String names() {
        return Answer.cut(String.join(", ", properties.keySet()));
    }

    /** What a value must be that it is not; empty if it may be so. */
    private String problem(final String name, final JsonElement value) {
        final JsonObject property = properties.get(name);
        final String kind = property.has("type") && property.get("type").isJsonPrimitive()
                ? property.get("type").getAsString() : "";
        if (property.has("enum") && property.get("enum").isJsonArray()) {
            final List<JsonElement> words = property.getAsJsonArray("enum").asList();
            return words.contains(value) ? "" : "one of " + Answer.cut(words.toString());
        }
        if (!value.isJsonPrimitive())
            return NUMBERS.contains(kind) || kind.equals("string") || kind.equals("boolean") ? "a single value" : "";
        final JsonPrimitive one = value.getAsJsonPrimitive();
        if (kind.equals("boolean") && !one.isBoolean())
            return "true or false";
        if (kind.equals("string") && !one.isString())
            return "a text";
        if (!NUMBERS.contains(kind))
            return "";
        if (!one.isNumber() || kind.equals("integer") && one.getAsDouble() != Math.rint(one.getAsDouble()))
            return kind.equals("integer") ? "a whole number" : "a number";
        return one.getAsDouble() < bound(property, "minimum", Double.NEGATIVE_INFINITY)
                || one.getAsDouble() > bound(property, "maximum", Double.POSITIVE_INFINITY) ? "from "
                        + shown(property, "minimum") + " to " + shown(property, "maximum") : "";
    }

    private static double bound(final JsonObject property, final String name, final double absent) {
        return property.has(name) && property.get(name).isJsonPrimitive()
                && property.getAsJsonPrimitive(name).isNumber() ? property.get(name).getAsDouble() : absent;
    }

    private static String shown(final JsonObject property, final String name) {
        return property.has(name) ? property.get(name).toString() : "anything";
    }
}
