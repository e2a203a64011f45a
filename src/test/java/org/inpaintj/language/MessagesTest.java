package org.inpaintj.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The catalogues have what the sources say. {@code mvn -q test -Dtest=MessagesTest -Dmessages.write} writes anew
 * which texts there are, and adds those that are new to every catalogue, to be translated there.
 */
class MessagesTest {

    private static final Path TEMPLATE = Path.of("src/main/po/messages.pot"),
            CATALOGUES = Path.of("src/main/resources/org/inpaintj/language");
    private static final String COMMAND = "mvn -q test -Dtest=MessagesTest -Dmessages.write";
    private static final Pattern PLACE = Pattern.compile("\\{\\d+}"), TAG = Pattern.compile("</?\\w+[^<>]*>");
    private static final int SHOWN = 40;

    private static SourceTexts sources;

    @BeforeAll
    static void collect() throws IOException {
        sources = SourceTexts.read();
        if (System.getProperty("messages.write") == null)
            return;
        Files.createDirectories(TEMPLATE.getParent());
        Files.createDirectories(CATALOGUES);
        Files.writeString(TEMPLATE, template());
        for (final Language language : languages()) {
            final Path file = file(language);
            final Map<String, String> texts = Files.exists(file) ? PoFile.read(Files.readString(file)) : Map.of();
            Files.writeString(file, PoWriter.write(language.title(), language.code(), sources.found(), texts));
        }
    }

    static List<Language> languages() {
        return Arrays.stream(Language.values())
                .filter(language -> language != Language.AUTO && language != Language.ENGLISH).toList();
    }

    private static Path file(final Language language) {
        return CATALOGUES.resolve(language.code() + ".po");
    }

    private static String template() {
        return PoWriter.write("The texts to translate; made by " + COMMAND, "", sources.found(), Map.of());
    }

    private static Map<String, String> texts(final Language language) throws IOException {
        return PoFile.read(Files.readString(file(language)));
    }

    private static String listed(final Set<String> ids) {
        return ids.size() + ":\n" + ids.stream().limit(SHOWN).map(id -> "  " + id.replace(PoFile.CONTEXT, '|'))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void everyTextCanBeCollected() {
        assertEquals(List.of(), sources.problems());
    }

    @Test
    void theListOfTextsIsThatOfTheSources() throws IOException {
        assertEquals(template(), Files.exists(TEMPLATE) ? Files.readString(TEMPLATE) : "", TEMPLATE
                + " is stale: write it with " + COMMAND);
    }

    @ParameterizedTest
    @MethodSource("languages")
    void theCatalogueIsComplete(final Language language) throws IOException {
        final Map<String, String> texts = texts(language);
        final Set<String> missing = new TreeSet<>(sources.found().keySet()), orphans = new TreeSet<>(texts.keySet());
        missing.removeIf(id -> !texts.getOrDefault(id, "").isBlank());
        orphans.removeAll(sources.found().keySet());
        assertTrue(missing.isEmpty(), "without a translation, to be written into " + file(language) + " after "
                + COMMAND + ": " + listed(missing));
        assertTrue(orphans.isEmpty(), "translated, but in no source any more; " + COMMAND + " takes them out: "
                + listed(orphans));
    }

    private static List<String> parts(final Pattern pattern, final String text) {
        return pattern.matcher(text).results().map(MatchResult::group).sorted().toList();
    }

    @ParameterizedTest
    @MethodSource("languages")
    void valuesAndTagsAreInBoth(final Language language) throws IOException {
        texts(language).forEach((id, text) -> {
            if (text.isEmpty())
                return;
            assertEquals(parts(PLACE, id), parts(PLACE, text), id);
            if (id.startsWith("<html>"))
                assertEquals(parts(TAG, id), parts(TAG, text), id);
            assertEquals(id.chars().filter(c -> c == '\n').count(), text.chars().filter(c -> c == '\n').count(), id);
        });
    }

    /** With values that look like nothing in particular, every message is found again by what is around them. */
    @ParameterizedTest
    @MethodSource("languages")
    void everyMessageIsFoundAgain(final Language language) throws IOException {
        final Random random = new Random(8);
        final Map<String, String> texts = texts(language);
        final MessageCatalogue catalogue = new MessageCatalogue(texts);
        texts.forEach((id, text) -> {
            final List<String> places = parts(PLACE, id);
            if (text.isEmpty() || id.indexOf(PoFile.CONTEXT) >= 0
                    || !places.isEmpty() && !MessageTemplate.isTemplate(id))
                return;
            final List<String> values = IntStream.range(0, places.size())
                    .mapToObj(i -> Long.toString(random.nextLong() >>> 1, 36)).toList();
            assertEquals(MessageTemplate.fill(text, values), catalogue.message(MessageTemplate.fill(id, values)), id);
        });
    }
}
