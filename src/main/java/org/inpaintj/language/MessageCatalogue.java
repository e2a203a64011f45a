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
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The translations into one language. */
final class MessageCatalogue {

    static final MessageCatalogue ENGLISH = new MessageCatalogue(Map.of());

    /** Of a value that is a sentence with values of its own. */
    private static final int MOST_DEEP = 3;
    private static final int MOST_KEPT = 500;
    /** Templates that are tried for one sentence. */
    private static final int MOST_CHOICES = 3;
    /** Sentences that are looked at together; a message has a few. */
    private static final int MOST_SENTENCES = 8;
    /** Signs from here on are as wide as they are high. */
    private static final char WIDE = '\u3000';

    /** What may stand behind the name of what it says something about. */
    private static final Pattern PREDICATE = Pattern.compile("(is|are|was|has|holds|cannot|does) ");

    /** A name in a list, which has no spaces but in quotes, and maybe what it is. */
    private static final String NAME = "('([^']*)'|[^\\s,'()]+)( \\(([^()]*)\\))?", BETWEEN = ", | and | or ";
    /** Such as places. */
    private static final Pattern NUMBERS = Pattern.compile("[-0-9., ]+");
    private static final Pattern ITEM = Pattern.compile(NAME + "(" + BETWEEN + "|$)"),
            LIST = Pattern.compile("'[^']*'|[^\\s,]+ \\([^()]*\\)|" + NAME + "((" + BETWEEN + ")" + NAME + ")+");
    /** In characters, since a pattern takes a longer text one step deeper for each name. */
    private static final int LONGEST_LIST = 2000;
    /** How names are listed. */
    private static final String COMMA = "{0}, {1}", AND = "{0} and {1}", OR = "{0} or {1}", QUOTED = "'{0}'",
            BRACKETS = "{0} ({1})", NAMED = "{0}: {1}", REMARK = "({0})";

    private final Map<String, String> texts;
    /** What was asked for of late: lists that are drawn again and again ask for the same. */
    private final Map<String, String> kept = new ConcurrentHashMap<>();
    /** Those with the most fixed text first. */
    private final List<MessageTemplate> templates;

    /** @param texts ids, as {@link PoFile} gives them, to translations; empty ones are none */
    MessageCatalogue(final Map<String, String> texts) {
        this.texts = new HashMap<>(texts);
        this.texts.values().removeIf(String::isEmpty);
        final Map<String, String> whole = new HashMap<>();
        this.texts.forEach((english, text) -> {
            if (PREDICATE.matcher(english).lookingAt()) {
                final String subject = "{" + new MessageTemplate(english).places() + "} ";
                whole.put(subject + english, subject + text);
            }
        });
        this.texts.putAll(whole);
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
        if (texts.isEmpty() || english.isBlank())
            return english;
        final String known = kept.get(english);
        if (known != null)
            return known;
        final String now = message(english, 0);
        if (kept.size() >= MOST_KEPT)
            kept.clear();
        if (english.length() <= LONGEST_LIST)
            kept.put(english, now);
        return now;
    }

    /** A sentence whose values seem to hold the end of another one is only taken where nothing else fits. */
    private String message(final String english, final int depth) {
        return known(english, depth, true).or(() -> sentences(english, depth, true))
                .or(() -> known(english, depth, false))
                .or(() -> sentences(english, depth, false)).orElseGet(() -> behindName(english, depth));
    }

    /** What is said of something that is named before a colon. */
    private String behindName(final String english, final int depth) {
        int colon = english.indexOf(": ");
        for (int i = 0; i < MOST_SENTENCES && colon > 0 && depth < MOST_DEEP; i++, colon = english.indexOf(": ", colon
                + 1)) {
            final Optional<String> said = known(english.substring(colon + 2), depth + 1, true);
            final String name = english.substring(0, colon);
            if (said.isPresent())
                return MessageTemplate.fill(text(NAMED), List.of(known(name, depth + 1, true).orElse(name),
                        said.get()));
        }
        return english;
    }

    private Optional<String> known(final String english, final int depth, final boolean single) {
        final String exact = texts.get(english);
        if (exact != null)
            return Optional.of(exact);
        // of those that fit, the one that leaves the least English; mostly there is one
        return templates.stream().map(template -> template.values(english)
                .filter(found -> !single || found.stream().noneMatch(value -> ends(value).size() > 1))
                .map(found -> MessageTemplate.fill(texts.get(template.english()), IntStream.range(0, found.size())
                        .mapToObj(i -> value(template, i, found.get(i), depth)).toList())))
                .flatMap(Optional::stream).limit(MOST_CHOICES).min(Comparator.comparingLong(MessageCatalogue::latin));
    }

    private static long latin(final String text) {
        return text.chars().filter(c -> c < WIDE && Character.isLetter(c)).count();
    }

    private String value(final MessageTemplate template, final int number, final String value, final int depth) {
        return template.isQuoted(number) || depth >= MOST_DEEP ? value
                : template.isStep(number) ? texts.getOrDefault(value, value(value, depth)) : value(value, depth);
    }

    /** A single word may be the user's: the name of an image or of a file. */
    private String value(final String value, final int depth) {
        final String bare = value.strip();
        if (bare.length() <= LONGEST_LIST && LIST.matcher(bare).matches() && !NUMBERS.matcher(bare).matches())
            return list(bare, depth);
        if (bare.indexOf(' ') < 0)
            // what commands do is told apart by such words
            return bare.indexOf('-') < 0 ? value : texts.getOrDefault(task(bare), value);
        if (bare.matches("\\([^()]+\\)"))
            return MessageTemplate.fill(text(REMARK), List.of(message(bare.substring(1, bare.length() - 1),
                    depth + 1)));
        final Optional<String> found = within(bare, depth + 1);
        if (found.isEmpty())
            return value;
        final String said = found.get();
        // a Chinese text needs no space before or behind it
        return value.substring(0, said.charAt(0) < WIDE ? value.indexOf(bare) : 0) + said;
    }

    /** A sentence within another one may begin with a small letter, and has no stop. */
    private Optional<String> within(final String bare, final int depth) {
        final String capital = Character.toUpperCase(bare.charAt(0)) + bare.substring(1);
        for (final String each : List.of(bare, capital, bare + ".", capital + ".")) {
            final String said = message(each, depth);
            if (!said.equals(each))
                return Optional.of(each.length() > bare.length() ? said.replaceFirst("[.\u3002]$", "") : said);
        }
        return Optional.empty();
    }

    private static String task(final String id) {
        return "task" + PoFile.CONTEXT + id.replace('-', '_');
    }

    /** Names, one after the other, which may have in brackets what they are. */
    private String list(final String english, final int depth) {
        final Matcher items = ITEM.matcher(english);
        String said = "", separator = "";
        while (items.lookingAt()) {
            final String quoted = items.group(2), what = items.group(4);
            String item = quoted == null ? items.group(1) : MessageTemplate.fill(text(QUOTED), List.of(quoted));
            if (what != null)
                item = MessageTemplate.fill(text(BRACKETS), List.of(item, message(what, depth + 1)));
            said = said.isEmpty() ? item : MessageTemplate.fill(text(switch (separator) {
                case " and " -> AND;
                case " or " -> OR;
                default -> COMMA;
            }), List.of(said, item));
            separator = items.group(5);
            items.region(items.end(), english.length());
        }
        return said;
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
