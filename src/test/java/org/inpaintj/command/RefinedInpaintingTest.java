package org.inpaintj.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.OvalRoi;
import ij.gui.Roi;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.engines.Engines;
import org.inpaintj.engines.WithEngines;
import org.inpaintj.ij1.SlowEngine;
import org.inpaintj.imagej.image.DisplayedImage;
import org.inpaintj.imagej.job.Delivery;
import org.inpaintj.imagej.job.InpaintJob;
import org.inpaintj.imagej.job.LayerReplay;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.roi.RecentModels;
import org.inpaintj.job.Job;
import org.inpaintj.job.JobListener;
import org.inpaintj.job.JobQueue;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.raster.Mask;
import org.inpaintj.segment.BoundingBox;
import org.inpaintj.segment.SegmentPrompt;
import org.inpaintj.segment.sam.SamModel;
import org.inpaintj.segment.sam.Segmenter;

/** {@code refine=sam}: the selection is refined before it becomes the mask. */
@Timeout(60)
class RefinedInpaintingTest {

    @RegisterExtension
    static final WithEngines ENGINES = new WithEngines(SlowEngine.both());

    private static final String SAM = ModelFixture.of("edge-sam").folder().toString();

    private static ImagePlus image() {
        final ImagePlus imp = IJ.createImage("cells", "16-bit ramp", 90, 70, 1);
        imp.getProcessor().setColor(60000);
        imp.getProcessor().fill(new OvalRoi(30, 20, 30, 30));
        imp.setRoi(25, 15, 40, 40);
        return imp;
    }

    private static void run(final ImagePlus imp, final Map<String, String> keys) {
        final InpaintSelection command = new InpaintSelection();
        WindowManager.setTempCurrentImage(imp);
        try {
            command.begin();
            command.assign(keys);
            command.execute();
        } finally {
            WindowManager.setTempCurrentImage(null);
        }
    }

    @Test
    void theMaskIsWhatTheModelFindsAndTheRecordSaysSo() {
        final ImagePlus imp = image();
        final Roi before = imp.getRoi();
        final SamModel model = SamModel.read(ModelFixture.of("edge-sam").folder());
        final Mask expected;
        try (Segmenter segmenter = new Segmenter(model)) {
            expected = segmenter.segment(segmenter.embed(DisplayedImage.of(imp), Progress.NONE),
                    SegmentPrompt.of(new BoundingBox(25, 15, 65, 55)), Progress.NONE).best().mask().trim();
        }
        run(imp, Map.of("engine", "slow", "steps", "2", "seed", "5", "refine", "sam", "segmenter", SAM));
        final Layer layer = Layer.of(imp).get(0);
        assertEquals(expected.box(), layer.patch().selection().trim().box());
        assertTrue(Arrays.equals(expected.values(), layer.patch().selection().trim().values()));
        assertEquals(model.digests().get("encoder"), layer.provenance().facts().get("segmenter encoder sha256"));
        assertEquals("EdgeSAM", layer.provenance().facts().get("segmenter"));
        assertEquals("refined selection", layer.provenance().mask());
        assertEquals(ModelFixture.of("edge-sam").folder().getFileName().toString(), layer.provenance().request()
                .get("segmenter"),
                "no path");
        assertEquals(before, imp.getRoi(), "the selection itself stays");
        assertTrue(RecentModels.paths(RecentModels.Kind.SEGMENTER).contains(SAM));

        imp.deleteRoi();
        Delivery.deliver(LayerReplay.of(imp, layer).paint(Progress.NONE));
        final Layer again = Layer.of(imp).stream().filter(l -> l.roi() != layer.roi()).findFirst().orElseThrow();
        assertEquals(layer.provenance().patchSha256(), again.provenance().patchSha256());
        assertEquals(layer.provenance().facts(), again.provenance().facts());
        assertEquals(layer.provenance().macro(), again.provenance().macro());
        assertTrue(again.macro().contains("refine=sam segmenter="), again.macro());
    }

    @Test
    void aNameFindsTheModelUsedBefore() {
        RecentModels.remember(RecentModels.Kind.SEGMENTER, SAM);
        final Request request = Engines.found().request(Map.of("engine", "slow", "refine", "sam", "segmenter",
                ModelFixture.of("edge-sam").folder().getFileName().toString()));
        assertEquals(SAM, InpaintJob.of(image(), request).request().segmenter());
    }

    @Test
    void whatIsWrongIsSaidBeforeAnythingIsPainted() {
        final ImagePlus imp = image();
        says("(segmenter=FOLDER)", () -> run(imp, Map.of("engine", "slow", "refine", "sam")));
        says("holds no Segment Anything model", () -> run(imp, Map.of("engine", "slow", "refine", "sam", "segmenter",
                ModelFixture.of("dino").folder().toString())));
        says("give only one of them", () -> run(imp, Map.of("engine", "slow", "refine", "sam", "segmenter", SAM, "mask",
                "other")));
        says("one of none, sam", () -> run(imp, Map.of("refine", "yes")));
        says("There is no engine", () -> run(imp, Map.of("engine", "slwo", "refine", "sam", "segmenter", SAM)));
        final JobListener meddler = job -> {
            if (job.state() == Job.State.RUNNING)
                imp.getProcessor().set(0, 0, 9);
        };
        JobQueue.shared().addListener(meddler);
        try {
            says("has changed meanwhile", () -> run(imp, Map.of("engine", "slow", "refine", "sam", "segmenter", SAM)));
        } finally {
            JobQueue.shared().removeListener(meddler);
        }
        imp.deleteRoi();
        says("Nothing is selected", () -> run(imp, Map.of("engine", "slow", "refine", "sam", "segmenter", SAM)));
        assertEquals(0, Layer.of(imp).size());
    }

    private static void says(final String words, final Runnable action) {
        final String message = assertThrows(InpaintException.class, action::run).getMessage();
        assertTrue(message.contains(words), message);
    }
}
