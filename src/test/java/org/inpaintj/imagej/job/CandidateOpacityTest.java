package org.inpaintj.imagej.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ij.IJ;
import ij.ImagePlus;

import org.inpaintj.engines.WithEngines;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.output.LayerFlattener;
import org.inpaintj.inpaint.OpacityEngine;
import org.inpaintj.inpaint.TestEngine;

/** An engine's own opacity, seen in ImageJ. */
class CandidateOpacityTest {

    @RegisterExtension
    static final WithEngines ENGINES = TestEngine.all(new OpacityEngine());

    private static ImagePlus grey() {
        final ImagePlus imp = IJ.createImage("grey", "8-bit black", 24, 18, 1);
        imp.getProcessor().add(55);
        imp.setRoi(5, 4, 9, 6);
        return imp;
    }

    @ParameterizedTest
    @ValueSource(strings = { "layer", "image", "inplace" })
    void itIsMixedToThePixel(final String target) {
        final ImagePlus imp = grey();
        final ImagePlus made = InpaintJobs.deliver(imp, "engine", OpacityEngine.ID, "blur", "3", "target", target);
        final ImagePlus flat = target.equals("layer") ? LayerFlattener.flatten(made, false) : made;
        for (int y = 0; y < 18; y++)
            for (int x = 0; x < 24; x++) {
                final boolean inside = x >= 5 && x < 14 && y >= 4 && y < 10;
                assertEquals(inside ? Math.round(55 + 200 * OpacityEngine.at(x)) : 55, flat.getProcessor().get(x, y),
                        target + " " + x + ", " + y);
            }
    }

    /** The second candidate paints nothing; it is a layer all the same. */
    @Test
    void aLayerMayBeEmpty() {
        final ImagePlus imp = grey();
        InpaintJobs.deliver(imp, "engine", OpacityEngine.ID, "target", "layer");
        assertEquals(2, Layer.of(imp).size());
        final Layer none = Layer.of(imp).get(0), some = Layer.of(imp).get(1);
        some.hide();
        none.show();
        final ImagePlus flat = LayerFlattener.flatten(imp, false);
        for (int i = 0; i < 24 * 18; i++)
            assertEquals(55, flat.getProcessor().get(i));
        assertEquals("", none.damage());
    }
}
