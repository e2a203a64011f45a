package org.inpaintj.engine.diffusion.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.inpaintj.core.InpaintException;

/** Style templates: those of the program, and those of a user's file. */
class StyleLibraryTest {

    @TempDir
    Path folder;

    private static List<StyleTemplate> parse(final String json) {
        return StyleLibrary.parse("styles.json", json.replace('\'', '"'));
    }

    @Test
    void theProgramBringsTwoPaintingStylesInTwoLanguages() {
        assertEquals(List.of("Chinese painting", "European painting", "中国画", "欧洲绘画"),
                StyleLibrary.bundled().stream().map(StyleTemplate::name).toList());
        for (final StyleTemplate style : StyleLibrary.bundled()) {
            assertTrue(style.keywords().size() >= 5 && style.subjects().size() >= 5, style.name());
            assertTrue(style.examplePrompts().size() >= 2 && !style.description().isEmpty(), style.name());
            assertTrue(String.join(", ", style.keywords()).length() < 300, style.name());
            for (final String example : style.examplePrompts())
                assertTrue(style.keywords().stream().anyMatch(example::contains), example);
        }
    }

    /** Without a stylebook, and beside one. */
    @Test
    void theirNamesAreKnown() throws IOException {
        assertEquals(new PromptStyles.Prompts("a boat, traditional Chinese ink painting, xuan paper, flowing brush "
                + "strokes, soft mineral colours, empty space, subtle ink washes", "bad"),
                PromptStyles.apply("Chinese painting", "", "a boat", "bad"));
        final Path csv = Files.writeString(folder.resolve("styles.csv"), "name,prompt\nfilm,grain\n中国画,mine\n");
        assertEquals("a, grain, mine", PromptStyles.apply("film, 中国画", csv.toString(), "a", "").prompt());
        assertTrue(PromptStyles.apply("film,欧洲绘画", csv.toString(), "a", "").prompt().startsWith("a, grain, 欧洲"));
        assertEquals(List.of("film", "中国画", "Chinese painting", "European painting", "欧洲绘画"),
                PromptStyles.names(csv.toString()));
        assertEquals(4, PromptStyles.names(folder.resolve("none.csv").toString()).size());
        assertEquals(List.of("grain"), PromptStyles.templates("film", csv.toString()).get(0).keywords());
    }

    @Test
    void aCopyCanBeEdited() throws IOException {
        final Path copy = folder.resolve("mine.json");
        StyleLibrary.copyTo(copy);
        assertEquals(StyleLibrary.bundled(), StyleLibrary.parse("mine.json", Files.readString(copy)));
        Files.writeString(copy, Files.readString(copy).replace("xuan paper", "bark"));
        assertTrue(PromptStyles.apply("Chinese painting", copy.toString(), "a", "").prompt().contains("bark"));
        assertTrue(assertThrows(InpaintException.class, () -> StyleLibrary.copyTo(copy)).getMessage()
                .contains("exists already"));
        assertTrue(assertThrows(InpaintException.class, () -> StyleLibrary.copyTo(folder.resolve("a.txt")))
                .getMessage().contains("ends in .json"));
        assertTrue(assertThrows(InpaintException.class, () -> StyleLibrary.copyTo(folder.resolve("no/a.json")))
                .getMessage().contains("a folder that is there"));
    }

    /** A list, a list under a key, one alone, and many by their names, as guides write them. */
    @ParameterizedTest
    @ValueSource(strings = { "[{'name':'a','keywords':['x','y'],'subjects':['z']}]",
        "{'styles':[{'name':'a','keywords':['x',' y ',''],'subjects':'z'}]}",
        "{'name':'a','keywords':['x','y'],'common_flowers':['z'],'palette':7}",
        "{'a':{'keywords':['x','y'],'common_flowers':['z']}}",
        "{'styles':{'b':{'name':'a','keywords':['x','y'],'subjects':['z'],'common_flowers':['w'],'description':null}}}"
    })
    void theFormsOfALibrary(final String json) {
        assertEquals(List.of(new StyleTemplate("a", "", List.of("x", "y"), List.of("z"), List.of())), parse(json));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = { "no|is damaged: it is no JSON object; mend it in an "
            + "editor.", "{'a|is damaged: it is no JSON text; mend it in an editor.",
        "{}|cannot be used: it has no styles.", "[]|cannot be used: it has no styles.",
        "[7]|is damaged: 'styles' must be a list of objects, but is [7]; mend it in an editor.",
        "{'a':7}|is damaged: 'a' must be an object, but is 7; mend it in an editor.",
        "[{'keywords':['x']}]|cannot be used: a style has no name.",
        "[{'name':['x']}]|cannot be used: 'name' must be a text of at most 2000 characters.",
        "[{'name':'a'},{'name':'a'}]|cannot be used: two styles have the same name 'a'; rename one.",
        "[{'name':'a','keywords':[1]}]|cannot be used: 'keywords' of the style 'a' must be a list of at most 1000 "
                + "texts of at most 2000 characters.",
        "[{'name':'a','subjects':{'b':'c'}}]|cannot be used: 'subjects' of the style 'a' must be a list of at most "
                + "1000 texts of at most 2000 characters." })
    void whatIsWrongIsSaid(final String json, final String expected) {
        assertEquals("The stylebook 'styles.json' " + expected,
                assertThrows(InpaintException.class, () -> parse(json)).getMessage());
    }

    @Test
    void whatIsTooMuchIsRefused() throws IOException {
        assertTrue(assertThrows(InpaintException.class, () -> parse("[".repeat(5000) + "]".repeat(5000))).getMessage()
                .contains("levels deep"));
        assertThrows(InpaintException.class, () -> parse("[{'name':'" + "a".repeat(2001) + "'}]"));
        assertThrows(InpaintException.class, () -> parse("[{'name':'a','keywords':[" + "'x',".repeat(1000)
                + "'x']}]"));
        final StringBuilder many = new StringBuilder("{");
        for (int i = 0; i <= 10_000; i++)
            many.append("'").append(i).append("':{},");
        assertTrue(assertThrows(InpaintException.class, () -> parse(many.append("'a':{}}").toString())).getMessage()
                .contains("more than 10000 styles"));
        final Path large = Files.write(folder.resolve("large.json"), new byte[(4 << 20) + 1]);
        assertTrue(assertThrows(InpaintException.class, () -> PromptStyles.apply("x", large.toString(), "", ""))
                .getMessage().contains("larger than 4 MB"));
    }
}
