package org.inpaintj.engine.diffusion.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Request;
import org.inpaintj.engines.Engines;

class PromptStylesTest {

    private static final String HEAD = "name,prompt,negative_prompt\n";

    @TempDir
    private Path folder;

    private PromptStyles.Prompts apply(final String csv, final String styles, final String prompt) throws IOException {
        final Path file = Files.writeString(folder.resolve("styles.csv"), csv);
        return PromptStyles.apply(styles, file.toString(), prompt, "bad");
    }

    private void isTold(final String expected, final String csv, final String styles) {
        assertEquals(expected, assertThrows(InpaintException.class, () -> apply(csv, styles, "x")).getMessage());
    }

    @Test
    void aPlaceholderTakesThePromptAndOthersAreAppended() throws IOException {
        final String csv = "\ufeffname,prompt,negative_prompt\r\n# a remark,x,y\r\nfilm,\"a film of {prompt}, "
                + "{prompt}\",\r\n\r\n\"dark, moody\",\"dark \"\"moody\"\"\nlight\",\"bright, {prompt}\"\r\nshort\r\n";
        final PromptStyles.Prompts film = apply(csv, "film", "a cat");
        assertEquals("a film of a cat, a cat", film.prompt());
        assertEquals("bad", film.negative());
        final PromptStyles.Prompts both = apply(csv, "film, \"dark, moody\",short", "a cat");
        assertEquals("a film of a cat, a cat, dark \"moody\"\nlight", both.prompt());
        assertEquals("bright, bad", both.negative());
        assertEquals("a film of , ", apply(csv, "film", "").prompt());
        assertEquals("dark \"moody\"\nlight", apply(csv, "\"dark, moody\"", " ").prompt());
    }

    @Test
    void withoutStylesNothingIsRead() {
        assertEquals(new PromptStyles.Prompts("a", "b"), PromptStyles.apply(" ", "nowhere.csv", "a", "b"));
        final Request request = Engines.found().request(Map.of("stylebook", "nowhere.csv", "prompt", "a"));
        assertEquals(request.with("stylebook", ""), Engines.found().get("diffusion").resolve(request));
    }

    @Test
    void whatIsMissingIsNamed() throws IOException {
        assertEquals(
                "The styles 'film' are names in a stylebook: set Stylebook (stylebook=FILE) to the WebUI's styles.csv.",
                assertThrows(InpaintException.class,
                () -> PromptStyles.apply("film", "", "", "")).getMessage());
        assertEquals("There is no stylebook 'nowhere.csv': name the WebUI's styles.csv.",
                assertThrows(InpaintException.class, () -> PromptStyles.apply("film", "nowhere.csv", "",
                        "")).getMessage());
        isTold("There is no style 'flim' in 'styles.csv': did you mean 'film'?", HEAD
                + "film,a,b\npaint,c,d\n", "flim");
        isTold("There is no style 'zebra' in 'styles.csv', which has 1 styles.", HEAD + "film,a,b\n", "zebra");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "``|it is empty; the first line names the columns name, prompt and negative_prompt",
        "name,text;film,a|the first line has no column 'prompt'; it is name,prompt,negative_prompt",
        "name,prompt,negative_prompt;film,a,b,c|line 2 has 4 fields instead of 3; a text with a comma stands in double "
        + "quotes",
        "name,prompt,negative_prompt;;x,a,;x,b,|the lines 3 and 4 have the same name 'x'; rename one",
        "name,prompt,negative_prompt;,a,b|line 2 has no name",
        "name,prompt,negative_prompt;\"a;b\",c,d;e,\"f,g|line 4: a quote is opened and never closed",
        "name,prompt,negative_prompt;a,\"b\"c,d|line 2: after a closing quote comes a comma or the end of the line; a "
                + "quote inside a text is doubled" })
    void damageIsNamedWithItsLine(final String csv, final String expected) {
        isTold("The stylebook 'styles.csv' cannot be used: " + expected + ".", csv.replace(';', '\n'), "film");
    }

    @Test
    void filesThatAreNoStylebookAreRefused() throws IOException {
        final Path file = folder.resolve("styles.csv");
        Files.write(file, (HEAD + "ok,a,b\ncaf\u00e9,a,b\n").getBytes(StandardCharsets.ISO_8859_1));
        assertEquals("The stylebook 'styles.csv' cannot be used: line 3 is not UTF-8; save it as UTF-8.",
                assertThrows(InpaintException.class, () -> PromptStyles.apply("ok", file.toString(), "",
                        "")).getMessage());
        Files.write(file, new byte[(4 << 20) + 1]);
        assertTrue(assertThrows(InpaintException.class, () -> PromptStyles.apply("ok", file.toString(), "",
                "")).getMessage()
                .contains("larger than 4 MB"));
        assertTrue(assertThrows(InpaintException.class, () -> PromptStyles.apply("ok", folder.toString(), "",
                "")).getMessage().startsWith("There is no stylebook"));
    }
}
