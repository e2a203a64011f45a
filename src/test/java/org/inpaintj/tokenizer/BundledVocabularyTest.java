package org.inpaintj.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.model.folder.TokenizerSource;
import org.inpaintj.onnx.Tensor;

/** The vocabulary that comes with the program, against what transformers makes of the same texts with it. */
class BundledVocabularyTest {

    private static final String PROMPT = "a photo of an astronaut riding a horse, highly detailed";
    /** The texts of {@code checkpoint_goldens.py}. */
    private static final List<String> TEXTS = List.of(PROMPT, "blurry, low quality", "",
            "It's 1950 in Zürich; “naïve” café 🚀 <b>x</b>", String.join(", ", Collections.nCopies(9, PROMPT)));

    @Test
    void idsAreTheReferences() {
        final ModelFixture xl = ModelFixture.of("checkpoint-sdxl");
        for (int encoder = 0; encoder < 2; encoder++) {
            final Tokenizer tokenizer = Tokenizer.read(new TokenizerSource.Bundled(encoder == 0));
            final Tensor golden = xl.tensors().get("ids." + encoder);
            assertEquals(TEXTS.size(), golden.size(0));
            for (int i = 0; i < TEXTS.size(); i++) {
                final int from = i * 77;
                assertArrayEquals(IntStream.range(from, from + 77).map(k -> (int) golden.get(k)).toArray(),
                        tokenizer.encode(TEXTS.get(i), 77), TEXTS.get(i));
            }
        }
    }
}
