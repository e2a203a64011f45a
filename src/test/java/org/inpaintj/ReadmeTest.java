package org.inpaintj;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import org.inpaintj.command.ImageToImage;
import org.inpaintj.command.InpaintSelection;
import org.inpaintj.command.RefineSelection;
import org.inpaintj.command.SelectByText;
import org.inpaintj.command.TextToImage;
import org.inpaintj.engine.diffusion.Preset;
import org.inpaintj.params.MacroLine;
import org.inpaintj.params.Parameters;
import org.inpaintj.repair.RepairRequest;
import org.inpaintj.ui.form.ModelSource;

/** What the documents say of keys, commands and files is true. */
class ReadmeTest {

    private static final List<Path> DOCUMENTS = List.of(Path.of("README.md"), Path.of("DEVELOPING.md"),
            Path.of("CHANGELOG.md"));

    /** What messages and the help of dialogs name is there: the sections, and the models as the README has them. */
    @Test
    void theReadmeSaysWhereModelsComeFrom() throws IOException {
        final String readme = Files.readString(Path.of("README.md"));
        for (final ModelSource source : ModelSource.values()) {
            final String text = source.text(), section = text.substring(text.indexOf("README: ") + 8, text.length() - 1);
            assertTrue(Pattern.compile("^##+ " + section + "$", Pattern.MULTILINE).matcher(readme).find(), section);
            final Matcher ids = Pattern.compile("[\\w-]+/[\\w.-]*\\w").matcher(text);
            assertTrue(ids.find(), text);
            do
                assertTrue(readme.contains('`' + ids.group() + '`'), ids.group());
            while (ids.find());
        }
    }

    @Test
    void macroLinesOfTheReadmeAreUnderstood() throws IOException {
        final Matcher lines = Pattern.compile("run\\(\"([^\"]+)\"(?:, \"([^\"]*)\")?\\)")
                .matcher(Files.readString(Path.of("README.md")));
        final String menu = Files.readString(Path.of("plugins.config"));
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
        assertEquals(values.keySet(), keys.changes(keys.parse(values)).keySet(), options);
    }

    @Test
    void theTableOfPresetsIsTheirs() throws IOException {
        final String readme = Files.readString(Path.of("README.md"));
        for (final Preset preset : Preset.values()) {
            final Map<String, String> recipe = preset.recipe();
            if (preset != Preset.NONE)
                assertTrue(Pattern.compile("\\| `" + preset.word() + "` \\| [^|]+ \\| " + recipe.get("strength") + " \\| "
                        + recipe.get("content") + " \\| " + recipe.get("blur") + " \\|").matcher(readme).find(),
                        preset.word() + " " + recipe);
        }
    }

    @Test
    void linksLeadToFiles() throws IOException {
        final List<String> broken = new ArrayList<>();
        for (final Path document : DOCUMENTS) {
            final Matcher links = Pattern.compile("\\]\\(([^)#:]+)\\)").matcher(Files.readString(document));
            while (links.find())
                if (!Files.exists(Path.of(links.group(1))))
                    broken.add(document + ": " + links.group(1));
        }
        assertEquals(List.of(), broken);
    }
}
