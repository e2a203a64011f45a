package org.inpaintj.inpaint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.inpaintj.core.Box;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.inpaintj.engines.Engines;
import org.inpaintj.engines.WithEngines;
import org.inpaintj.inpaint.samples.ImageInfo;
import org.inpaintj.params.MacroLine;
import org.inpaintj.raster.Mask;

class CropRegionTest {

    @RegisterExtension
    static final WithEngines ENGINES = TestEngine.all();

    /** Left, top, right and bottom, the last two exclusive: those of the WebUI, and some by hand at the borders. */
    @ParameterizedTest
    @CsvSource({ "100,100,228,132,512,512,1000,1000,100,52,228,180", "0,400,900,480,512,512,1000,500,0,0,900,500",
        "10,10,40,300,768,512,200,310,0,10,200,300", "100,100,228,228,512,512,1000,1000,100,100,228,228",
        "0,0,64,32,512,512,1000,1000,0,0,64,64", "936,968,1000,1000,64,64,1000,1000,936,936,1000,1000",
        "5,5,8,6,512,512,100,100,5,4,8,7", "0,90,10,100,400,100,30,100,0,90,30,100" })
    void theRegionTakesTheProportions(final int x1, final int y1, final int x2, final int y2, final int width,
            final int height, final int imageWidth, final int imageHeight, final int left, final int top,
            final int right, final int bottom) {
        final Box region = new Box(x1, y1, x2 - x1, y2 - y1), wanted = new Box(left, top, right - left, bottom - top);
        assertEquals(wanted, CropRegion.expanded(region, width, height, new Box(0, 0, imageWidth, imageHeight)));
        assertEquals(new Box(wanted.x() - 7, wanted.y() + 9, wanted.width(), wanted.height()),
                CropRegion.expanded(new Box(region.x() - 7, region.y() + 9, region.width(), region.height()), width,
                        height, new Box(-7, 9, imageWidth, imageHeight)), "wherever the image begins");
    }

    @Test
    void theRegionGrowsAlongOneAxisAndStaysInTheImage() {
        final SplittableRandom random = new SplittableRandom(6);
        for (int run = 0; run < 2000; run++) {
            final Box image = new Box(0, 0, random.nextInt(1, 80), random.nextInt(1, 80));
            final int x = random.nextInt(image.width()), y = random.nextInt(image.height());
            final Box region = new Box(x, y, random.nextInt(1, image.width() - x + 1),
                    random.nextInt(1, image.height() - y + 1));
            final int wide = random.nextInt(1, 1000), high = random.nextInt(1, 1000);
            final Box made = CropRegion.expanded(region, wide, high, image);
            assertEquals(made, made.intersect(image));
            assertEquals(region, region.intersect(made), made + " holds " + region);
            assertTrue(made.width() == region.width() || made.height() == region.height());
            final double off = made.width() - made.height() * (double) wide / high;
            assertTrue(Math.abs(off) <= Math.max(1, (double) wide / high) || made.width() == image.width()
                    || made.height() == image.height(), made + " for " + wide + " x " + high);
        }
    }

    /** With one side, or the whole image, or an engine that has no size to work at, nothing is expanded. */
    @Test
    void onlyACropOfAGivenSizeIsExpanded() {
        assertEquals(new Box(96, 96, 136, 40), crop("noise", "blur=0 padding=0"));
        assertEquals(new Box(96, 48, 136, 136), crop("noise", "blur=0 padding=0 width=512 height=512"));
        assertEquals(new Box(68, 68, 192, 96), crop("noise", "padding=32 width=512 height=256"));
        assertEquals(new Box(96, 96, 136, 40), crop("noise", "blur=0 padding=0 width=512"));
        assertEquals(new Box(0, 0, 1000, 1000), crop("noise", "area=whole width=512 height=512"));
        assertEquals(crop("patch", ""), crop("patch", "width=512 height=512"));
    }

    private static Box crop(final String engine, final String line) {
        final Request request = Engines.found().keys().parse(MacroLine.parse("engine=" + engine
                + " seed=1 " + line));
        final Mask mask = Mask.full(new Box(100, 100, 128, 32));
        return InpaintPlan.of(Task.INPAINT, request, new SelectedMask(mask, "mask", Map.of()),
                new Box(0, 0, 1000, 1000), 3, ImageInfo.DEFAULT).crop();
    }
}
