package org.inpaintj.ui.brush;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Dimension;
import java.awt.Point;
import java.awt.Rectangle;
import java.util.Random;

import org.junit.jupiter.api.Test;

/** Where the bar goes. */
class BrushBarTest {

    private static final Rectangle SCREEN = new Rectangle(0, 0, 1000, 800);
    private static final Dimension BAR = new Dimension(300, 40);

    private static Point place(final Rectangle image, final Rectangle selection) {
        return BrushBar.place(SCREEN, image, selection, BAR);
    }

    @Test
    void outsideOfTheImageWhereThereIsRoom() {
        final Rectangle selection = new Rectangle(250, 250, 100, 60);
        assertEquals(new Point(150, 504), place(new Rectangle(200, 200, 300, 300), selection), "below");
        assertEquals(new Point(150, 156), place(new Rectangle(200, 200, 300, 600), selection), "above");
        assertEquals(new Point(604, 260), place(new Rectangle(100, 0, 500, 800), selection), "to the right");
        assertEquals(new Point(0, 504), place(new Rectangle(0, 200, 300, 300), new Rectangle(10, 250, 20, 20)),
                "on the screen");
    }

    @Test
    void besideTheSelectionInAnImageAsLargeAsTheScreen() {
        assertEquals(new Point(350, 464), place(SCREEN, new Rectangle(450, 360, 100, 100)));
        assertEquals(new Point(350, 676), place(SCREEN, new Rectangle(450, 720, 100, 80)));
    }

    /** The selection is never covered but where it leaves no room. */
    @Test
    void theSelectionIsFree() {
        final Random random = new Random(5);
        for (int i = 0; i < 2000; i++) {
            final Rectangle image = new Rectangle(random.nextInt(500), random.nextInt(400), 100 + random.nextInt(900),
                    100 + random.nextInt(700));
            final Rectangle selection = new Rectangle(image.x + random.nextInt(50), image.y + random.nextInt(50),
                    1 + random.nextInt(image.width), 1 + random.nextInt(image.height)).intersection(image)
                            .intersection(SCREEN);
            final Rectangle bar = new Rectangle(place(image, selection), BAR);
            assertTrue(SCREEN.contains(bar), bar.toString());
            if (selection.height <= SCREEN.height / 2 - BAR.height && selection.width > 0)
                assertFalse(bar.intersects(selection), bar + " over " + selection);
        }
    }
}
