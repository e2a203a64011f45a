package org.inpaintj.model.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engines.Engines;

/** Every row of the catalogue that comes with the program, and what other catalogues may hold. */
class CatalogueTest {

    private static final String FILE = "{\"path\": \"a.onnx\", \"urls\": [\"https://example.org/a.onnx\"]}";

    private static String entry(final String id, final String more) {
        return "{\"id\": \"" + id + "\", \"title\": \"T\", \"role\": \"model\", \"task\": \"inpaint\", \"family\": "
                + "\"sd15\", \"licence\": {\"id\": \"MIT\", \"accept\": false}" + more + "}";
    }

    private static Catalogue parse(final String... entries) {
        return Catalogue.parse("The catalogue", "{\"schema\": 1, \"models\": [" + String.join(", ", entries) + "]}");
    }

    private static String refused(final String entry) {
        return assertThrows(InpaintException.class, () -> parse(entry), entry).getMessage();
    }

    @Test
    void everyRowIsWhole() {
        final List<CatalogueEntry> all = Catalogue.bundled().entries();
        assertEquals(44, all.size());
        assertEquals(List.of(), Catalogue.bundled().notes());
        final Set<String> paths = new HashSet<>();
        for (final CatalogueEntry each : all) {
            assertTrue(CatalogueReader.isId(each.id()), each.id());
            assertTrue(each.page().startsWith("https://"), each.id());
            assertEquals(each.files().isEmpty(), !each.source().isEmpty(), each.id());
            for (final CatalogueFile file : each.files()) {
                assertTrue(file.sha256().isEmpty() || file.sha256().matches("[0-9a-f]{64}"), each.id());
                assertTrue(file.sha256().isEmpty() || paths.add(file.sha256()), "twice: " + file);
                assertTrue(each.revision().isEmpty() || file.urls().get(0).contains("@" + each.revision() + ":"),
                        each.id());
            }
            final String licence = each.licence().id();
            assertEquals(!licence.matches("Apache-2.0|MIT|BSD-3-Clause|CC-BY-4.0"), each.licence().accept(), each.id());
            assertTrue(each.licence().url().startsWith("https://"), each.id());
            assertTrue(each.note().isEmpty() || each.note().endsWith("."), each.id());
            assertTrue(each.runs() || each.note().contains("InpaintJ"), each.id());
        }
        assertEquals(Set.of("flux2-klein-4b", "controlnet-sdxl-union", "sam3-tracker"), new HashSet<>(all.stream()
                .filter(each -> !each.runs()).map(CatalogueEntry::id).toList()));
        for (final String bound : List.of("4x-ultrasharp", "sd-turbo", "sam3-tracker", "sd15"))
            assertTrue(Catalogue.bundled().find(bound).orElseThrow().licence().accept(), bound);
        assertEquals(2_134_066_672L, Catalogue.bundled().find("sd15-inpainting").orElseThrow().files().stream()
                .mapToLong(file -> Math.max(0, file.size())).sum());
    }

    /** What a row advises can be typed. */
    @Test
    void theSettingsAreKeysWithGoodValues() {
        for (final CatalogueEntry each : Catalogue.bundled().entries())
            switch (each.role()) {
                case UPSCALER -> assertEquals(Set.of("tile"), each.settings().keySet());
                case DETECTOR -> assertEquals(Set.of("box_threshold"), each.settings().keySet());
                default -> Engines.found().keys().parse(each.settings());
            }
    }

    @Test
    void entriesOfAnotherCatalogueTakeThePlacesOfTheFirst(@TempDir final Path folder) throws IOException {
        final Catalogue both = Catalogue.bundled().with(parse(entry("lama", ", \"files\": [" + FILE + "]"),
                entry("new-one", ", \"source\": \"hf:o/n@main:onnx/*\", \"later\": {\"key\": [1]}")));
        assertEquals(45, both.entries().size());
        assertEquals("a.onnx", both.find("lama").orElseThrow().files().get(0).path());
        assertEquals(-1, both.find("new-one").orElseThrow().size());
        final Path file = folder.resolve("catalogue.json");
        Files.writeString(file, "{\"schema\": 1, \"models\": []}");
        assertEquals(List.of(), Catalogue.read(file).entries());
        assertThrows(InpaintException.class, () -> Catalogue.read(folder.resolve("none.json")));
        Files.writeString(file, " ".repeat(5 << 20) + "{\"schema\": 1}");
        assertTrue(assertThrows(InpaintException.class, () -> Catalogue.read(file)).getMessage().contains("too large"));
    }

    @Test
    void whatALaterProgramAddsIsPassedOver() {
        final Catalogue later = parse(entry("a", ", \"files\": [" + FILE + "]").replace("\"role\": \"model\"",
                "\"role\": \"hologram\""), entry("b", ", \"files\": [" + FILE + "], \"x\": null"));
        assertEquals(List.of("b"), later.entries().stream().map(CatalogueEntry::id).toList());
        assertTrue(later.notes().get(0).contains("'a'") && later.notes().get(0).contains("'hologram'"));
        final String said = assertThrows(InpaintException.class,
                () -> Catalogue.parse("The catalogue", "{\"schema\": 2}")).getMessage();
        assertTrue(said.contains("schema 2") && said.contains("schema 1"), said);
    }

    @Test
    void hostileCataloguesAreRefused() {
        for (final String id : List.of("", "..", "A", "a/b", "a..", ".a", "a_b", "con", "x.partial", "x.json", "x.lock",
                "a b", "\\u0000", "a".repeat(61), "a\\u202eb"))
            refused(entry(id, ", \"files\": [" + FILE + "]"));
        for (final String path : List.of("", "../a", "/a", "a//b", "a/../b", "C:/a", "a\\\\b", "nul.onnx", "a.part",
                "a."))
            refused(entry("x", ", \"files\": [" + FILE.replace("a.onnx\", \"urls", path + "\", \"urls") + "]"));
        for (final String url : List.of("http://example.org/a", "file:/etc/passwd", "hf:o/n", "hf:o/n:*", "hf:o/n:../a",
                "https://u:p@example.org/a", "ftp://example.org/a", ""))
            refused(entry("x", ", \"files\": [" + FILE.replace("https://example.org/a.onnx", url) + "]"));
        for (final String more : List.of(", \"size\": -2", ", \"size\": 1.5", ", \"size\": 1e99", ", \"size\": \"x\"",
                ", \"sha256\": \"AB\"", ", \"sha256\": \"" + "AB".repeat(32) + "\""))
            refused(entry("x", ", \"files\": [" + FILE.replace("}", more + "}") + "]"));
        for (final String more : List.of("", ", \"files\": []", ", \"files\": [3]", ", \"files\": [" + FILE + ", "
                + FILE.replace("a.onnx\"", "A.onnx\"") + "]", ", \"source\": \"hf:o/n\", \"files\": [" + FILE + "]",
                ", \"source\": \"https://example.org\"", ", \"files\": [" + FILE + "], \"opens\": \"b\"",
                ", \"files\": [" + FILE + "], \"memory\": -1",
                ", \"files\": [" + FILE + "], \"page\": \"javascript:1\"",
                ", \"files\": [" + FILE + "], \"settings\": {\"A b\": 1}", ", \"files\": [" + FILE + "], \"note\": \""
                + "x".repeat(1001) + "\"", ", \"files\": [" + FILE + "], \"note\": \"a\\u001bb\""))
            refused(entry("x", more));
        assertThrows(InpaintException.class, () -> parse(entry("x", ", \"files\": [" + FILE + "]"),
                entry("x", ", \"files\": [" + FILE + "]")));
        for (final String text : List.of("", "3", "{\"schema\": 1, \"models\": 3}", "[".repeat(9000), "{\"schema\": 1, "
                + "\"models\": " + "[".repeat(200) + "]".repeat(200) + "}"))
            assertThrows(InpaintException.class, () -> Catalogue.parse("The catalogue", text));
        assertFalse(CatalogueReader.isId("a\nb"));
    }
}
