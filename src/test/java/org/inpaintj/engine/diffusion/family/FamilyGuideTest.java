package org.inpaintj.engine.diffusion.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** What the guide to a new model family says is so. */
class FamilyGuideTest {

    private static final Path GUIDE = Path.of("docs/develop/add-a-model-family.md");
    private static final Path MADE_UP =
            Path.of("src/test/java/org/inpaintj/engine/diffusion/family/MadeUpFamily.java");

    @Test
    void theListingIsTheFamilyOfTheTests() throws IOException {
        final String code = Files.readString(MADE_UP);
        assertTrue(Files.readString(GUIDE).contains("```java\n" + code.substring(code.indexOf("@Plugin")) + "```\n"),
                "copy " + MADE_UP + " from @Plugin on into " + GUIDE);
    }

    @Test
    void theTableNamesEveryQuestion() throws IOException {
        final Set<String> asked = Stream.of(DiffusionFamily.class.getDeclaredMethods()).filter(m -> !m.isSynthetic())
                .map(Method::getName).collect(Collectors.toCollection(TreeSet::new));
        final Set<String> told = Files.readString(GUIDE).lines().filter(line -> line.startsWith("| "))
                .map(line -> line.split("\\|")[2])
                .flatMap(cell -> Pattern.compile("`([a-z]\\w+)`").matcher(cell).results())
                .map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(asked, told);
    }

    @Test
    void theFilesThatItNamesAreThere() throws IOException {
        final Set<String> files;
        try (Stream<Path> all = Files.walk(Path.of("src"))) {
            files = all.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
        final String guide = Files.readString(GUIDE).replaceAll("(?s)```.*?```", "");
        for (final String named : Pattern.compile("`([A-Z]\\w+)(?:\\.java)?`").matcher(guide).results()
                .map((MatchResult found) -> found.group(1)).toList())
            assertTrue(files.contains(named + ".java"), named);
        for (final String named : Pattern.compile("`((?:src|models)/[^`]+)`").matcher(guide).results()
                .map(found -> found.group(1)).toList())
            assertTrue(Files.exists(Path.of(named)), named);
    }
}
