package org.inpaintj.language;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The translations into one language. */
final class MessageCatalogue {

    static final MessageCatalogue ENGLISH = new MessageCatalogue(Map.of());

    /** Of a value that is a sentence with values of its own. */
    private static final int MOST_DEEP = 3;
    /** Sentences that are looked at together; a message has a few. */
    private static final int MOST_SENTENCES = 8;
    /** Signs from here on are as wide as they are high. */
    private static final char WIDE = '\u3000';

    private final Map<String, String> texts;
    /** Those with the most fixed text first. */
    private final List<MessageTemplate> templates;

    /** @param texts ids, as {@link PoFile} gives them, to translations; empty ones are none */
    MessageCatalogue(final Map<String, String> texts) {
        this.texts = new HashMap<>(texts);
        this.texts.values().removeIf(String::isEmpty);
        templates = this.texts.keySet().stream().filter(MessageTemplate::isTemplate).map(MessageTemplate::new)
                .sorted(Comparator.comparingInt(MessageTemplate::weight).reversed()
                        .thenComparing(MessageTemplate::english))
                .toList();
    }

    /** Reads that of a language out of the plugin. */
    static MessageCatalogue of(final Language language) {
        if (language == Language.ENGLISH)
            return ENGLISH;
        try (InputStream in = MessageCatalogue.class.getResourceAsStream(language.code() + ".po")) {
            if (in == null)
                throw new IllegalStateException("there is no catalogue of " + language);
            return new MessageCatalogue(PoFile.read(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The translation of a text of the code, or the text itself. */
    String text(final String english) {
        return texts.getOrDefault(english, english);
    }

    /** The same of a word that means something else elsewhere. */
    String text(final String context, final String english) {
        return texts.getOrDefault(context + PoFile.CONTEXT + english, english);
    }

    /** The translation of one or more finished sentences; what is not known stays as it is. */
    String message(final String english) {
        return texts.isEmpty() || english.isBlank() ? english : message(english, 0);
    }

    /** A sentence whose values seem to hold the end of another one is only taken where nothing else fits. */
    private String message(final String english, final int depth) {
        return known(english, depth, true).or(() -> sentences(english, depth, true))
                .or(() -> known(english, depth, false))
                .orElseGet(() -> sentences(english, depth, false).orElse(english));
    }

    private Optional<String> known(final String english, final int depth, final boolean single) {
        final String exact = texts.get(english);
        if (exact != null)
            return Optional.of(exact);
        for (final MessageTemplate template : templates) {
            final Optional<List<String>> values = template.values(english)
                    .filter(found -> !single || found.stream().noneMatch(value -> ends(value).size() > 1));
            if (values.isPresent())
                return Optional.of(MessageTemplate.fill(texts.get(template.english()),
                        values.get().stream().map(value -> value(value, depth)).toList()));
        }
        return Optional.empty();
    }

    /** A single word may be the user's: the name of an image or of a file. */
    private String value(final String value, final int depth) {
        return depth >= MOST_DEEP || value.strip().indexOf(' ') < 0 ? value : message(value, depth + 1);
    }

    /**
     * Takes as many sentences together as are known together.
     *
     * @param all whether nothing is said unless all are known; else those that are not stay as they are
     */
    private Optional<String> sentences(final String english, final int depth, final boolean all) {
        final List<Integer> ends = ends(english);
        if (ends.size() < 2)
            return Optional.empty();
        final StringBuilder said = new StringBuilder();
        int done = 0, from = 0;
        while (done < ends.size()) {
            int last = Math.min(ends.size(), done + MOST_SENTENCES) - 1;
            Optional<String> found = Optional.empty();
            while (last >= done && (found = known(english.substring(from, ends.get(last)), depth, all)).isEmpty())
                last--;
            if (found.isEmpty() && all)
                return found;
            last = Math.max(last, done);
            said.append(found.orElse(english.substring(from, ends.get(last))));
            from = ends.get(last);
            for (; from < english.length() && Character.isWhitespace(english.charAt(from)); from++)
                // a Chinese full stop has its space with it
                if (english.charAt(from) == '\n' || said.charAt(said.length() - 1) < WIDE)
                    said.append(english.charAt(from));
            done = last + 1;
        }
        return Optional.of(said.toString());
    }

    /** Where a sentence may end: behind a stop that has a space behind it, and at the end of a line. */
    private static List<Integer> ends(final String text) {
        final List<Integer> ends = new ArrayList<>();
        for (int i = 1; i < text.length(); i++) {
            final char c = text.charAt(i), before = text.charAt(i - 1);
            if (!Character.isWhitespace(before) && (c == '\n' || c == ' ' && (".?!".indexOf(before) >= 0)))
                ends.add(i);
        }
        ends.add(text.length());
        return ends;
    }
}
