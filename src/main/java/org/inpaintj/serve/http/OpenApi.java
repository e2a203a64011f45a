package org.inpaintj.serve.http;

import java.util.List;
import java.util.Locale;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/** The description of a server's routes as an OpenAPI document, and the page that shows it. */
public final class OpenApi {

    private OpenApi() {}

    /**
     * The document.
     *
     * @param version of the program
     */
    public static JsonObject of(final List<Route> routes, final String version) {
        final JsonObject info = new JsonObject();
        info.addProperty("title", "InpaintJ");
        info.addProperty("version", version);
        final JsonObject paths = new JsonObject();
        for (final Route route : routes) {
            final String path = route.path().length() > 1 && route.path().endsWith("/") ? route.path() + "{name}"
                    : route.path();
            if (!paths.has(path))
                paths.add(path, new JsonObject());
            paths.getAsJsonObject(path).add(route.method().toLowerCase(Locale.ROOT), operation(route, path));
        }
        final JsonObject document = new JsonObject();
        document.addProperty("openapi", "3.0.3");
        document.add("info", info);
        document.add("paths", paths);
        return document;
    }

    private static JsonObject operation(final Route route, final String path) {
        final JsonObject operation = new JsonObject();
        operation.addProperty("summary", route.summary());
        if (path.endsWith("{name}")) {
            final JsonObject name = new JsonObject();
            name.addProperty("name", "name");
            name.addProperty("in", "path");
            name.addProperty("required", true);
            name.add("schema", typed("string"));
            final JsonArray parameters = new JsonArray();
            parameters.add(name);
            operation.add("parameters", parameters);
        }
        if (!route.fields().isEmpty()) {
            final JsonObject properties = new JsonObject();
            route.fields().all().forEach(field -> properties.add(field.name(), schema(field)));
            final JsonObject schema = typed("object");
            schema.add("properties", properties);
            final JsonObject media = new JsonObject();
            media.add("schema", schema);
            final JsonObject content = new JsonObject();
            content.add("application/json", media);
            final JsonObject body = new JsonObject();
            body.add("content", content);
            operation.add("requestBody", body);
        }
        final JsonObject ok = new JsonObject();
        ok.addProperty("description", "done");
        final JsonObject responses = new JsonObject();
        responses.add("200", ok);
        operation.add("responses", responses);
        return operation;
    }

    private static JsonObject typed(final String type) {
        final JsonObject schema = new JsonObject();
        schema.addProperty("type", type);
        return schema;
    }

    private static JsonObject schema(final Field field) {
        final JsonObject schema = typed(field.kind().schema());
        switch (field.kind()) {
            case WHOLE, NUMBER -> {
                schema.addProperty("minimum", field.min());
                schema.addProperty("maximum", field.max());
            }
            case TEXTS, PICTURES -> schema.add("items", typed("string"));
            case LIST -> schema.add("items", new JsonObject());
            default -> { }
        }
        if (field.absent().isJsonNull())
            schema.addProperty("nullable", true);
        else
            schema.add("default", field.absent());
        return schema;
    }

    /** The page for people: each route with its fields; no script, nothing from elsewhere. */
    public static String page(final List<Route> routes, final String version) {
        final StringBuilder page = new StringBuilder("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<title>InpaintJ</title><style>body{font:16px sans-serif;margin:2em;max-width:60em}code{font-size:"
                + "14px}td{padding:.2em 1em .2em 0;vertical-align:top}</style></head><body><h1>InpaintJ ")
                .append(escaped(version)).append("</h1><p>The interface of the Stable Diffusion WebUI over the engines "
                        + "of InpaintJ. <a href=\"/openapi.json\">openapi.json</a> describes it for programs.</p>"
                        + "<table>");
        for (final Route route : routes) {
            page.append("<tr><td><code>").append(route.method()).append(' ').append(escaped(route.path()))
                    .append("</code></td><td>").append(escaped(route.summary()));
            final List<String> names = route.fields().all().stream().map(Field::name).toList();
            if (!names.isEmpty())
                page.append("<br><code>").append(escaped(String.join(", ", names))).append("</code>");
            page.append("</td></tr>");
        }
        return page.append("</table></body></html>").toString();
    }

    private static String escaped(final String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
