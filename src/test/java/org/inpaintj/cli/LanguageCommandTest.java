package org.inpaintj.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;
import ij.io.FileSaver;

import org.inpaintj.language.Language;
import org.inpaintj.language.Translation;

/** Whatever the language of windows is, the command line says the same, and so do the files that it leaves. */
class LanguageCommandTest {

    private static final List<String> LANGUAGES = List.of("en", "zh_CN");

    @TempDir
    Path folder;
    private Path in;

    @BeforeEach
    void image() {
        in = folder.resolve("in.png");
        new FileSaver(IJ.createImage("in", "8-bit ramp", 32, 32, 1)).saveAsPng(in.toString());
    }

    @AfterEach
    void back() {
        System.clearProperty(Language.PROPERTY);
        Translation.use(Language.AUTO);
    }

    private CliRun run(final String language, final Object... arguments) {
        System.setProperty(Language.PROPERTY, language);
        Translation.use(Language.AUTO);
        assertEquals(language, Translation.language().code());
        return CliRun.of(arguments);
    }

    @Test
    void resultsNotesAndRecordsAreEnglish() throws IOException {
        final Path out = folder.resolve("out.png");
        byte[] first = null;
        CliRun said = null;
        for (final String language : LANGUAGES) {
            Files.deleteIfExists(out);
            final CliRun run = run(language, "inpaint", in, "--roi", "8,8,6,6", "--out", out, "--seed", "1", "--steps",
                    "9", "--target", "image").done();
            final byte[] bytes = Files.readAllBytes(out);
            if (first == null) {
                first = bytes;
                said = run;
            }
            assertEquals(said.out(), run.out());
            assertEquals(List.of("The key steps has no effect with the engine 'patch'."), run.notes());
            // the record has the time, and nothing else that differs
            assertEquals(first.length, bytes.length);
            assertArrayEquals(pixels(first), pixels(bytes));
        }
    }

    private static int[] pixels(final byte[] png) throws IOException {
        final BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    @Test
    void errorsAreEnglish() {
        String first = null;
        for (final String language : LANGUAGES) {
            final CliRun run = run(language, "inpaint", in, "--roi", "8,8,6,6", "--out", folder.resolve("out.png"),
                    "--engine", "nobody");
            first = first == null ? run.err() : first;
            assertEquals(first, run.err());
        }
    }
}
