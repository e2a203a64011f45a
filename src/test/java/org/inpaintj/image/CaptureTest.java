package org.inpaintj.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Map;

import org.inpaintj.engine.Progress;
import org.inpaintj.engine.Request;
import org.junit.jupiter.api.Test;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.process.ByteProcessor;

class CaptureTest {

    @Test
    void paintsWhatIsSelectedOnALayerThatFlattensExactly() {
        final ByteProcessor ip = new ByteProcessor(20, 20);
        for (int i = 0; i < 400; i++)
            ip.set(i, i % 251);
        final ImagePlus imp = new ImagePlus("a.tif", ip);
        imp.setRoi(new Roi(5, 5, 6, 7));
        final byte[] before = ((byte[]) ip.getPixels()).clone();
        final Request request = Request.of(Map.of("engine", TestEngine.PLAIN.id(), "seed", "3"));
        final ImagePlus out = Delivery.deliver(Capture.of(imp, request).paint(Progress.NONE));
        assertEquals(imp, out);
        assertArrayEquals(before, (byte[]) ip.getPixels());
        final ImagePlus flat = Flatten.flatten(imp, false);
        assertEquals("a-inpainted", flat.getTitle());
        for (int y = 0; y < 20; y++)
            for (int x = 0; x < 20; x++)
                if (x < 5 || y < 5 || x >= 11 || y >= 12)
                    assertEquals(ip.get(x, y), flat.getProcessor().get(x, y));
        assertNotEquals(ip.get(7, 7), flat.getProcessor().get(7, 7));
        assertEquals("run(\"Inpaint Selection...\", \"engine=noise seed=3\");", Layer.of(imp).get(0).macro());
    }
}
