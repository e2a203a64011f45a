package org.inpaintj.segment.sam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import org.inpaintj.segment.BoundingBox;
import org.inpaintj.segment.MaskCandidate;
import org.inpaintj.segment.MaskLogits;
import org.inpaintj.segment.ResizeTransform;
import org.inpaintj.segment.SegmentPrompt;
import org.inpaintj.segment.Segmentation;

class PromptSessionTest {

    private static final BoundingBox BOX = new BoundingBox(1, 2, 30, 40);

    private final PromptSession session = new PromptSession();

    private static Segmentation found(final int candidates) {
        final ResizeTransform transform = ResizeTransform.stretch(8, 8, 8, false);
        final List<MaskCandidate> all = new ArrayList<>();
        for (int k = 0; k < candidates; k++)
            all.add(new MaskCandidate(1 - k / 10f, k, new MaskLogits(1, 1, new float[] { 1 }), transform));
        return new Segmentation(all, List.of());
    }

    private static SegmentPrompt.Point on(final double x, final double y) {
        return new SegmentPrompt.Point(x, y, true);
    }

    @Test
    void aClickSetsADotAndTheNextOneTakesItAway() {
        assertTrue(session.click(10, 10, true, 3));
        assertTrue(session.click(14, 10, false, 3));
        assertEquals(List.of(on(10, 10), new SegmentPrompt.Point(14, 10, false)), session.prompt().points());
        assertFalse(session.click(12, 10, true, 3), "within reach of both, the later one goes");
        assertEquals(List.of(on(10, 10)), session.prompt().points());
        assertFalse(session.click(13, 10, false, 3));
        assertTrue(session.isEmpty());
    }

    @Test
    void theNearestDotGoes() {
        session.click(10, 10, true, 0);
        session.click(14, 10, true, 0);
        assertFalse(session.click(11, 10, true, 8));
        assertEquals(List.of(on(14, 10)), session.prompt().points());
    }

    @Test
    void somethingMustBeIncluded() {
        assertFalse(session.asks());
        session.click(1, 1, false, 1);
        assertFalse(session.asks());
        session.box(BOX);
        assertTrue(session.asks());
        session.undo();
        session.click(9, 9, true, 1);
        assertTrue(session.asks());
    }

    @Test
    void everyStepCanBeTakenBack() {
        final Deque<SegmentPrompt> before = new ArrayDeque<>();
        final Random random = new Random(5);
        for (int i = 0; i < 200; i++) {
            final SegmentPrompt now = session.prompt();
            final int kind = random.nextInt(8);
            if (kind == 0)
                session.box(new BoundingBox(0, 0, 1 + random.nextInt(9), 5));
            else if (kind == 1)
                session.clear();
            else
                session.click(random.nextInt(20), random.nextInt(20), random.nextBoolean(), 2);
            if (kind != 1 || !session.prompt().equals(now))
                before.push(now);
        }
        while (!before.isEmpty()) {
            assertTrue(session.undo());
            assertEquals(before.pop(), session.prompt());
        }
        assertFalse(session.canUndo());
        assertFalse(session.undo());
    }

    @Test
    void clearingNothingIsNoStep() {
        session.clear();
        assertFalse(session.canUndo());
        session.click(1, 1, true, 1);
        session.clear();
        session.clear();
        assertTrue(session.undo());
        assertEquals(List.of(on(1, 1)), session.prompt().points());
    }

    @Test
    void onlyTheAnswerToThePresentQuestionCounts() {
        session.click(1, 1, true, 1);
        final SegmentPrompt first = session.prompt();
        session.click(9, 9, true, 1);
        assertFalse(session.answer(first, found(3)));
        assertFalse(session.isAnswered());
        assertTrue(session.answer(session.prompt(), found(3)));
        assertTrue(session.isAnswered());
        session.click(5, 5, false, 1);
        assertFalse(session.isAnswered());
        assertTrue(session.choose(1), "the former answer stays until there is another");
        session.clear();
        assertFalse(session.choose(0), "nothing is left of it");
        assertFalse(session.answer(session.prompt(), found(3)), "nothing was asked");
    }

    @Test
    void candidatesAreChosenInTurn() {
        assertFalse(session.next());
        assertFalse(session.choose(0));
        session.click(1, 1, true, 1);
        session.answer(session.prompt(), found(3));
        final List<Integer> seen = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            seen.add(session.chosen());
            assertTrue(session.next());
        }
        assertEquals(List.of(0, 1, 2, 0), seen);
        assertTrue(session.choose(2));
        assertFalse(session.choose(3));
        assertFalse(session.choose(-1));
        assertEquals(2, session.chosen());
        session.click(2, 5, true, 1);
        session.answer(session.prompt(), found(1));
        assertEquals(0, session.chosen(), "the best of a new answer");
        assertTrue(session.next());
        assertEquals(0, session.chosen());
    }
}
