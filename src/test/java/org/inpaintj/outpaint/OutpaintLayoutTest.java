package org.inpaintj.outpaint;

import static org.inpaintj.outpaint.OutpaintImages.random;
import static org.inpaintj.outpaint.OutpaintImages.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Plane;
import org.inpaintj.core.Progress;
import org.inpaintj.engines.WithEngines;
import org.inpaintj.inpaint.TestEngine;
import org.inpaintj.inpaint.samples.SampleType;
import org.inpaintj.inpaint.samples.Samples;
import org.inpaintj.params.MacroLine;
import org.inpaintj.raster.Mask;

class OutpaintLayoutTest {

    @RegisterExtension
    static final WithEngines ENGINES = TestEngine.all();

    /** The size of an image, the directions, and the size and place that were seen in runs of the original scripts. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "mk2 | 1000 | 700 | left,right | 1280 | 700 | 140 | 0",
        "mk2 | 1000 | 700 | right | 1152 | 700 | 0 | 0", "mk2 | 512 | 512 | left,right,up,down | 768 | 768 | 128 | 128",
        "poor | 1000 | 700 | left,right | 1280 | 700 | 140 | 0", "mosaic | 768 | 512 | right | 1152 | 512 | 0 | 0",
        "mosaic | 1000 | 700 | left,right,up | 2000 | 1050 | 500 | 350",
        "patch | 33 | 7 | up,left | 161 | 135 | 128 | 128",
        // sides with widths of their own
        "patch | 33 | 7 | up:3,left:10 | 43 | 10 | 10 | 3", "patch | 33 | 7 | Right : 4;left | 165 | 7 | 128 | 0",
        "mk2 | 1000 | 700 | left:28,right:252 | 1280 | 700 | 28 | 0",
        "poor | 100 | 64 | left:28,up | 128 | 192 | 28 | 128",
        "mosaic | 768 | 512 | right:100,down | 868 | 768 | 0 | 0" })
    void sizesAreThoseOfTheOriginalScripts(final String method, final int width, final int height,
            final String directions, final int wide, final int high, final int x, final int y) {
        final OutpaintLayout layout = new OutpaintLayout(width, height, request("method", method, "directions",
                directions, "engine", method.equals("patch") ? "patch" : "noise-alone").settled());
        assertEquals(new Box(0, 0, wide, high), layout.canvas());
        assertEquals(new Box(x, y, width, height), layout.original());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "768 | 512 | right | 0 0 652 512",
        "1000 | 700 | left,right,up | 650 455 700 595" })
    void theMosaicKeepsTheBlockOfTheOriginalScript(final int width, final int height, final String directions,
            final String block) {
        final OutpaintKeys keys = request("directions", directions).ground();
        final Plane mask = new Mosaic(width, height, keys, true).mask();
        final float[] kept = mask.values().clone();
        for (int i = 0; i < kept.length; i++)
            kept[i] = 1 - kept[i];
        final Box box = Mask.of(new Plane(kept, mask.width(), mask.height())).bounds();
        assertEquals(block, box.x() + " " + box.y() + " " + box.width() + " " + box.height());
    }

    /** The strip is measured from the side that grows; right and below one pixel more is kept, as PIL draws it. */
    @Test
    void stripsAreMeasuredFromTheSideThatGrows() {
        final Mk2Pass left = Mk2Pass.of(Direction.LEFT, 1000, 700, 140, 8, 512);
        assertEquals(new Box(0, 0, 1152, 704), left.canvas());
        assertEquals(new Box(0, 0, 512, 704), left.strip());
        assertEquals(new Box(148, 0, 993, 701), left.kept());
        assertEquals(new Box(156, 0, 356, 700), left.fixed());
        final Mk2Pass right = Mk2Pass.of(Direction.RIGHT, 1140, 700, 140, 8, 512);
        assertEquals(new Box(768, 0, 512, 704), right.strip());
        assertEquals(new Box(0, 0, 1133, 701), right.kept());
        final Mk2Pass sharp = Mk2Pass.of(Direction.RIGHT, 60, 64, 4, 0, 512);
        assertEquals(new Box(0, 0, 60, 64), sharp.kept(), "no column of new ground stays black");
    }

    /** What is wrong, and a piece of what is said. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "expand=0 | The value of 'expand' must be from 1 to 16384, not 0.",
        "directions=[] | There is no direction to expand into: give some of left, right, up and down",
        "directions=left:0 | 'left:0' names no width: give a side as a word, such as right",
        "directions=[left,up:16385] | from 1 to 16384, such as left:64.", "directions=up: | 'up:' names no width",
        "directions=right:x9 | 'right:x9' names no width", "directions=:4 | ':4' is no direction",
        "method=mosaic engine=noise-alone directions=left:41 | grows by more than the image has, 40 px",
        "method=poor engine=noise-alone width=64 directions=left:70 | tiles of 64 x 512 px that overlap by 70 px",
        "directions=[left,north] | 'north' is no direction: give some of left, right, up and down",
        "method=mk2 engine=noise-alone blur=40 | A mask blur of 40 px leaves nothing of an image of 40 x 30 px",
        "method=poor engine=noise-alone blur=40 | A mask blur of 40 px leaves nothing of an image of 40 x 30 px",
        "method=mk2 engine=noise-alone width=64 expand=60 | expand less at a time, or raise width",
        "method=mk2 engine=noise-alone height=64 directions=up | expand less at a time, or raise height",
        "method=poor engine=noise-alone width=64 | tiles of 64 x 512 px that overlap by 128 px never advance",
        "method=mosaic engine=noise-alone expand_x=0.01 | expand_x adds no column: give a larger expand_x",
        "method=mosaic engine=noise-alone directions=up expand_y=0.01 | expand_y adds no row",
        "expand=16384 | The enlarged image would have 32808 x 32798 pixels, which takes about",
        "method=patch engine=noise-alone | method=patch continues the image from itself, which the engine",
        "engine=diffusion | needs a model", "seed=4294967295 candidates=2 | take a seed of at most",
        "method=none | The value of 'method' must be one of auto, mk2, poor, mosaic, patch",
        "strech=1 | Unknown key 'strech': did you mean 'stretch'?" })
    void whatCannotBeIsSaidBeforeAnythingIsMade(final String line, final String message) {
        final Samples image = random(SampleType.RGB, 40, 30, 1, 1);
        final Progress progress = (done, total, what) -> {
            throw new AssertionError("it began");
        };
        final String said = assertThrows(InpaintException.class, () -> new Outpainter().progress(progress).outpaint(
                image, OutpaintRequest.of(MacroLine.parse(line)))).getMessage();
        assertTrue(said.contains(message), said);
    }

    @Test
    void aBlackImageHasNothingToShapeNoiseFrom() {
        for (final SampleType type : List.of(SampleType.RGB, SampleType.BITS8, SampleType.BITS16, SampleType.BITS32)) {
            final Samples black = Samples.blank(type, 40, 40, 1);
            final String said = assertThrows(InpaintException.class, () -> new Outpainter().outpaint(black, request(
                    "method", "mk2", "engine", "noise-alone", "expand", "24"))).getMessage();
            assertTrue(said.contains("black all over") && said.contains("method=mosaic or method=patch"), said);
        }
        // the other methods do with it what they can
        for (final String method : List.of("patch", "mosaic", "poor"))
            assertEquals(1, new Outpainter().outpaint(Samples.blank(SampleType.BITS8, 40, 40, 1), request("method",
                    method, "expand", "24", "engine", method.equals("patch") ? "patch" : "noise-alone")).size());
    }

    @Test
    void theMethodFollowsTheEngine() {
        assertEquals(OutpaintMethod.PATCH, request().settled().method());
        assertEquals("patch", request().settled().request().engine());
        assertEquals(OutpaintMethod.MK2, request("engine", "noise-rgb").settled().method());
        assertEquals(OutpaintMethod.PATCH, request("engine", "noise").settled().method());
        assertEquals("patch", request("method", "patch", "model", "/models/sd15").settled().request().engine());
        assertEquals("noise", request("method", "patch", "engine", "noise").settled().request().engine());
    }

    @Test
    void defaultsAreThoseOfTheScripts() {
        assertEquals(8, request().request().blur());
        assertEquals("0.8", request().request().text("strength"));
        assertEquals("original", request("method", "mk2").request().text("content"));
        assertEquals(4, request("method", "poor").request().blur());
        assertEquals("fill", request("method", "poor").request().text("content"));
        assertEquals("noise", request("method", "poor", "content", "noise").request().text("content"));
        assertFalse(OutpaintRequest.keys().has("target") || OutpaintRequest.keys().has("mask"));
        assertTrue(OutpaintRequest.keys().keys().containsAll(List.of("short", "long", "expand_x", "mask_overlap")));
    }

    /** The line, and the keys that its notes name; in the order of the notes. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "engine=patch | ",
        "engine=patch jitter=1 stretch=0.3 | falloff,jitter,stretch",
        "method=mosaic engine=noise-alone expand=9 blur=3 fill=mirror ratio=3 | ratio,blur,expand",
        "method=mk2 engine=noise-alone content=fill feather=2 short=2 | short,feather,content",
        "method=poor engine=noise-alone content=noise blur=2 width=60 padding=9 | padding",
        "method=patch engine=patch blur=2 prompt=a | blur,prompt", "method=patch engine=patch blur=2 spill=3 | ",
        "expand=9 directions=left:4,right | ", "expand=9 directions=left:4 | expand", "method=mk2 engine=patch | mk2" })
    void aKeyWithoutEffectIsNamed(final String line, final String named) {
        final String notes = String.join(" ", OutpaintRequest.of(MacroLine.parse(line)).settled().notes());
        for (final String key : List.of("falloff", "jitter", "stretch", "ratio", "blur", "expand", "short", "feather",
                "content", "padding", "prompt", "width"))
            assertEquals(named != null && Arrays.asList(named.split(",")).contains(key) && line.contains(key),
                    notes.matches(".*\\b" + key + "\\b.*no effect.*"), key + ": " + notes);
        if ("mk2".equals(named))
            assertTrue(notes.contains("does not start from what method=mk2 prepares"), notes);
    }
}
