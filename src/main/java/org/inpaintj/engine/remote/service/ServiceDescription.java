package org.inpaintj.engine.remote.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import org.inpaintj.core.JsonConfig;
import org.inpaintj.engine.remote.MarkedJson;
import org.inpaintj.engine.remote.Sizes;

/**
 * How a service is asked, as a JSON text says it; docs/servers.md has its fields. Immutable.
 *
 * @param name     what it is called here
 * @param title    what its maker calls it
 * @param own      whether it is one of this program's, so that the address in it is to be trusted
 * @param address  empty where the user gives it
 * @param account  a page where the user sees what was asked for and charged; may be empty
 * @param key      which header carries the key
 * @param hosts    further hosts that get the key
 * @param model    which model is taken where none is named
 * @param sizes    what sizes it works at
 * @param limits   of prompt, seed and bytes
 * @param needs    keys that must be given: prompt, checkpoint, server
 * @param submit   the request
 * @param poll     how to ask whether it is done; null where the answer is the result
 * @param fetch    where the result is, if it is not in the last answer; null if it is
 * @param cancel   how to stop it; null if that cannot be done
 * @param outcome  how answers are understood
 * @param schema   where its models say what they take; null if they do not
 */
record ServiceDescription(String name, String title, boolean own, String address, String account, KeyHeader key,
        List<String> hosts, String model, Sizes sizes, Limits limits, Set<String> needs, Submit submit, Wait poll,
        Place fetch, Cancel cancel, Outcome outcome, SchemaPlaces schema) {

    /** The marks of pictures, in texts of the request. */
    static final Set<String> PICTURES = Set.of("image", "image_data", "transparent", "transparent_data");
    /** The marks of masks; a picture with a transparent hole is one too. */
    static final Set<String> MASKS = Set.of("mask", "mask_data", "transparent", "transparent_data", "transparent_mask",
            "transparent_mask_data");

    static final String PATH = "(/(?!/)([A-Za-z0-9._~:/-]|%(checkpoint|model|version)%){0,300})?";
    private static final Set<String> VALUES = Set.of("prompt", "negative", "seed", "width", "height", "checkpoint",
            "model", "version");
    private static final String HEADER = "[A-Za-z0-9-]{1,64}", VALUE = "[\\x20-\\x7e]{0,256}", WORDS = ".{0,80}";
    private static final Set<String> FIELDS = Set.of("inpaintj_service", "name", "title", "address", "account", "key",
            "hosts", "checkpoint", "sizes", "most", "needs", "submit", "wait", "fetch", "cancel", "picture", "refused",
            "no_credit", "failed", "reason", "request_id", "model", "cost", "balance", "schema");

    /** @param provider names the key: INPAINTJ_PROVIDER_KEY */
    record KeyHeader(String header, String value, String provider, List<String> variables) {
    }

    /** The most that it takes: characters of the prompt, the seed, bytes of a request. */
    record Limits(int prompt, long seed, int bytes) {
    }

    /**
     * The request that costs.
     *
     * @param form   whether it is multipart/form-data, else JSON
     * @param fields what it consists of, with marks
     * @param with   further fields, by the mark that must not be empty for them
     * @param inputs where the fields of the user's key go, an object in the JSON; empty for the top
     * @param above  from how many characters on a picture is uploaded before; 0 for never
     * @param upload the request for that: path, name of the field, place of its address in the answer
     */
    record Submit(String path, Map<String, String> headers, boolean form, JsonObject fields,
            Map<String, JsonElement> with, String inputs, int above, List<String> upload) {
    }

    /** How to ask whether it is done. Words are looked for in the status; whatever is in neither list means: wait. */
    record Wait(Place address, Duration every, Map<Place, List<String>> done, Place queue, Place share) {
    }

    /** How to stop it. */
    record Cancel(String method, Place address) {
    }

    /** How answers are understood; {@code costs} are places with the unit of what stands there. */
    record Outcome(List<Place> picture, Map<Place, List<String>> refused, Map<Place, List<String>> noCredit,
            Map<Place, List<String>> failed, List<Place> reason, List<Place> requestId, List<Place> model,
            Map<Place, String> costs, Balance balance) {
    }

    /** What is left on the account, asked before and after. */
    record Balance(String path, Place at, String unit) {
    }

    /** Where a model's version and its schemas are: without and with a version in its name. */
    record SchemaPlaces(String path, Place schemas, Place version, String versionPath, Place versionSchemas) {
    }

    /** @throws org.inpaintj.core.InpaintException if it is not right, naming what */
    static ServiceDescription of(final JsonConfig json, final boolean own) {
        Fields.known(json, FIELDS);
        if (json.whole("inpaintj_service", 0) != 1)
            throw Fields.wrong(json, "'inpaintj_service' is not 1", "it is no description of a service, or one for a "
                    + "later version of InpaintJ");
        if (!own && json.has("hosts"))
            throw Fields.wrong(json, "it names 'hosts'", "leave them out, for a key goes only to the address of a "
                    + "description that is not InpaintJ's own");
        final Submit submit = submit(json.child("submit"));
        for (final String mark : marks(submit))
            if (!VALUES.contains(mark) && !PICTURES.contains(mark) && !MASKS.contains(mark))
                throw Fields.wrong(json, "it has an unknown mark '%" + mark + "%'", "see the marks in docs/servers.md");
        if (json.has("schema") && (submit.form() || !submit.fields().has(submit.inputs())
                || !submit.fields().get(submit.inputs()).isJsonObject()))
            throw Fields.wrong(json, "'schema' needs a 'json' and the object of it that 'inputs' names", "give both");
        final Outcome outcome = outcome(json);
        if (outcome.picture().isEmpty())
            throw Fields.wrong(json, "it has no 'picture'", "say where the picture lies in the answer");
        final JsonConfig cancel = Fields.known(json.child("cancel"), Set.of("method", "address"));
        return new ServiceDescription(Fields.text(json, "name", "[a-z0-9][a-z0-9-]{0,40}", ""),
                Fields.text(json, "title", WORDS, json.text("name", "")), own,
                Fields.text(json, "address", "(https?://[A-Za-z0-9.:\\[\\]-]{1,200})?", ""),
                Fields.text(json, "account", "(https://[A-Za-z0-9._~/-]{1,200})?", ""), key(json),
                json.texts("hosts").stream().filter(host -> host.matches("[a-z0-9.-]+\\.[a-z]{2,20}")).toList(),
                Fields.text(json, "checkpoint", ServiceValues.MODEL, ""), sizes(json.child("sizes")),
                limits(json.child("most")), needs(json), submit, json.has("wait") ? waiting(json.child("wait")) : null,
                json.has("fetch") ? Place.of(json.text("fetch", ""), json) : null, cancel.isEmpty() ? null
                        : new Cancel(Fields.text(cancel, "method", "POST|PUT|DELETE", "POST"),
                                Place.of(cancel.text("address", ""), cancel)), outcome,
                json.has("schema") ? schema(json.child("schema")) : null);
    }

    private static KeyHeader key(final JsonConfig json) {
        final JsonConfig key = Fields.known(json.child("key"), Set.of("header", "value", "provider", "variables"));
        final String value = Fields.text(key, "value", VALUE, "Bearer %key%");
        if (!value.contains("%key%"))
            throw Fields.wrong(json, "the value of 'key' lacks %key%", "write it where the key belongs, and never the "
                    + "key itself");
        return new KeyHeader(key.isEmpty() ? "" : Fields.text(key, "header", HEADER, "Authorization"), value,
                Fields.text(key, "provider", "[a-z0-9][a-z0-9-]{0,40}", json.text("name", "")),
                key.texts("variables").stream().filter(name -> name.matches("[A-Z][A-Z0-9_]{1,63}")).toList());
    }

    private static Sizes sizes(final JsonConfig json) {
        Fields.known(json, Set.of("step", "least", "most", "fixed"));
        final List<List<Integer>> fixed = new ArrayList<>();
        for (final String text : json.texts("fixed")) {
            if (!text.matches("[1-9]\\d{1,4}x[1-9]\\d{1,4}"))
                throw Fields.wrong(json, "'" + text + "' is no size", "write one such as 1024x1024");
            fixed.add(List.of(Integer.parseInt(text.split("x")[0]), Integer.parseInt(text.split("x")[1])));
        }
        final int step = json.whole("step", 8), least = json.whole("least", 512 * 512), most = json.whole("most",
                1024 * 1024);
        if (step < 1 || step > 1024 || least < 1 || most < least || most > 1 << 26)
            throw Fields.wrong(json, "its 'sizes' contradict each other", "take a step from 1 to 1024 and areas that "
                    + "grow, in pixels");
        return new Sizes(step, least, most, fixed);
    }

    private static Limits limits(final JsonConfig json) {
        Fields.known(json, Set.of("prompt", "seed", "bytes"));
        final double seed = json.number("seed", 4294967295.0);
        if (seed < 0 || seed != Math.rint(seed) || seed > 1L << 53)
            throw Fields.wrong(json, "the largest seed is not right", "take a whole number");
        return new Limits(json.whole("prompt", 0), (long) seed, json.whole("bytes", 0));
    }

    private static Set<String> needs(final JsonConfig json) {
        final Set<String> needs = Set.copyOf(json.texts("needs"));
        if (!Set.of("prompt", "checkpoint", "server").containsAll(needs))
            throw Fields.wrong(json, "'needs' names something unknown", "take prompt, checkpoint and server");
        return needs;
    }

    private static Submit submit(final JsonConfig json) {
        Fields.known(json, Set.of("path", "headers", "form", "json", "with", "inputs", "upload"));
        if (json.isObject("form") == json.isObject("json"))
            throw Fields.wrong(json, "'submit' needs either a 'form' or a 'json'", "give one of them");
        final boolean form = json.isObject("form");
        final JsonConfig upload = Fields.known(json.child("upload"), Set.of("above", "path", "field", "address"));
        final JsonObject fields = json.raw(form ? "form" : "json").getAsJsonObject();
        if (form && !areFields(fields))
            throw Fields.wrong(json, "a field of 'form' is not right", "take plain names, and texts or numbers");
        final Map<String, JsonElement> with = Fields.members(json, "with");
        if (!with.values().stream().allMatch(more -> more.isJsonObject()
                && (!form || areFields(more.getAsJsonObject()))))
            throw Fields.wrong(json, "'with' is not right", "give objects of fields by the marks that they go with");
        return new Submit(Fields.text(json, "path", PATH, ""),
                Fields.texts(json, "headers", "(?!(?i)(host|content-.*|cookie|connection|authorization)$)" + HEADER,
                        VALUE), form, fields, with,
                Fields.text(json, "inputs", "[A-Za-z0-9_]{0,64}", ""), upload.whole("above", 0), upload.isEmpty()
                        ? List.of() : List.of(Fields.text(upload, "path", PATH, ""), Fields.text(upload, "field",
                                RequestBody.NAME, "file"), Place.of(upload.text("address", ""), upload).text()));
    }

    /** Whether a form can have them. */
    private static boolean areFields(final JsonObject fields) {
        return fields.entrySet().stream().allMatch(each -> each.getKey().matches(RequestBody.NAME)
                && each.getValue().isJsonPrimitive());
    }

    private static Wait waiting(final JsonConfig json) {
        Fields.known(json, Set.of("address", "every", "done", "queue", "share"));
        final double every = json.number("every", 1);
        if (!(every >= 0.2 && every <= 60))
            throw Fields.wrong(json, "'every' is not right", "take seconds from 0.2 to 60");
        final Map<Place, List<String>> done = Fields.conditions(json, "done");
        if (done.isEmpty())
            throw Fields.wrong(json, "'wait' has no 'done'", "say by which words an answer tells that it is");
        return new Wait(Place.of(json.text("address", ""), json), Duration.ofMillis(Math.round(1000 * every)), done,
                place(json, "queue"), place(json, "share"));
    }

    private static Place place(final JsonConfig json, final String name) {
        return json.has(name) ? Place.of(json.text(name, ""), json) : null;
    }

    private static Outcome outcome(final JsonConfig json) {
        final JsonConfig balance = Fields.known(json.child("balance"), Set.of("path", "at", "unit"));
        final Map<Place, String> costs = new java.util.LinkedHashMap<>();
        Fields.texts(json, "cost", "[A-Za-z0-9_.:-]+", WORDS).forEach((at, unit) -> costs.put(Place.of(at, json),
                unit));
        return new Outcome(Fields.places(json, "picture"), Fields.conditions(json, "refused"),
                Fields.conditions(json, "no_credit"), Fields.conditions(json, "failed"), Fields.places(json, "reason"),
                Fields.places(json, "request_id"), Fields.places(json, "model"), costs, balance.isEmpty() ? null
                        : new Balance(Fields.text(balance, "path", PATH, ""), Place.of(balance.text("at", ""), balance),
                                Fields.text(balance, "unit", WORDS, "credits")));
    }

    private static SchemaPlaces schema(final JsonConfig json) {
        Fields.known(json, Set.of("path", "schemas", "version", "version_path", "version_schemas"));
        return new SchemaPlaces(Fields.text(json, "path", PATH, ""), Place.of(json.text("schemas", ""), json),
                Place.of(json.text("version", ""), json), Fields.text(json, "version_path", PATH, ""),
                Place.of(json.text("version_schemas", ""), json));
    }

    /** The marks in its fields. */
    Set<String> marks() {
        return marks(submit);
    }

    private static Set<String> marks(final Submit submit) {
        final JsonArray all = new JsonArray();
        all.add(submit.fields());
        submit.with().values().forEach(all::add);
        final Set<String> marks = new LinkedHashSet<>(MarkedJson.marks(all));
        marks.addAll(submit.with().keySet());
        return marks;
    }

    /** Whether it gets the crop. */
    boolean seesPicture() {
        return marks().stream().anyMatch(PICTURES::contains);
    }

    /** Whether it gets the mask. */
    boolean seesMask() {
        return marks().stream().anyMatch(MASKS::contains);
    }
}
