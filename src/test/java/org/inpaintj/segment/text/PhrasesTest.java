package org.inpaintj.segment.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import org.inpaintj.core.InpaintException;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.segment.BoundingBox;
import org.inpaintj.tokenizer.Tokenizer;

/** What is around the network: the text that goes in, and which of the boxes stay. */
class PhrasesTest {

    @Test
    void aTextIsCutIntoPhrases() {
        assertEquals(List.of("mitochondrion", "scale bar"), Phrases.of("Mitochondrion. scale bar."));
        assertEquals(List.of("cat", "dog"), Phrases.of(" CAT ..  dog"));
        assertEquals(List.of("one cat, two dogs!", "what"), Phrases.of("one cat, two dogs!. What?"));
        assertEquals(List.of("\u4e2d", "\ud83d\ude00"), Phrases.of("\u4e2d.\ud83d\ude00."));
        assertEquals(List.of("cat", "cat"), Phrases.of("cat.cat"));
    }

    @Test
    void aTextWithoutPhrasesIsExplained() {
        for (final String text : new String[] { "", " ", "...", " . ?\n\t." })
            assertTrue(assertThrows(InpaintException.class, () -> Phrases.of(text)).getMessage()
                    .contains("names nothing to look for"));
        assertTrue(assertThrows(InpaintException.class, () -> Phrases.of("cat. --! .")).getMessage()
                .contains("The phrase '--!' says nothing"));
    }

    @Test
    void wordsSeeTheirOwnPhraseAndCountFromItsStart() {
        final Tokenizer tokenizer = Tokenizer.read(ModelFixture.of("dino").folder());
        final PhraseTokens text = PhraseTokens.of(List.of("small cat", "dog"), tokenizer, 32, 9);
        assertEquals(7, text.length());
        assertArrayEquals(new int[] { -1, 0, 0, 0, 1, 1, -1, -1, -1 }, text.phrase());
        assertArrayEquals(new float[] { 0, 0, 1, 2, 0, 1, 0, 0, 0 }, text.positions().array());
        assertArrayEquals(new float[] { 1, 1, 1, 1, 1, 1, 1, 0, 0 }, text.present().array());
        final int[] block = { 0, 1, 1, 1, 2, 2, 3, 4, 5 };
        for (int i = 0; i < 9; i++)
            for (int j = 0; j < 9; j++)
                assertEquals(block[i] == block[j] ? 1 : 0, text.sight().get(9 * i + j));
    }

    /** Against the definition, marked from the best one on, with overlaps counted in unit squares. */
    @Test
    void suppressionIsThatOfTheDefinition() {
        final Random random = new Random(3);
        for (int round = 0; round < 200; round++) {
            final List<Detection> found = new ArrayList<>();
            for (int i = random.nextInt(12); i > 0; i--) {
                final double x = random.nextInt(8), y = random.nextInt(8);
                found.add(new Detection(random.nextBoolean() ? "cat" : "dog", random.nextInt(6) / 6.0,
                        new BoundingBox(x, y, x + random.nextInt(6), y + random.nextInt(6))));
            }
            final double limit = random.nextInt(11) / 10.0;
            final List<Detection> sorted = new ArrayList<>(found);
            sorted.sort(Comparator.comparingDouble(d -> -d.score()));
            final boolean[] gone = new boolean[sorted.size()];
            final List<Detection> expected = new ArrayList<>();
            for (int i = 0; i < gone.length; i++) {
                if (gone[i])
                    continue;
                expected.add(sorted.get(i));
                for (int j = i + 1; j < gone.length; j++)
                    gone[j] |= sorted.get(i).phrase().equals(sorted.get(j).phrase())
                            && overlap(sorted.get(i).bounds(), sorted.get(j).bounds()) > limit;
            }
            assertEquals(expected, NonMaximumSuppression.apply(found, limit));
        }
    }

    /** Counted, since the corners are whole. */
    private static double overlap(final BoundingBox a, final BoundingBox b) {
        int both = 0, any = 0;
        for (int y = 0; y < 14; y++)
            for (int x = 0; x < 14; x++) {
                final boolean inA = x >= a.left() && x < a.right() && y >= a.top() && y < a.bottom();
                final boolean inB = x >= b.left() && x < b.right() && y >= b.top() && y < b.bottom();
                both += inA && inB ? 1 : 0;
                any += inA || inB ? 1 : 0;
            }
        return any == 0 ? 0 : (double) both / any;
    }
}
