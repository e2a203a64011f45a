package org.inpaintj.history;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;

/**
 * A line of the file: a whole entry, or what became of one. The file may hold anything, so each text has a bound, and
 * what is not of the right kind is an {@link InpaintException}.
 */
final class HistoryLine {

    /** Characters of texts, of selections and pictures, of lines; how many keys and digests. */
    static final int LONGEST = 100_000, LARGEST = 1_500_000, LONGEST_LINE = 8 << 20, MOST_KEYS = 1000,
            MOST_LAYERS = 64;

    /** Years of five digits and more cannot be shown everywhere. */
    private static final Instant LAST = Instant.parse("9999-12-30T00:00:00Z");
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private HistoryLine() {}

    static String of(final HistoryEntry entry) {
        final JsonObject line = new JsonObject();
        line.addProperty("id", entry.id());
        line.addProperty("time", entry.time().toString());
        line.addProperty("command", entry.command());
        if (entry.image().isThere())
            line.add("image", GSON.toJsonTree(entry.image()));
        line.addProperty("selection", entry.selection());
        line.add("keys", GSON.toJsonTree(entry.keys()));
        line.addProperty("engine", entry.engine());
        line.addProperty("model", entry.model());
        line.add("left_out", GSON.toJsonTree(entry.leftOut()));
        add(line, entry.outcome());
        return GSON.toJson(line);
    }

    static String of(final String id, final HistoryOutcome outcome) {
        final JsonObject line = new JsonObject();
        line.addProperty("id", id);
        add(line, outcome);
        return GSON.toJson(line);
    }

    private static void add(final JsonObject line, final HistoryOutcome outcome) {
        line.addProperty("state", outcome.state().name().toLowerCase(Locale.ROOT));
        line.addProperty("seconds", outcome.seconds());
        line.addProperty("message", outcome.message());
        final JsonArray layers = new JsonArray();
        outcome.layers().stream().limit(MOST_LAYERS).forEach(layers::add);
        line.add("layers", layers);
        line.addProperty("picture", outcome.picture());
    }

    /** Takes a line into what was read before it; what became of a run that is not there any more is passed over. */
    static void read(final String text, final Map<String, HistoryEntry> into) {
        final JsonConfig line = JsonConfig.parse("The history", text, "", "it is passed over");
        final String id = text(line, "id", 64);
        if (!id.matches("[0-9a-zA-Z-]+"))
            throw new InpaintException("A run of the history has no id.");
        if (line.has("command"))
            into.put(id, entry(id, line));
        else
            Optional.ofNullable(into.get(id)).ifPresent(known -> into.put(id, known.with(outcome(line))));
    }

    private static HistoryEntry entry(final String id, final JsonConfig line) {
        final Map<String, String> keys = new LinkedHashMap<>();
        final JsonConfig given = line.child("keys");
        if (given.keys().size() > MOST_KEYS)
            throw new InpaintException("A run of the history has more than " + MOST_KEYS + " keys.");
        given.keys().stream().sorted().forEach(key -> keys.put(key, text(given, key, LONGEST)));
        return new HistoryEntry(id, time(line), text(line, "command", 200), image(line.child("image")),
                text(line, "selection", LARGEST), keys, text(line, "engine", 200), text(line, "model", LONGEST),
                texts(line, "left_out"), outcome(line));
    }

    private static Instant time(final JsonConfig line) {
        try {
            final Instant time = Instant.parse(text(line, "time", 64));
            if (time.isAfter(LAST) || time.isBefore(Instant.EPOCH))
                throw new DateTimeException(time.toString());
            return time;
        } catch (final DateTimeException e) {
            throw new InpaintException("A run of the history has no time.", e);
        }
    }

    private static HistoryImage image(final JsonConfig line) {
        return line.isEmpty() ? HistoryImage.NONE : new HistoryImage(text(line, "title", LONGEST),
                text(line, "file", LONGEST), line.whole("width", 0), line.whole("height", 0), line.whole("depth", 0),
                line.whole("channel", 1), line.whole("slice", 1), line.whole("frame", 1), line.whole("planes", 1));
    }

    private static HistoryOutcome outcome(final JsonConfig line) {
        final double seconds = line.number("seconds", 0);
        return new HistoryOutcome(state(text(line, "state", 20)), Double.isFinite(seconds) ? seconds : 0,
                text(line, "message", LONGEST), texts(line, "layers"), text(line, "picture", LARGEST));
    }

    private static HistoryOutcome.State state(final String word) {
        for (final HistoryOutcome.State state : HistoryOutcome.State.values())
            if (state.name().equalsIgnoreCase(word))
                return state;
        throw new InpaintException("A run of the history has no state.");
    }

    private static List<String> texts(final JsonConfig line, final String key) {
        final List<String> texts = line.texts(key);
        if (texts.size() > MOST_KEYS || texts.stream().anyMatch(text -> text.length() > 200))
            throw new InpaintException("'" + key + "' of a run of the history is too long.");
        return texts;
    }

    private static String text(final JsonConfig line, final String key, final int most) {
        final String text = line.text(key, "");
        if (text.length() > most)
            throw new InpaintException("'" + key + "' of a run of the history is too long.");
        return text;
    }
}
