package org.inpaintj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ExitCode;

import ij.ImagePlus;
import ij.process.ByteProcessor;

import org.inpaintj.core.Progress;
import org.inpaintj.engine.Capabilities;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;
import org.inpaintj.engine.Task;
import org.inpaintj.engines.Engines;
import org.inpaintj.imagej.file.ImageFiles;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.inpaint.Provenance;
import org.inpaintj.params.KeyGroup;
import org.inpaintj.params.Parameters;
import org.inpaintj.repair.RepairRequest;

/** How the words of a command line are read, what the help says, and what a shell completes. */
class ArgumentsTest {

    @TempDir
    Path folder;

    private Path in, out;

    @BeforeEach
    void image() {
        in = folder.resolve("in.tif");
        out = folder.resolve("out.tif");
        ImageFiles.save(new ImagePlus("in", new ByteProcessor(40, 30)), in);
    }

    private Provenance made() {
        return Layer.of(ImageFiles.open(out)).get(0).provenance();
    }

    /** Empty, like an option, like the help, like a file of arguments, with an equals sign. */
    @ParameterizedTest
    @ValueSource(strings = { "", "-x", "--seed", "--help", "-h", "@file", "a=b", "\"quoted\"" })
    void aTextMayBeAnything(final String text) {
        final Listener listener = new Listener();
        try (Engines.Use use = Engines.use(Engines.found().with(listener))) {
            hears(listener, text);
        }
    }

    private void hears(final Listener listener, final String text) {
        CliRun.of("inpaint", in, "--roi", "10,10,8,8", "--prompt", text, "--negative", text, "--seed", "3", "--engine",
                "listener", "--out", out).done();
        assertEquals(text, listener.heard.text("prompt"));
        assertEquals(text, listener.heard.text("negative"));
        assertEquals(3, listener.heard.seed());
        CliRun.of("inpaint", in, "--roi", "10,10,8,8", "--engine", "listener", "--out", out, "--overwrite",
                "--prompt", text)
                .done();
        assertEquals(text, listener.heard.text("prompt"));
        assertEquals("", listener.heard.text("negative"));
    }

    /** Keeps what it was asked for. */
    private static final class Listener implements Engine {

        private Request heard;

        @Override
        public String id() {
            return "listener";
        }

        @Override
        public Capabilities capabilities() {
            return Capabilities.of("Listener", Capabilities.Trait.PROMPT, Capabilities.Trait.ANY_CHANNELS);
        }

        @Override
        public Result run(final Request request, final Scene scene, final Progress progress) {
            heard = request;
            return new Result(List.of(new Result.Candidate(request.seed(), scene.pixels())), List.of(), Map.of());
        }
    }

    /** The second Java hears every word of the first, the empty ones too. */
    @Test
    void anEmptyTextReachesTheSecondJava() throws IOException {
        CliRun.process(List.of(), "inpaint", in, "--negative", "", "--roi", "10,10,8,8", "--seed", "3", "--out",
                out, "--prompt",
                "").done();
        assertEquals(3, made().seed());
    }

    @Test
    void numbersMayBeNegative() {
        CliRun.of("inpaint", "--grow", "-3", "--seed", "-1", in, "--roi", "-5,-5,30,30", "--out", out).done();
        assertEquals("-3", made().request().get("grow"));
    }

    @Test
    void aMissingValueIsSaid() {
        CliRun.of("inpaint", in, "--out", out, "--prompt").failed(ExitCode.USAGE,
                "Missing required parameter for option '--prompt' (VALUE)");
    }

    @Test
    void nothingToDoLeadsToTheHelp() {
        CliRun.of().failed(ExitCode.USAGE, "Nothing says what is to be done: name a command such as inpaint or demo; "
                + "see --help.");
        assertEquals(CliRun.of("--help").done().out(), CliRun.of("help").done().out());
        assertEquals(CliRun.of("inpaint", "--help").done().out(), CliRun.of("help", "inpaint").done().out());
        CliRun.of("help", "inpant").failed(ExitCode.USAGE, "Unknown command 'inpant': did you mean 'inpaint'?");
    }

    @ParameterizedTest
    @ValueSource(strings = { "inpaint", "text-to-image", "image-to-image", "repair", "segment", "flatten",
            "device", "macro",
            "demo", "completion" })
    void theHelpHasAnExampleAndHeadings(final String command) {
        final String help = CliRun.of("help", command).done().out();
        assertTrue(help.startsWith("Usage:" + System.lineSeparator() + "  inpaintj " + command), help);
        assertTrue(help.contains("Examples:" + System.lineSeparator() + "  inpaintj " + command), help);
        assertTrue(help.contains(System.lineSeparator() + "Files:"), help);
        assertFalse(help.contains("Others:"), help);
    }

    /** They share the definition with the commands of the menu. */
    @ParameterizedTest
    @CsvSource({ "TEXT_TO_IMAGE, mask invert area strength grow target",
            "IMAGE_TO_IMAGE, mask invert area grow padding" })
    void whatMeansNothingToATaskIsUnknown(final Task task, final String keys) {
        final String help = CliRun.of("help", task.id()).done().out();
        for (final String key : keys.split(" ")) {
            assertFalse(help.contains("--" + key + "="), key);
            final CliRun run = CliRun.of(task.id(), "--out", out, "--" + key, "x");
            assertEquals(ExitCode.USAGE, run.status());
            assertTrue(run.err().startsWith("inpaintj: Unknown option '--" + key), run.err());
        }
        assertTrue(help.contains("--prompt"));
    }

    @Test
    void aPromptThatDoesNothingIsSaid() {
        final CliRun run = CliRun.of("inpaint", in, "--roi", "10,10,8,8", "--prompt", "a red car", "--out", out).done();
        assertEquals("The key prompt has no effect with the engine 'patch'.", run.notes().get(run.notes().size() - 1));
        assertEquals(1, run.out().strip().lines().count(), run.out());
    }

    @Test
    void everyKeyHasAHeading() {
        for (final Parameters<?> keys : List.of(Engines.found().keys(), RepairRequest.keys(), SegmentCommand.KEYS))
            for (final String key : keys.keys())
                assertFalse(keys.describe(key).group() == KeyGroup.OWN, key);
    }

    @Test
    void aShellCompletes() throws Exception {
        final Path script = Files.writeString(folder.resolve("completion.sh"), CliRun.of("completion").done().out());
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")));
        assertEquals("", bash("-n", script.toString()));
        assertEquals("--sampler", complete(script, "inpaint --sam"));
        assertEquals("image-to-image", complete(script, "image"));
        assertTrue(complete(script, "inpaint --target in").contains("inplace"));
        assertFalse(complete(script, "text-to-image --ma").contains("--mask"));
    }

    private static String complete(final Path script, final String words) throws Exception {
        return bash("-c", "source " + script + "; COMP_WORDS=(inpaintj " + words + "); COMP_CWORD=$((${#COMP_WORDS[@]} "
                + "- 1)); compopt() { :; }; _complete_inpaintj; echo ${COMPREPLY[@]}");
    }

    private static String bash(final String... words) throws Exception {
        final ProcessBuilder bash = new ProcessBuilder("/bin/bash", words[0], words[1]).redirectErrorStream(true);
        final Process process = bash.start();
        final String said = new String(process.getInputStream().readAllBytes()).strip();
        process.waitFor();
        return said;
    }
}
