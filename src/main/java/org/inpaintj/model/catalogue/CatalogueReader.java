package org.inpaintj.model.catalogue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;
import org.inpaintj.model.download.HubSource;
import org.inpaintj.model.download.RemoteFile;

/** Reads the text of a catalogue, which may come from anywhere: every value is checked before it is used. */
final class CatalogueReader {

    /** The number of the format, which stays: a program that needs another one makes another file. */
    static final int SCHEMA = 1;

    private static final Pattern ID = Pattern.compile("[a-z0-9]+([.-]+[a-z0-9]+)*");
    /** Endings that files beside the models' folders have. */
    private static final Pattern TAKEN = Pattern.compile(".*\\.(partial|part|lock|json)");
    private static final Pattern WORD = Pattern.compile("[a-z0-9][a-z0-9.-]{0,40}");
    private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9_]{0,40}");
    private static final int MOST_MODELS = 5_000, MOST_FILES = 1_000, MOST_TEXT = 1_000;
    private static final double MOST_SIZE = 1e13;

    private final String source;
    private final List<String> notes = new ArrayList<>();
    /** The entry that is read, for messages. */
    private String id = "";

    private CatalogueReader(final String source) {
        this.source = source;
    }

    static Catalogue read(final String source, final String json) {
        return new CatalogueReader(source).read(JsonConfig.parse(source, json, "", "get another one"));
    }

    private Catalogue read(final JsonConfig json) {
        final int schema = json.whole("schema", -1);
        if (schema != SCHEMA)
            throw new InpaintException(source + " is of the schema " + schema + ", but this program reads schema "
                    + SCHEMA + ": get one of that.");
        final Map<String, CatalogueEntry> all = new LinkedHashMap<>();
        for (final JsonConfig each : json.children("models")) {
            id = "";
            id = text(each, "id", 60);
            if (!isId(id))
                throw wrong("its id is not of letters a to z, digits, '.' and '-', or ends like a file beside models");
            final String role = text(each, "role", 40);
            if (all.size() >= MOST_MODELS)
                throw wrong("it is more than the " + MOST_MODELS + "th model");
            if (roleOf(role) == null)
                notes.add("'" + id + "' in the catalogue is left out: this program does not know what a '" + role
                        + "' is.");
            else if (all.put(id, entry(each, roleOf(role))) != null)
                throw wrong("its id occurs twice");
        }
        return new Catalogue(all.values(), notes);
    }

    /** Whether a text may be the id of a model, and so the name of its folder. */
    static boolean isId(final String text) {
        return text.length() <= 60 && ID.matcher(text).matches() && !TAKEN.matcher(text).matches()
                && RemoteFile.isPlain(text);
    }

    private static ModelRole roleOf(final String text) {
        for (final ModelRole each : ModelRole.values())
            if (each.name().toLowerCase(Locale.ROOT).equals(text))
                return each;
        return null;
    }

    private CatalogueEntry entry(final JsonConfig json, final ModelRole role) {
        final List<CatalogueFile> files = files(json);
        final String source = text(json, "source", 400), opens = text(json, "opens", 400);
        if (files.isEmpty() == source.isEmpty() || !source.isEmpty() && HubSource.of(source).isEmpty())
            throw wrong("it has neither files nor the source of some, or both");
        if (!opens.isEmpty() && files.stream().noneMatch(each -> each.path().equals(opens)))
            throw wrong("it opens a file that is none of its own");
        final double memory = json.number("memory", 0);
        if (!(memory >= 0 && memory <= 10_000))
            throw wrong("its memory is no number of GB");
        return new CatalogueEntry(id, given(json, "title"), role, word(json, "task"), word(json, "family"),
                licence(json.child("licence")), revision(json), files, source, text(json, "dtype", 40), settings(json),
                memory, text(json, "note", MOST_TEXT), address(json, "page"), opens, json.flag("runs", true));
    }

    private Licence licence(final JsonConfig json) {
        // what says nothing of acceptance is shown
        return new Licence(given(json, "id"), address(json, "url"), json.flag("accept", true));
    }

    private List<CatalogueFile> files(final JsonConfig json) {
        final List<CatalogueFile> files = new ArrayList<>();
        final Set<String> paths = new HashSet<>();
        for (final JsonConfig each : json.children("files")) {
            final String path = text(each, "path", 400), sha256 = text(each, "sha256", 64);
            final double size = each.number("size", -1);
            if (!RemoteFile.isPlain(path) || TAKEN.matcher(path).matches() && !path.endsWith(".json"))
                throw wrong("the path of a file could lead out of its folder or is none on some system");
            if (!paths.add(path.toLowerCase(Locale.ROOT)))
                throw wrong("the path of a file occurs twice");
            if (!sha256.isEmpty() && !sha256.matches("[0-9a-f]{64}"))
                throw wrong("a SHA-256 is not 64 lower-case hexadecimal digits");
            if (!(size >= -1 && size <= MOST_SIZE) || size != Math.rint(size))
                throw wrong("the size of a file is no number of bytes");
            files.add(new CatalogueFile(path, urls(each), (long) size, sha256));
        }
        if (files.size() > MOST_FILES)
            throw wrong("it has more than " + MOST_FILES + " files");
        return files;
    }

    private List<String> urls(final JsonConfig file) {
        final List<String> urls = file.texts("urls");
        if (urls.isEmpty() || urls.size() > 20)
            throw wrong("a file has no address, or more than 20");
        for (final String each : urls)
            if (!HubSource.isFile(each))
                throw wrong("the address of a file is neither https nor hf:owner/name:path nor "
                        + "modelscope:owner/name:path");
        return urls;
    }

    private Map<String, String> settings(final JsonConfig json) {
        final JsonConfig child = json.child("settings");
        final Map<String, String> settings = new LinkedHashMap<>();
        for (final String key : child.keys())
            if (!KEY.matcher(key).matches() || settings.size() >= 50)
                throw wrong("a setting is no key, or there are more than 50");
            else
                settings.put(key, text(child, key, 200));
        return settings;
    }

    private String revision(final JsonConfig json) {
        final String revision = text(json, "revision", 200);
        if (!revision.matches("[\\w./-]*"))
            throw wrong("its revision is none");
        return revision;
    }

    private String word(final JsonConfig json, final String key) {
        final String text = text(json, key, 41);
        if (!WORD.matcher(text).matches())
            throw wrong("its " + key + " is no word of small letters");
        return text;
    }

    private String given(final JsonConfig json, final String key) {
        final String text = text(json, key, 200);
        if (text.isBlank())
            throw wrong("its " + key + " is not given");
        return text;
    }

    private String address(final JsonConfig json, final String key) {
        final String text = text(json, key, MOST_TEXT);
        if (!text.isEmpty() && !text.matches("https://[\\x21-\\x7e]+"))
            throw wrong("its " + key + " is no address that begins with https");
        return text;
    }

    private String text(final JsonConfig json, final String key, final int most) {
        final String text = json.text(key, "");
        if (text.length() > most || text.matches("(?s).*[\\p{C}\\u2028\\u2029].*"))
            throw wrong("its '" + key + "' is longer than " + most + " characters, or has some that cannot be seen");
        return text;
    }

    private InpaintException wrong(final String why) {
        return new InpaintException(source + " is damaged at the model '" + id + "': " + why + ": get another one.");
    }
}
