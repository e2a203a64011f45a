package org.inpaintj.model.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.inpaintj.core.InpaintException;

/** The part of YAML that files of further folders are written in. */
class ExtraModelPathsTest {

    private static final Map<String, String> VARIABLES = Map.of("DISK", "/disk");

    @TempDir
    Path folder;

    private List<Path> read(final String text) {
        return ExtraModelPaths.read(ProgramTrees.text(folder.resolve("extra_model_paths.yaml"), text), VARIABLES::get);
    }

    private Path at(final String below) {
        return folder.resolve(below);
    }

    @Test
    void sectionsHaveABaseAndPathsBelowIt() {
        assertEquals(List.of(Path.of("/c/d"), at("sub/checkpoints/"), at("sub/more"), at("sub/loras"), at("v a"),
                Path.of("/disk/x"), Path.of(System.getProperty("user.home"), "m/vae")), read(String.join("\n",
                "\uFEFF# comment: here",
                "a111:",
                "    base_path: sub/",
                "    checkpoints: |",
                "        checkpoints/",
                "",
                "        more",
                "    loras: 'loras' # comment",
                "    configs: none",
                "other:   # a section",
                "  vae: \"v a\"",
                "  clip: ${DISK}/x",
                "  custom_nodes: nodes",
                "  nothing: ~",
                "  home: ~/m/vae",
                "first:",
                "  is_default: true",
                "  base_path: \"/c\"",
                "  unet: d",
                "empty: null")));
    }

    @Test
    void linesMayEndAsOnWindows() {
        assertEquals(List.of(at("x"), at("y")), read("a:\r\n  base_path: .\r\n  loras: |\r\n    x\r\n    y\r\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "a:\n\tb: c", "a: b", "  a: b", "a:\n  b: &x c", "a:\n  b: *x", "a:\n  b: !!js c",
        "a:\n  b: {c: d}", "a:\n  b: [c]", "a:\n  b:\n    - c", "a:\n  b: >\n    c", "- a", "a:\n  b: 'c", "a", "a:\n"
        + "  b: c\n   d: e", "a:\n  b: c\0d", "\0\1\2" })
    void whatIsOtherwiseIsRefused(final String text) {
        final String said = assertThrows(InpaintException.class, () -> read(text)).getMessage();
        assertTrue(said.contains("extra_model_paths.yaml"), said);
    }

    /** Whatever a file holds, it is read or refused in a sentence. */
    @Test
    void chanceIsNoHarm() {
        final Random random = new Random(5);
        final String letters = "ab:|#'\"- \n\n\t~$%{}/\\";
        for (int n = 0; n < 300; n++) {
            final StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(60); i > 0; i--)
                text.append(letters.charAt(random.nextInt(letters.length())));
            try {
                read(text.toString());
            } catch (final InpaintException e) {
                assertTrue(e.getMessage().startsWith("'"), e.getMessage());
            }
        }
    }

    @Test
    void sizesAreBounded() {
        assertThrows(InpaintException.class, () -> read("a:\n  b" + " ".repeat(500_000) + "c"));
        assertThrows(InpaintException.class, () -> read("a:\n  b: |\n" + "    x\n".repeat(200_000)));
        final StringBuilder many = new StringBuilder("a:\n  b: |\n");
        for (int i = 0; i < 2000; i++)
            many.append("    ").append(i).append('\n');
        assertThrows(InpaintException.class, () -> read(many.toString()));
    }
}
