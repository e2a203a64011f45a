package org.inpaintj;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import org.inpaintj.batch.BatchKeys;
import org.inpaintj.compare.CompareRequest;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.KeyUse;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.inpaintj.engines.Engines;
import org.inpaintj.engines.PluginJar;
import org.inpaintj.enhance.EnhanceKeys;
import org.inpaintj.imagej.large.LargeKeys;
import org.inpaintj.inpaint.resize.ImageToImageRequest;
import org.inpaintj.inpaint.upscale.UpscaleRequest;
import org.inpaintj.interrogate.InterrogateRequest;
import org.inpaintj.onnx.gpu.GpuKeys;
import org.inpaintj.outpaint.OutpaintRequest;
import org.inpaintj.params.KeyGroup;
import org.inpaintj.params.Parameters;
import org.inpaintj.repair.RepairRequest;
import org.inpaintj.segment.SelectionRequest;

/**
 * {@code docs/keys.md} says what the keys say of themselves. {@code mvn -q test -Dtest=KeysPageTest -Dkeys.write}
 * writes it anew.
 */
class KeysPageTest {

    private static final Path PAGE = Path.of("docs/keys.md"), GUIDE = Path.of("docs/develop/write-an-engine.md");
    private static final String COMMAND = "mvn -q test -Dtest=KeysPageTest -Dkeys.write";

    @Test
    void thePageIsWhatTheKeysSay() throws IOException {
        if (System.getProperty("keys.write") != null)
            Files.writeString(PAGE, page());
        assertEquals(page(), Files.exists(PAGE) ? Files.readString(PAGE) : "", PAGE + " is stale: write it with "
                + COMMAND);
    }

    /** The listing is the file that the tests compile, from its first line of code on. */
    @Test
    void theGuideShowsTheEngineThatIsTested() throws IOException {
        final String guide = Files.readString(GUIDE), listing = Files.readString(PluginJar.SOURCE);
        assertTrue(guide.contains("```java\n" + listing + "```\n"), GUIDE + " should hold " + PluginJar.SOURCE
                + " as it is, in a block of java");
    }

    private static String page() {
        final Parameters<Request> request = Engines.found().keys();
        final StringBuilder page = new StringBuilder("""
                # Keys

                Macro key = command-line option = field of a layer's record = input of a script, with one meaning
                everywhere. A macro line gives them as `key=value`, text with spaces in square brackets; the command
                line as `--key value`. What is not given has its default. A key that means nothing to the engine that
                runs is named in a note. Beside them `download=true` fetches models that keys name and that are not
                there yet ([The catalogue](models.md#the-catalogue)).

                *Engine* names the engines that use a key; *all* is any engine, and a plugin may bring keys of its own
                (see [Write an engine](develop/write-an-engine.md)). *Task*: i = inpainting a selection, m = image to
                image, t = text to image. This page is made from the program: `%s`.

                ## Inpainting, image to image, text to image

                """.formatted(COMMAND));
        sections(page, request, request.keys(), true);
        page.append("""
                ## Image to Image

                The keys above of the task m, and these:

                """);
        final Parameters<ImageToImageRequest> whole = ImageToImageRequest.keys();
        sections(page, whole, whole.keys().stream().filter(key -> !request.has(key)).toList(), false);
        page.append("""
                ## Repair Detections

                The first keys but for `candidates`, `refine`, `invert`, `grow`, `mask`, `sketch` and `transparency`,
                with a `strength` of 0.4 where it is not given, and these:

                """);
        final Parameters<RepairRequest> repair = RepairRequest.keys();
        sections(page, repair, repair.keys().stream().filter(key -> !request.has(key)).toList(), false);
        page.append("""
                ## Outpaint

                The keys above but for `refine`, `invert`, `grow`, `mask`, `segmenter`, `area`, `target`,
                `strength_map` and those of soft inpainting, with a `strength` of 0.8 and a `blur` of 8 where they
                are not given (with `method=poor` a `blur` of 4 and `content=fill`), and these; see
                [Outpainting](outpaint.md):

                """);
        final Parameters<OutpaintRequest> outpaint = OutpaintRequest.keys();
        sections(page, outpaint, outpaint.keys().stream().filter(key -> !request.has(key)).toList(), false);
        page.append("""
                ## Compare

                The keys of inpainting but for `candidates`, `target`, `refine` and `segmenter`, and these:

                """);
        final Parameters<CompareRequest> compare = CompareRequest.keys();
        sections(page, compare, compare.keys().stream().filter(key -> !request.has(key)).toList(), false);
        page.append("""
                ## Batch

                The keys of inpainting and of *Repair Detections...*, and these; see [Batch](batch.md):

                """);
        sections(page, BatchKeys.KEYS, BatchKeys.KEYS.keys(), false);
        page.append("""
                ## Inpaint Large File

                The keys of inpainting, those of *Repair Detections...* that say which of the `labels` count, and these;
                see [Large images](large-images.md):

                """);
        sections(page, LargeKeys.KEYS, LargeKeys.KEYS.keys(), false);
        page.append("""
                ## Device Report

                """);
        sections(page, GpuKeys.KEYS, GpuKeys.KEYS.keys(), false);
        page.append("""
                ## Enhance Prompt

                """);
        sections(page, EnhanceKeys.KEYS, EnhanceKeys.KEYS.keys(), false);
        page.append("""
                ## Interrogate

                """);
        sections(page, InterrogateRequest.KEYS, InterrogateRequest.KEYS.keys(), false);
        page.append("""
                ## Select by Text and Refine Selection

                """);
        sections(page, SelectionRequest.KEYS, SelectionRequest.KEYS.keys(), false);
        page.append("""
                ## Upscale Image

                """);
        sections(page, UpscaleRequest.KEYS, UpscaleRequest.KEYS.keys(), false);
        return page.toString().strip() + "\n";
    }

    private static void sections(final StringBuilder page, final Parameters<?> keys, final List<String> some,
            final boolean engines) {
        for (final KeyGroup.Section section : KeyGroup.Section.values()) {
            final List<String> rows = some.stream().filter(key -> keys.describe(key).group().section() == section)
                    .toList();
            if (rows.isEmpty())
                continue;
            page.append("### ").append(section.title()).append("\n\n| key | default | meaning |")
                    .append(engines ? " engine | task |" : "").append("\n|---|---|---|").append(engines ? "---|---|"
                    : "")
                    .append('\n');
            for (final String key : rows)
                page.append("| `").append(key).append("` | ").append(code(keys.defaultOf(key))).append(" | ")
                        .append(meaning(keys, key)).append(" |").append(engines ? " " + engines(key) + " | "
                        + tasks(keys, key)
                                + " |" : "").append('\n');
            page.append('\n');
        }
    }

    private static String code(final String text) {
        return text.isEmpty() ? "" : "`" + text + "`";
    }

    private static String meaning(final Parameters<?> keys, final String key) {
        final String range = keys.range(key), choices = String.join(", ", keys.choices(key));
        return keys.describe(key).help() + (range.isEmpty() ? "" : "; " + range)
                + (choices.isEmpty() ? "" : "; one of " + choices);
    }

    private static String engines(final String key) {
        final List<Engine> all = Engines.found().all();
        final List<String> users = all.stream().filter(e -> Arrays.stream(Task.values())
                .anyMatch(task -> KeyUse.of(e, task).uses(key))).map(Engine::id).toList();
        return users.size() == all.size() ? "all" : String.join(", ", users);
    }

    private static String tasks(final Parameters<?> keys, final String key) {
        return Arrays.stream(Task.values()).sorted((a, b) -> b.compareTo(a)).filter(task -> task.takes(keys, key))
                .map(task -> task == Task.INPAINT ? "i" : task == Task.IMAGE_TO_IMAGE ? "m"
                : "t").collect(Collectors.joining(" "));
    }
}
