package org.inpaintj.interrogate;

import static org.inpaintj.interrogate.InterrogatePictures.assertFails;
import static org.inpaintj.interrogate.InterrogatePictures.assertSame;
import static org.inpaintj.interrogate.InterrogatePictures.rgb;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.diffusion.text.PromptWeights;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.onnx.ModelBytes;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.onnx.file.ElementType;

/** Against what the published program of the taggers says, see {@code models/tools/tiny_interrogators.py}. */
class TaggerTest {

    private static final ModelFixture FIXTURE = ModelFixture.of("wd-tagger");

    private static InterrogateRequest request(final Path folder, final double threshold, final double character) {
        return InterrogateRequest.of(Map.of("model", folder.toString(), "threshold", Double.toString(threshold),
                "character", Double.toString(character)));
    }

    @Test
    void tagsAndPromptsAreThoseOfTheProgram() {
        int prompts = 0;
        try (Tagger tagger = (Tagger) InterrogatorModel.read(FIXTURE.folder()).open()) {
            for (final Map.Entry<String, JsonElement> entry : FIXTURE.cases().entrySet()) {
                final String size = entry.getKey();
                assertSame(size, FIXTURE.tensors().get(size + "/pixels"), tagger.input(rgb(size)), 0);
                final Tensor golden = FIXTURE.tensors().get(size + "/probabilities");
                final List<Tag> tags = tagger.tags(rgb(size), Progress.NONE);
                assertEquals(golden.size(), tags.size());
                for (int i = 0; i < golden.size(); i++)
                    assertEquals(golden.get(i), tags.get(i).probability(), 1e-5);
                for (final JsonElement each : entry.getValue().getAsJsonObject().getAsJsonArray("prompts")) {
                    final JsonObject told = each.getAsJsonObject();
                    assertEquals(told.get("text").getAsString(), tagger.interrogate(rgb(size),
                            request(FIXTURE.folder(), told.get("threshold").getAsDouble(),
                                    told.get("character").getAsDouble()), Progress.NONE).text());
                    prompts++;
                }
            }
        }
        assertEquals(16, prompts);
    }

    @Test
    void allTagsAreGivenSurestFirst() {
        final Interrogation said = Interrogators.interrogate(rgb(64, 64), request(FIXTURE.folder(), 1, 1),
                Progress.NONE);
        assertEquals("", said.text());
        assertEquals(20, said.tags().size());
        for (int i = 1; i < 20; i++)
            assertTrue(said.tags().get(i - 1).probability() >= said.tags().get(i).probability());
        assertEquals(4, said.tags().stream().filter(tag -> tag.category() == TagCategory.RATING).count());
        assertEquals("tagger (model.onnx)", said.model());
    }

    /** Whatever stands in a tag means itself in a prompt. */
    @Test
    void aPromptOfTagsHasNoEmphasis() {
        for (final String name : List.of("saber_(fate)", "[_]", "back\\slash", ":d", "((", "])", "a\\(b", "x:1.3)")) {
            final List<PromptWeights.Span> spans = PromptWeights.parse(new Tag(name, TagCategory.GENERAL, 1).prompt());
            assertEquals(List.of(new PromptWeights.Span(name.replace('_', ' '), 1)), spans, name);
        }
        assertEquals("^_^", new Tag("^_^", TagCategory.GENERAL, 1).prompt());
        assertEquals("\\(o\\)_\\(o\\)", new Tag("(o)_(o)", TagCategory.GENERAL, 1).prompt());
    }

    private static void assertTable(final Path copy, final String table, final String reason) throws IOException {
        Files.writeString(copy.resolve(TagFile.NAME), table);
        assertFails(reason, () -> InterrogatorModel.read(copy));
    }

    @Test
    void whatIsDamagedIsNamed(@TempDir final Path folder) throws IOException {
        final Path copy = ModelFixture.copy("wd-tagger", folder), file = copy.resolve(TagFile.NAME);
        final String table = Files.readString(file);
        Files.writeString(file, "\ufeff" + table.replace("\n", "\r\n"));
        assertEquals(20, ((TaggerModel) InterrogatorModel.read(copy)).tags().size());
        assertTable(copy, "", "is empty");
        assertTable(copy, "id,tag\n1,a\n", "its first line must name the columns");
        assertTable(copy, table.replace("1005,long_hair,0,4995", "1005,long_hair,0"),
                "line 7 has 3 columns instead of 4");
        assertTable(copy, table.replace("1005,long_hair,0", "1005,long_hair,hair"),
                "line 7 has the category 'hair' instead of a number");
        assertTable(copy, table.replace("1005,long_hair", "1005,\"long_hair"), "line 15: after a closing quote");
        assertTable(copy, table + "1,\"", "line 22: a quote is opened and never closed; download it again.");
        assertTable(copy, table + "1,more,0,1\n", "gives 20 numbers, but selected_tags.csv names 21 tags");
        Files.write(file, "tag_id,name,category,count\n1,\u00e9,0,1\n".getBytes(StandardCharsets.ISO_8859_1));
        assertFails("cannot be read", () -> InterrogatorModel.read(copy));
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(1L << 32);
        }
        assertFails("too large for the tags of a tagger", () -> InterrogatorModel.read(copy));
        Files.delete(file);
        assertFails("holds no selected_tags.csv", () -> InterrogatorModel.read(copy));
    }

    /** A network that says something else of its outputs than it gives, and one that gives no probabilities. */
    @Test
    void whatANetworkGivesIsChecked(@TempDir final Path folder) throws IOException {
        final Path file = folder.resolve("model.onnx");
        Files.writeString(folder.resolve(TagFile.NAME), "name,category\na,0\nb,0\n");
        Files.write(file, new ModelBytes().input("x", ElementType.FLOAT, "b", 2, 2, 3)
                .output("y", ElementType.FLOAT, "b", "n").node("", "Flatten", "x", "->", "y").build());
        assertFails("gives 12 numbers, but selected_tags.csv names 2 tags",
                () -> Interrogators.interrogate(rgb(2, 2), request(folder, 0, 0), Progress.NONE));
        Files.writeString(folder.resolve(TagFile.NAME), "name,category\n" + "a,0\n".repeat(12));
        assertFails("which is no probability; use an export that ends with a sigmoid",
                () -> Interrogators.interrogate(rgb(2, 2), request(folder, 0, 0), Progress.NONE));
        Files.write(file, new ModelBytes().input("x", ElementType.FLOAT, "b", 2, 4, 3)
                .output("y", ElementType.FLOAT, "b", "n").node("", "Flatten", "x", "->", "y").build());
        assertFails("is no WD14 tagger: it looks at x FLOAT [b, 2, 4, 3]", () -> InterrogatorModel.read(folder));
    }

    @Test
    void otherFoldersAreRefused(@TempDir final Path folder) {
        assertFails("holds no .onnx file", () -> InterrogatorModel.read(folder));
        assertFails("holds nothing that says what is in a picture, but ",
                () -> InterrogatorModel.read(ModelFixture.of("sd15").folder()));
        assertFails("does not exist", () -> Interrogators.model(request(folder.resolve("gone"), 0, 0)));
        assertFails("No model is named", () -> Interrogators.model(InterrogateRequest.of(Map.of())));
        assertFails("min_length=9 is more than max_length=3",
                () -> InterrogateRequest.of(Map.of("min_length", "9", "max_length", "3")));
    }

    @Test
    void aSquareAroundAVeryLongPictureIsRefused() {
        try (Tagger tagger = (Tagger) InterrogatorModel.read(FIXTURE.folder()).open()) {
            assertFails("A picture of 40000 x 1 pixels is too large for a tagger", () -> tagger.input(rgb(40000, 1)));
            tagger.close();
            assertThrows(CancelledException.class, () -> tagger.tags(rgb(2, 2), Progress.NONE));
        }
    }
}
