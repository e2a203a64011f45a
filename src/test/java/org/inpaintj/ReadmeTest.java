package org.inpaintj;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import org.inpaintj.batch.BatchRequest;
import org.inpaintj.command.ImageToImage;
import org.inpaintj.command.InpaintSelection;
import org.inpaintj.command.RefineSelection;
import org.inpaintj.command.SelectByText;
import org.inpaintj.command.TextToImage;
import org.inpaintj.compare.CompareRequest;
import org.inpaintj.engine.diffusion.Preset;
import org.inpaintj.enhance.EnhanceKeys;
import org.inpaintj.imagej.large.LargeRequest;
import org.inpaintj.imagej.roi.MissingModels;
import org.inpaintj.inpaint.upscale.UpscaleRequest;
import org.inpaintj.interrogate.InterrogateRequest;
import org.inpaintj.onnx.gpu.GpuKeys;
import org.inpaintj.outpaint.OutpaintRequest;
import org.inpaintj.params.MacroLine;
import org.inpaintj.params.Parameters;
import org.inpaintj.repair.RepairRequest;
import org.inpaintj.ui.form.FormAdvice;
import org.inpaintj.ui.form.ModelSource;

/** What the documents for users say of keys, commands and models is true. */
class ReadmeTest {

    /** The page that messages and the help of dialogs name is there, and has the models that these name. */
    @Test
    void aPageSaysWhereModelsComeFrom() throws IOException {
        final String page = Files.readString(Path.of(ModelSource.PAGE));
        for (final ModelSource source : ModelSource.values()) {
            assertTrue(source.text().endsWith(ModelSource.PAGE + "."), source.text());
            final Matcher ids = Pattern.compile("[\\w-]+/[\\w.-]*\\w")
                    .matcher(source.text().replace(ModelSource.PAGE, ""));
            assertTrue(ids.find(), source.text());
            do
                assertTrue(page.contains('`' + ids.group() + '`'), ids.group());
            while (ids.find());
        }
    }

    /** What the help of dialogs advises is what the page on prompts advises. */
    @Test
    void theAdviceOfTheHelpIsOnAPage() throws IOException {
        final String page = Files.readString(Path.of(FormAdvice.PAGE));
        for (final FormAdvice advice : FormAdvice.values())
            assertTrue(page.contains("| `" + advice.key() + "` | " + advice.text() + " |"), advice.key());
    }

    /** What shows a feature is there, and so is each key that is named for it. */
    @Test
    void theTestsThatThePageOfFeaturesNamesAreThere() throws IOException {
        final Set<String> sources;
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"));
                Stream<Path> cluster = Files.walk(Path.of("extras/spark/src/test/java"))) {
            sources = Stream.concat(files, cluster).map(file -> file.getFileName().toString())
                    .collect(Collectors.toSet());
        }
        final String keys = Files.readString(Path.of("docs/keys.md"));
        final Matcher words = Pattern.compile("`(\\w+)(=\\w+)?`").matcher(
                Files.readString(Path.of("docs/features.md")));
        int tests = 0;
        while (words.find())
            if (Character.isUpperCase(words.group(1).charAt(0))) {
                assertTrue(sources.contains(words.group(1) + ".java"), words.group());
                tests++;
            } else
                assertTrue(words.group().contains("_...") || keys.contains("| `" + words.group(1) + "` |"),
                        words.group());
        assertTrue(tests > 70, "tests named: " + tests);
    }

    @Test
    void macroLinesAreUnderstood() throws IOException {
        final Matcher lines = Pattern.compile("run\\(\"([^\"]+)\"(?:, \"([^\"]*)\")?\\)")
                .matcher(Documents.textForUsers());
        // a key behind a label is no part of it
        final String menu = Files.readString(Path.of("plugins.config")).replaceAll("\\[[a-z]\\]\"", "\"");
        int found = 0;
        while (lines.find()) {
            assertTrue(menu.contains('"' + lines.group(1) + '"'), lines.group());
            final Parameters<?> keys = switch (lines.group(1)) {
                case "Inpaint Selection..." -> new InpaintSelection().keys();
                case "Image to Image..." -> new ImageToImage().keys();
                case "Text to Image..." -> new TextToImage().keys();
                case "Refine Selection..." -> new RefineSelection().keys();
                case "Select by Text..." -> new SelectByText().keys();
                case "Repair Detections..." -> RepairRequest.keys();
                case "Upscale Image..." -> UpscaleRequest.KEYS;
                case "Outpaint..." -> OutpaintRequest.keys();
                case "Compare..." -> CompareRequest.keys();
                case "Batch..." -> BatchRequest.keys();
                case "Inpaint Large File..." -> LargeRequest.keys();
                case "Enhance Prompt..." -> EnhanceKeys.KEYS;
                case "Interrogate..." -> InterrogateRequest.KEYS;
                case "Device Report" -> GpuKeys.KEYS;
                default -> null;
            };
            if (keys != null && lines.group(2) != null) {
                checkLine(keys, lines.group(2));
                found++;
            }
        }
        assertTrue(found > 2);
    }

    private static <R extends Record> void checkLine(final Parameters<R> keys, final String options) {
        final Map<String, String> values = MacroLine.parse(options);
        values.remove(MissingModels.KEY);
        assertEquals(values.keySet(), keys.changes(keys.parse(values)).keySet(), options);
    }

    @Test
    void theTableOfPresetsIsTheirs() {
        final String text = Documents.textForUsers();
        for (final Preset preset : Preset.values()) {
            final Map<String, String> recipe = preset.recipe();
            if (preset != Preset.NONE)
                assertTrue(Pattern.compile("\\| `" + preset.word() + "` \\| [^|]+ \\| "
                        + recipe.get("strength") + " \\| "
                        + recipe.get("content") + " \\| " + recipe.get("blur") + " \\|").matcher(text).find(),
                        preset.word() + " " + recipe);
        }
    }
}
