package org.inpaintj.model.library;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;
import org.inpaintj.model.checkpoint.Checkpoint;

/**
 * What lies beside a model and has its name: a picture, and texts of its author or user, as the WebUI and its
 * extensions write them. All of it comes from anywhere: sizes are bounded, markup and control characters are taken out.
 */
final class ModelSidecar {

    private static final List<String> PICTURES = List.of("png", "jpg", "jpeg", "webp", "gif");
    private static final int MOST = 4000;
    private static final Pattern MARKUP = Pattern.compile("<[^<>]{1,2000}>"), BLANKS = Pattern.compile("[ \\t]+");
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]|[\\u202a-\\u202e\\u2066-\\u2069]");
    /** Keys of the WebUI's {@code NAME.json}, and what they are called here. */
    private static final Map<String, String> USER = new LinkedHashMap<>();
    private static final Map<String, String> SPEC = new LinkedHashMap<>();

    static {
        USER.put("description", "");
        USER.put("sd version", "Family");
        USER.put("activation text", "Activation text");
        USER.put("preferred weight", "Preferred weight");
        USER.put("negative text", "Negative text");
        USER.put("notes", "");
        SPEC.put("modelspec.title", "");
        SPEC.put("modelspec.author", "Author");
        SPEC.put("modelspec.description", "");
        SPEC.put("modelspec.usage_hint", "");
        SPEC.put("modelspec.trigger_phrase", "Activation text");
        SPEC.put("modelspec.license", "Licence");
    }

    private final Path model;
    private final String stem;

    /** @param model a file or folder */
    ModelSidecar(final Path model) {
        this.model = model;
        final String name = model.getFileName().toString();
        final int dot = Files.isDirectory(model) ? -1 : name.lastIndexOf('.');
        stem = dot > 0 ? name.substring(0, dot) : name;
    }

    private Path beside(final String ending) {
        return model.resolveSibling(stem + ending);
    }

    /** The picture; whether it can be read is another question. */
    Optional<Path> preview() {
        for (final String ending : PICTURES)
            for (final String between : List.of(".", ".preview."))
                if (Files.isRegularFile(beside(between + ending)))
                    return Optional.of(beside(between + ending));
        return Optional.empty();
    }

    /** The texts, those of the user first; empty if there are none. */
    String notes() {
        final List<String> notes = new ArrayList<>();
        read(beside(".json"), json -> USER.forEach((key, title) -> add(notes, title, text(json, key))));
        for (final String ending : List.of(".txt", ".description.txt"))
            if (Files.isRegularFile(beside(ending)))
                try {
                    add(notes, "", SmallText.read(beside(ending)));
                } catch (final InpaintException e) {
                    notes.add(e.getMessage());
                }
        read(beside(".civitai.info"), json -> {
            add(notes, "", text(json.isObject("model") ? json.child("model") : json, "name"));
            add(notes, "Made for", text(json, "baseModel"));
            add(notes, "Activation text", String.join(", ", texts(json, "trainedWords")));
            add(notes, "", text(json, "description"));
        });
        if (model.toString().toLowerCase(Locale.ROOT).endsWith(".safetensors"))
            try {
                final Map<String, String> told = Checkpoint.read(model).metadata();
                SPEC.forEach((key, title) -> add(notes, title, told.getOrDefault(key, "")));
            } catch (final InpaintException e) {
                notes.add(e.getMessage());
            }
        final String all = String.join("\n", notes.stream().distinct().toList());
        return all.length() > MOST ? all.substring(0, MOST) + "..." : all;
    }

    /** The digests that Civitai knows of the file, lower case. */
    List<String> hashes() {
        final List<String> hashes = new ArrayList<>();
        read(beside(".civitai.info"), json -> {
            for (final JsonConfig file : json.children("files"))
                if (file.isObject("hashes"))
                    for (final String kind : List.of("SHA256", "AutoV2", "AutoV1"))
                        hashes.add(text(file.child("hashes"), kind).toLowerCase(Locale.ROOT));
        });
        hashes.removeIf(String::isBlank);
        return hashes;
    }

    /** Uses a JSON file that may be there. */
    private interface Use {
        void of(JsonConfig json);
    }

    private static void read(final Path file, final Use use) {
        if (Files.isRegularFile(file))
            try {
                use.of(SmallText.json(file));
            } catch (final InpaintException e) {
                // whatever else it is, it says nothing of the model
            }
    }

    private static String text(final JsonConfig json, final String key) {
        return String.join(", ", texts(json, key));
    }

    private static List<String> texts(final JsonConfig json, final String key) {
        return json.isObject(key) ? List.of() : json.texts(key);
    }

    private static void add(final List<String> notes, final String title, final String text) {
        final String plain = CONTROLS.matcher(MARKUP.matcher(text.replace("</p>", "\n").replace("<br", "\n<br"))
                .replaceAll("").replace("&nbsp;", " ").replace("&lt;", "<").replace("&gt;", ">")
                .replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&")).replaceAll("");
        final String bare = BLANKS.matcher(plain).replaceAll(" ").replaceAll("(\\s*\\n\\s*)+", "\n").strip();
        if (!bare.isEmpty() && !bare.equals("0"))
            notes.add(title.isEmpty() ? bare : title + ": " + bare);
    }
}
