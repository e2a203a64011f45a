package org.inpaintj.cli.start;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipFile;

import org.junit.jupiter.api.Test;

import org.inpaintj.PackagedFiles;
import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Request;
import org.inpaintj.engines.Engines;
import org.inpaintj.params.Key;
import org.inpaintj.params.KeyDescriptions;
import org.inpaintj.params.Parameters;
import org.inpaintj.repair.RegionRequest;
import org.inpaintj.segment.SelectionRequest;

/** The index says of every key what its annotation says. */
class KeyIndexTest {

    private static final Path CLASSES = Path.of("target/classes");

    @Test
    void everyKeyIsDescribedAsByItsAnnotation() throws Exception {
        final String index = KeyIndex.text(CLASSES);
        try {
            for (final Parameters<?> keys : new Parameters<?>[] { Engines.found().keys(),
                    Parameters.of(RegionRequest.class), Parameters.of(SelectionRequest.class) })
                for (final String name : keys.keys()) {
                    KeyDescriptions.know("");
                    final Key annotation = keys.describe(name);
                    KeyDescriptions.know(index);
                    final Key read = keys.describe(name);
                    assertTrue(read != annotation && read.annotationType() == Key.class, name + " is in the index");
                    for (final Method member : Key.class.getDeclaredMethods())
                        assertEquals(member.invoke(annotation), member.invoke(read), name + ' ' + member.getName());
                }
            // a wrong value is told in the same words
            assertEquals("The value of 'padding' must be from 0 to 100000, not -1.",
                    assertThrows(InpaintException.class,
                            () -> Engines.found().keys().parse(Map.of("padding", "-1"))).getMessage());
        } finally {
            KeyDescriptions.know("");
        }
    }

    @Test
    void whatIsNotInTheIndexIsReadFromItsAnnotation() {
        try {
            KeyDescriptions.know(KeyDescriptions.lines(Request.OutputKeys.class));
            assertEquals("Tone", Request.COMMON.describe("tone").label());
            assertEquals("Engine", Request.COMMON.describe("engine").label());
        } finally {
            KeyDescriptions.know("");
        }
    }

    @Test
    void thePackagedJarHoldsTheIndexOfItsClasses() throws Exception {
        final Path jar = Path.of("target/inpaintj.jar");
        PackagedFiles.assumeFresh(jar);
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            assertEquals(KeyIndex.text(CLASSES), new String(zip.getInputStream(zip.getEntry("META-INF/inpaintj/keys"))
                    .readAllBytes(), StandardCharsets.UTF_8));
        }
        assertTrue(Files.readString(CLASSES.resolve("META-INF/inpaintj/keys")).contains("#padding\t"));
    }
}
