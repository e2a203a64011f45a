package org.inpaintj.imagej.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import ij.ImagePlus;
import ij.gui.OvalRoi;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engines.Engines;
import org.inpaintj.engines.WithEngines;
import org.inpaintj.inpaint.Patch;
import org.inpaintj.inpaint.Provenance;
import org.inpaintj.inpaint.TestEngine;

/** Patches, notes and records of every kind of image, as the first version made them. */
class GoldenPatchTest {

    @RegisterExtension
    static final WithEngines ENGINES = TestEngine.all();

    private static final List<List<String>> REQUESTS = List.of(
            List.of("engine", "noise"),
            List.of("engine", "noise", "blur", "3", "spill", "2", "candidates", "2", "tone", "full"),
            List.of("engine", "noise-rgb", "tone", "display", "grow", "2"),
            List.of("engine", "noise-rgb", "blur", "1.5", "area", "whole", "invert", "true"),
            List.of("engine", "patch", "padding", "9"),
            List.of("engine", "patch", "blur", "2", "spill", "3", "tone", "percentile"));

    /** The keys of the first version: those that came later are at their defaults and not in its records. */
    private static final Set<String> FIRST = Set.of(("area background blur candidates cfg conditioning content "
            + "device emphasis engine exactly grow height invert keep mask memory model negative padding passes preset "
            + "prompt refine sampler schedule seed segmenter skip spill steps stop strength "
            + "stylebook styles subseed target tone vae variation width").split(" "));

    @ParameterizedTest
    @CsvSource({
            "GRAY8, 9145bfc15b18e4ac", "PSEUDO_COLOUR, d2a1255ceca6768a", "PALETTE, e79b62207081d584",
            "GRAY16, 3bd7b5159c4d31ed", "GRAY32, 9ec8e8d58af66e5c", "RGB, 3770deb8bfcb8a1c",
            "COMPOSITE8, f6f8841ada444c05", "COMPOSITE16, 070c133514476295", "COMPOSITE32, c168d0b7e2c2686e",
            "COLOUR16, 3daa82fc14b8c31e", "STACK8, c3da2aedcbf3e5c6", "STACK16, df71c1d4b7be756e",
            "STACK_RGB, 705be02a0b2c83ce", "HYPER8, 4400377746a64e6a", "HYPER16, ddebf087d1b9f973",
            "HYPER32, 9fdd510fb7a31576", "VIRTUAL16, e99fd445d9ca7a29", "VIRTUAL_HYPER, 454153c19aa6bea2" })
    void patchesAreTheSameToTheBit(final TestImages kind, final String digest) throws Exception {
        final MessageDigest sha = MessageDigest.getInstance("SHA-256");
        for (int i = 0; i < REQUESTS.size(); i++) {
            final ImagePlus imp = kind.make(41, 33, new SplittableRandom(1000 * kind.ordinal() + i));
            imp.setRoi(new OvalRoi(13, 9, 12, 11));
            sha.update(text(imp, REQUESTS.get(i).toArray(String[]::new)).getBytes(StandardCharsets.UTF_8));
        }
        assertEquals(digest, HexFormat.of().formatHex(sha.digest(), 0, 8));
    }

    private static String text(final ImagePlus imp, final String... keysAndValues) {
        final InpaintResult made;
        try {
            made = InpaintJobs.paint(imp, keysAndValues);
        } catch (final InpaintException e) {
            return e.getMessage();
        }
        final StringBuilder out = new StringBuilder().append(made.notes());
        for (final Patch patch : made.candidates()) {
            final Provenance p = patch.provenance();
            out.append(patch.box()).append(p.patchSha256()).append(p.cropSha256()).append(p.maskSha256())
                    .append(p.tones()).append(p.crop()).append(p.depth()).append(p.seed())
                    .append(p.candidate()).append(p.mask())
                    .append(p.image()).append(first(p.request())).append(p.macro());
        }
        return out.toString();
    }

    private static Map<String, String> first(final Map<String, String> request) {
        final Map<String, String> first = new TreeMap<>(request);
        first.keySet().retainAll(FIRST);
        request.forEach((key, value) -> assertTrue(first.containsKey(key)
                || value.equals(Engines.found().keys().defaultOf(key)), key + "=" + value));
        return first;
    }
}
