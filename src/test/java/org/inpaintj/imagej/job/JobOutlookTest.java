package org.inpaintj.imagej.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.process.ColorProcessor;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.inpaintj.engines.Engines;
import org.inpaintj.inpaint.resize.ImageToImageRequest;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.params.MacroLine;

/** What dialogs say will come of a request, compared with what comes of it. */
class JobOutlookTest {

    private static Map<String, String> values(final String line) {
        final Map<String, String> values = new HashMap<>(Map.of("model", ModelFixture.of("sd15").folder().toString(),
                "seed", "1", "prompt", "a"));
        values.putAll(MacroLine.parse(line));
        return values;
    }

    private static ImagePlus image() {
        final ImagePlus imp = new ImagePlus("a", new ColorProcessor(150, 120));
        imp.setRoi(new OvalRoi(40, 30, 50, 20));
        return imp;
    }

    /** The steps and the size are those of the record, the region is that which the engine saw. */
    @ParameterizedTest
    @CsvSource({ "strength=0.5 steps=8", "strength=0.8 steps=6 width=64 height=64", "strength=0.3 steps=7 exactly",
        "area=whole steps=5", "padding=3 grow=4 steps=4 sampler=Heun", "strength=1 steps=3 passes=2 padding=60" })
    void whatIsSaidComesTrue(final String line) {
        final Request request = Engines.found().request(values(line));
        final JobOutlook outlook = JobOutlook.of(Task.INPAINT, request, image());
        final InpaintJob job = InpaintJob.of(image(), request);
        assertEquals(job.crop(), outlook.region().orElse(new Box(0, 0, 150, 120)), line);
        final Map<String, String> facts = job.paint(Progress.NONE).candidates().get(0).provenance().facts();
        final String first = facts.get("steps") + " steps at " + facts.get("processing_size") + " px";
        assertEquals(first + (facts.containsKey("refining_steps") ? ", then " + facts.get("refining_steps")
                + " steps at " + facts.get("refining_processing_size") + " px" : ""), outlook.line());
    }

    @Test
    void picturesOfAnotherSizeAreForetold() {
        final ImageToImageRequest crop = ImageToImageRequest.keys().parse(values("resize=crop width=96 height=96 "
                + "strength=0.5 steps=8"));
        final JobOutlook outlook = JobOutlook.of(crop, image());
        assertEquals("result 96 x 96 px; 5 steps at 96 x 96 px", outlook.line());
        assertEquals(Optional.of(new Box(15, 0, 120, 120)), outlook.region(), "what is kept");
        assertEquals("result 300 x 240 px; nothing is changed, strength 0",
                whole("resize=just scale=2 strength=0").line());
        assertEquals("shows the start, without a step", whole("preview=start").line());
        assertThrows(InpaintException.class, () -> whole("resize=just"));
        assertEquals("result 75 x 60 px", whole("resize=just scale=0.5 model=/no/such/folder").line(),
                "what is known without a model");
    }

    private static JobOutlook whole(final String line) {
        return JobOutlook.of(ImageToImageRequest.keys().parse(values(line)), image());
    }

    private static JobOutlook masked(final String line) {
        return JobOutlook.of(Task.INPAINT, Engines.found().request(values(line)), image());
    }

    @Test
    void whereNothingIsKnownNothingIsSaid() {
        final ImagePlus none = new ImagePlus("a", new ColorProcessor(20, 20));
        assertEquals(JobOutlook.NONE, JobOutlook.of(Task.INPAINT, Engines.found().request(values("")), none));
        assertEquals(JobOutlook.NONE, masked("mask=x"));
        assertEquals(JobOutlook.NONE, masked("grow=-50"));
        final Request text = Engines.found().keys(Task.TEXT_TO_IMAGE).parse(values("steps=4 width=64 height=32"));
        assertEquals("4 steps at 64 x 32 px", JobOutlook.of(Task.TEXT_TO_IMAGE, text, null).line());
        final JobOutlook embedded = JobOutlook.of(Task.INPAINT, Engines.found().request(Map.of("engine", "patch")),
                image());
        assertEquals("", embedded.line());
        assertEquals(InpaintJob.of(image(), Engines.found().request(Map.of("engine", "patch"))).crop(),
                embedded.region().orElse(new Box(0, 0, 150, 120)));
    }
}
