package org.inpaintj.engine.remote.service;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.google.gson.JsonElement;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;
import org.inpaintj.params.NearMatches;

/** Reads parts of a description; whatever it does not know is an error, so that no field is overlooked in silence. */
final class Fields {

    private Fields() {}

    /** @throws InpaintException if there is a field of another name */
    static JsonConfig known(final JsonConfig json, final Set<String> names) {
        for (final String name : json.keys())
            if (!names.contains(name)) {
                final String near = NearMatches.of(name, names);
                throw wrong(json, "it has an unknown field '" + name + "'", near.isEmpty() ? "leave it out" : near);
            }
        return json;
    }

    static InpaintException wrong(final JsonConfig json, final String what, final String remedy) {
        return new InpaintException(json.source() + " cannot be used: " + what + "; " + remedy
                + (remedy.endsWith("?") ? "" : "."));
    }

    /** A text of a form. */
    static String text(final JsonConfig json, final String name, final String form, final String absent) {
        final String text = json.text(name, absent);
        if (!text.matches(form))
            throw wrong(json, "'" + name + "' is not right", "see the table of fields in docs/servers.md");
        return text;
    }

    /** The object of texts under a name. */
    static Map<String, String> texts(final JsonConfig json, final String name, final String names, final String form) {
        final Map<String, String> texts = new LinkedHashMap<>();
        final JsonConfig child = json.child(name);
        for (final String key : members(json, name).keySet()) {
            final String value = child.text(key, "");
            if (!key.matches(names) || !value.matches(form))
                throw wrong(json, "'" + name + "' has a name or a text that is not right", "see docs/servers.md");
            texts.put(key, value);
        }
        return texts;
    }

    /** Places in an answer to words that are looked for there. */
    static Map<Place, List<String>> conditions(final JsonConfig json, final String name) {
        final Map<Place, List<String>> conditions = new LinkedHashMap<>();
        final JsonConfig child = json.child(name);
        for (final String key : members(json, name).keySet())
            conditions.put(Place.of(key, json), child.texts(key));
        return conditions;
    }

    static List<Place> places(final JsonConfig json, final String name) {
        return json.texts(name).stream().map(text -> Place.of(text, json)).toList();
    }

    /** The members of an object as they stand; empty if there is none. */
    static Map<String, JsonElement> members(final JsonConfig json, final String name) {
        final Map<String, JsonElement> members = new LinkedHashMap<>();
        if (json.isObject(name))
            members.putAll(json.raw(name).getAsJsonObject().asMap());
        else if (json.has(name))
            throw wrong(json, "'" + name + "' is no object", "see docs/servers.md");
        return members;
    }
}
