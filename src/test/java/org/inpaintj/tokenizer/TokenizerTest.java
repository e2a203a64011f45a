package org.inpaintj.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.inpaintj.core.InpaintException;
import org.inpaintj.model.folder.ModelFixture;

/** Against what the transformers library makes of difficult texts, see {@code models/tools/tokenizer_goldens.py}. */
class TokenizerTest {

    private static final Path ALL = ModelFixture.archive("tokenizers");

    @ParameterizedTest
    @ValueSource(strings = { "clip", "clip-pad", "t5", "t5-bytes", "t5-first", "t5-never", "bert", "bert-json",
        "bert-cased" })
    void everyTextBecomesTheReferencesTokens(final String name) throws IOException {
        final JsonObject golden = JsonParser.parseString(Files.readString(ALL.resolve(name).resolve("golden.json")))
                .getAsJsonObject();
        final Tokenizer tokenizer = Tokenizer.read(ALL.resolve(name));
        final JsonArray texts = golden.getAsJsonArray("texts");
        final int length = golden.get("length").getAsInt();
        final List<String> wrong = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            final String text = texts.get(i).getAsString();
            final int[] plain = ids(golden.getAsJsonArray("tokens").get(i));
            final int[] framed = ids(golden.getAsJsonArray("framed").get(i));
            if (!Arrays.equals(plain, tokenizer.tokens(text)))
                wrong.add(i + " '" + text + "': " + Arrays.toString(tokenizer.tokens(text)) + " for "
                        + Arrays.toString(plain));
            else if (!Arrays.equals(framed, tokenizer.encode(text, length)))
                wrong.add(i + " '" + text + "' framed: " + Arrays.toString(tokenizer.encode(text, length)) + " for "
                        + Arrays.toString(framed));
        }
        assertTrue(texts.size() > 60);
        assertEquals(List.of(), wrong);
    }

    private static int[] ids(final JsonElement list) {
        return list.getAsJsonArray().asList().stream().mapToInt(JsonElement::getAsInt).toArray();
    }

    @Test
    void aLongTextKeepsItsEnd() {
        final Tokenizer clip = Tokenizer.read(ALL.resolve("clip"));
        final int[] ids = clip.encode("cat ".repeat(200), 77);
        assertEquals(77, ids.length);
        assertEquals(clip.start().getAsInt(), ids[0]);
        assertEquals(clip.end(), ids[76]);
        assertEquals(75, clip.room(77));
        assertTrue(Arrays.stream(ids, 1, 76).noneMatch(id -> id == clip.end()));
    }

    @Test
    void paddingIsTheTokenizersOwn() {
        final int[] ended = Tokenizer.read(ALL.resolve("clip")).encode("a", 8);
        final int[] padded = Tokenizer.read(ALL.resolve("clip-pad")).encode("a", 8);
        assertEquals(ended[2], ended[7]);
        assertArrayEquals(new int[5], Arrays.copyOfRange(padded, 3, 8));
        final Tokenizer t5 = Tokenizer.read(ALL.resolve("t5"));
        assertEquals(1, t5.end());
        assertEquals(0, t5.pad());
    }

    @Test
    void filesThatDoNotFitAreExplained(@TempDir final Path folder) throws IOException {
        assertFails(folder, "holds no tokenizer");
        Files.writeString(folder.resolve("tokenizer.json"), "{\"model\":{\"type\":\"WordLevel\"}}");
        assertFails(folder, "'WordLevel'");
        Files.writeString(folder.resolve("tokenizer.json"), "{\"model\":{\"type\":\"WordPiece\"}}");
        assertFails(folder, "no tokenizer of BERT");
        Files.writeString(folder.resolve("tokenizer.json"), "{\"model\":{\"type\":\"Unigram\",\"vocab\":[3]}}");
        assertFails(folder, "damaged");
        Files.writeString(folder.resolve("tokenizer.json"), "{\"model\":{\"type\":\"Unigram\",\"vocab\":[[\"a\",-1]]},"
                + "\"normalizer\":{\"type\":\"Bert\"}}");
        assertFails(folder, "the normaliser 'Bert'");
        Files.writeString(folder.resolve("tokenizer.json"), "{\"model\":{\"type\":\"Unigram\",\"vocab\":[[\"a\",-1]]},"
                + "\"normalizer\":{\"type\":\"Precompiled\",\"precompiled_charsmap\":\"AAAAEA==\"}}");
        assertFails(folder, "damaged");
        Files.writeString(folder.resolve("vocab.json"), "{\"a\":0}");
        Files.writeString(folder.resolve("merges.txt"), "#version\na b\n");
        assertFails(folder, "has no token '<|startoftext|>'");
        Files.writeString(folder.resolve("merges.txt"), "#version\na b c\n");
        assertFails(folder, "'a b c' is no pair");
        Files.writeString(folder.resolve("vocab.json"), "[1");
        assertFails(folder, "damaged");
    }

    private static void assertFails(final Path folder, final String reason) {
        final String text = assertThrows(InpaintException.class, () -> Tokenizer.read(folder)).getMessage();
        assertTrue(text.contains(reason), text);
    }

    @Test
    void clipCanBeReadFromOneFile(@TempDir final Path folder) throws IOException {
        final JsonObject model = new JsonObject();
        model.addProperty("type", "BPE");
        model.addProperty("end_of_word_suffix", "</w>");
        model.add("vocab", JsonParser.parseString(Files.readString(ALL.resolve("clip/vocab.json"))));
        final JsonArray merges = new JsonArray();
        Files.readAllLines(ALL.resolve("clip/merges.txt")).stream().skip(1).forEach(merges::add);
        model.add("merges", merges);
        final JsonObject json = new JsonObject();
        json.add("model", model);
        Files.writeString(folder.resolve("tokenizer.json"), json.toString());
        final String text = "A photo of an astronaut, isn't it? 1950";
        assertArrayEquals(Tokenizer.read(ALL.resolve("clip")).tokens(text), Tokenizer.read(folder).tokens(text));
    }
}
