package org.inpaintj.segment.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.inpaintj.core.Box;
import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.segment.RgbImage;
import org.inpaintj.segment.SegmentPrompt;
import org.inpaintj.segment.SelectionRequest;
import org.inpaintj.segment.sam.SamModel;
import org.inpaintj.segment.sam.Segmenter;

/** From a text to outlines, with the tiny networks. */
class TextSearchTest {

    private static final RgbImage RGB = rgb(61, 47);

    private static RgbImage rgb(final int width, final int height) {
        final byte[] rgb = new byte[3 * width * height];
        for (int i = 0; i < rgb.length; i++)
            rgb[i] = (byte) (i * i / 97 + 3 * i);
        return new RgbImage(width, height, rgb);
    }

    private static SelectionRequest request() {
        return SelectionRequest.of(Map.of("detector", ModelFixture.of("dino").folder().toString(), "model",
                ModelFixture.of("edge-sam").folder().toString(), "text", "small cat. dog.", "box_threshold", "0.01"));
    }

    @Test
    void eachBoxIsOutlinedAsThePromptItIs() {
        final SelectionRequest request = request();
        TextSearch.check(request);
        final TextSearch.Found found = TextSearch.find(RGB, request, Progress.NONE);
        assertTrue(found.detections().size() > 2, found.toString());
        assertEquals(64, found.detector().digest().length());
        final TextSearch.Outlined outlined = TextSearch.outline(RGB, found, List.of(1, 0), request, Progress.NONE);
        assertEquals(List.of(2, 1), outlined.outlines().stream().map(TextSearch.Outline::number).toList());
        try (Segmenter segmenter = new Segmenter(SamModel.read(Path.of(request.model())))) {
            for (final TextSearch.Outline outline : outlined.outlines()) {
                assertEquals(found.detections().get(outline.number() - 1), outline.detection());
                final SegmentPrompt asked = outline.prompt();
                assertTrue(asked.box().isPresent() && asked.points().isEmpty());
                assertArrayEquals(segmenter.segment(segmenter.embed(RGB, Progress.NONE), asked, Progress.NONE)
                        .best()
                        .mask().trim().values(), outline.mask().values());
            }
        }
        final TextSearch.Outline second = TextSearch.outline(RGB, found, List.of(0), request.with("candidate", 2),
                Progress.NONE).outlines().get(0);
        assertArrayEquals(outlined.outlines().get(1).answer().orElseThrow().candidates().get(1).mask().trim().values(),
                second.mask().values());
    }

    @Test
    void boxesNeedNoSegmenter() {
        final SelectionRequest request = request().with("shape", "box").with("model", "");
        TextSearch.check(request);
        final TextSearch.Found found = TextSearch.find(RGB, request, Progress.NONE);
        final TextSearch.Outlined boxes = TextSearch.outline(RGB, found, request.chosen(found.detections().size()),
                request,
                Progress.NONE);
        assertEquals(found.detections().size(), boxes.outlines().size());
        assertTrue(boxes.model().isEmpty());
        for (final TextSearch.Outline outline : boxes.outlines())
            assertEquals(outline.detection().bounds().pixels(61, 47), outline.mask().bounds());
        final TextSearch.Outline grown = TextSearch.outline(RGB, found, List.of(0), request.with("grow", 100),
                Progress.NONE).outlines().get(0);
        assertEquals(new Box(0, 0, 61, 47), grown.mask().bounds(), "not beyond the image");
    }

    @Test
    void aPixelIsAPicture() {
        final RgbImage pixel = rgb(1, 1);
        final SelectionRequest request = request().with("box_threshold", 0);
        final TextSearch.Found found = TextSearch.find(pixel, request, Progress.NONE);
        assertEquals(1, TextSearch.outline(pixel, found, List.of(0), request, Progress.NONE).outlines().size());
    }

    @Test
    void whatIsWrongIsSaid(@TempDir final Path empty) {
        final SelectionRequest request = request();
        says("names nothing to look for", request.with("text", " . "));
        says("No detector is named", request.with("detector", ""));
        says("holds no text-prompted detector", request.with("detector", request.model()));
        says("No Segment Anything model is named", request.with("model", ""));
        says("holds no Segment Anything model", request.with("model", request.detector()));
        says("holds no .onnx file", request.with("model", empty));
        assertTrue(assertThrows(InpaintException.class, () -> TextSearch.find(RGB, request.with("box_threshold", 1),
                Progress.NONE)).getMessage().startsWith("Nothing was found that is small cat or dog"));
        assertTrue(assertThrows(InpaintException.class, () -> TextSearch.find(RGB, request.with("text",
                "cat ".repeat(300)), Progress.NONE)).getMessage().contains("reads at most"));
    }

    private static void says(final String words, final SelectionRequest request) {
        final String message = assertThrows(InpaintException.class, () -> TextSearch.check(request)).getMessage();
        assertTrue(message.contains(words), message);
    }

    @Test
    void cancelEndsBothHalves() {
        final Progress stop = new Progress() {
            @Override
            public void step(final int done, final int total, final String what) {}

            @Override
            public boolean cancelled() {
                return true;
            }
        };
        assertThrows(CancelledException.class, () -> TextSearch.find(RGB, request(), stop));
        final TextSearch.Found found = TextSearch.find(RGB, request(), Progress.NONE);
        assertThrows(CancelledException.class, () -> TextSearch.outline(rgb(30, 20), found, List.of(0), request(),
                stop));
        assertEquals(1, TextSearch.outline(RGB, found, List.of(0), request(), Progress.NONE).outlines().size(),
                "the next run works");
    }
}
