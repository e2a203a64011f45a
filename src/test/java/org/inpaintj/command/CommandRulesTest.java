package org.inpaintj.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.scijava.ItemIO;
import org.scijava.annotations.Index;
import org.scijava.annotations.IndexItem;
import org.scijava.command.Command;
import org.scijava.module.Module;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.task.TaskService;

import ij.IJ;
import ij.ImagePlus;

import org.inpaintj.engines.Engines;
import org.inpaintj.ij1.CommandPlugIn;
import org.inpaintj.imagej.roi.NeighbourReader;
import org.inpaintj.params.Parameters;

/** What every command must keep to, so that macros of SciJava and of plain ImageJ mean the same. */
class CommandRulesTest {

    private static final List<String> TOOLS = List.of(
            "Plugins>InpaintJ, \"Select Object Tool\", org.inpaintj.ij1.SelectObjectTool",
            "Plugins>InpaintJ, \"Mask Brush Tool\", org.inpaintj.ij1.MaskBrushTool");
    private static final Pattern CONFIG =
            Pattern.compile("(Plugins>InpaintJ), \"([^\"\\[]+)(?:\\[[a-z]\\])?\", ([\\w.]+)\\(\"([\\w.]+)\"\\)");

    /** Every command that SciJava would find. */
    static Stream<ParameterCommand<?>> commands() throws Exception {
        final List<ParameterCommand<?>> commands = new ArrayList<>();
        for (final IndexItem<Plugin> item : Index.load(Plugin.class))
            if (item.className().startsWith("org.inpaintj.") && item.annotation().type() == Command.class)
                commands.add((ParameterCommand<?>) Class.forName(item.className()).getDeclaredConstructor()
                        .newInstance());
        return commands.stream();
    }

    private static List<Field> fields(final ParameterCommand<?> command) {
        final List<Field> inputs = new ArrayList<>();
        for (Class<?> c = command.getClass(); c != Object.class; c = c.getSuperclass())
            for (final Field field : c.getDeclaredFields())
                if (field.isAnnotationPresent(Parameter.class)
                        && field.getAnnotation(Parameter.class).type() != ItemIO.OUTPUT
                        && field.getType() != TaskService.class)
                    inputs.add(field);
        return inputs;
    }

    @Test
    void allAreFoundAndLabelsAreUnique() throws Exception {
        final List<String> labels = commands().map(ParameterCommand::title).sorted().toList();
        assertEquals(List.of("About InpaintJ...", "Batch...", "Before and After", "Candidates...", "Compare...",
                "Device Report", "Enhance Prompt...", "Flatten Layers", "Generate", "History...", "Image to Image...",
                "Inpaint Large File...", "Inpaint Selection...", "InpaintJ Help...", "InpaintJ Panel",
                "Interrogate...", "Jobs...", "Language...", "Layers...", "Model Manager...", "Outpaint...",
                "Refine Selection...", "Remove Object", "Repair Detections...", "Select by Text...", "Servers...",
                "Sketch...", "Text to Image...", "Tutorial...", "Upscale Image..."), labels);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void keysAreLowerCaseAndNoneEndsLikeAnother(final ParameterCommand<?> command) {
        final Set<String> keys = new HashSet<>(command.inputs());
        fields(command).forEach(field -> assertTrue(keys.add(field.getName()), field.getName() + " is a key"));
        for (final String key : keys) {
            assertTrue(key.matches("[a-z][a-z0-9]*(_[a-z0-9]+)*"), key);
            for (final String other : keys)
                assertFalse(!key.equals(other) && other.matches(".*[_0-9]" + key), other + " ends like " + key);
        }
        assertTrue(keys.containsAll(command.keys().keys()), "a script may give each key by its name");
    }

    /** All others are those of the vocabulary. */
    @ParameterizedTest
    @MethodSource("commands")
    void fieldsAreTheImageAndTheKeysOfAScript(final ParameterCommand<?> command) throws Exception {
        for (final Field field : fields(command)) {
            final Parameter parameter = field.getAnnotation(Parameter.class);
            assertFalse(parameter.persist(), field.getName());
            assertFalse(parameter.required(), field.getName());
            assertEquals(field.getName().equals("image") ? ImagePlus.class : String.class, field.getType());
            assertTrue(Set.of("image", "keys").contains(field.getName()), field.getName());
            field.setAccessible(true);
            assertNull(field.get(command), field.getName() + " is not given until a script gives it");
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void freeTextComesLast(final ParameterCommand<?> command) {
        final Parameters<?> keys = command.keys();
        final List<Boolean> text = keys.keys().stream().map(key -> keys.type(key) == String.class
                && !Set.of("engine", "sampler", "schedule").contains(key)).toList();
        assertEquals(text.stream().sorted().toList(), text, keys.keys().toString());
    }

    @ParameterizedTest
    @MethodSource("commands")
    <R extends Record> void defaultsAreTheVocabularys(final ParameterCommand<R> command) {
        final Parameters<R> keys = command.keys();
        assertEquals(keys.parse(Map.of()), keys.parse(command.values()));
        for (final String key : command.shown())
            assertFalse(keys.describe(key).label().isEmpty() || keys.describe(key).help().isEmpty(), key);
    }

    @Test
    void inpaintingTakesTheWholeVocabularyWithItsDefaults() {
        assertEquals(Engines.found().keys(), new InpaintSelection().keys());
        assertEquals(Engines.found().keys().keys(), new RemoveObject().keys().keys());
        assertEquals("patch", new RemoveObject().values().get("engine"));
    }

    @Test
    void onlyWhatMeansSomethingToTheEnginesIsShown() {
        final List<String> shown = new InpaintSelection().shown();
        assertTrue(shown.containsAll(List.of("engine", "seed", "candidates", "target", "grow", "padding")),
                shown.toString());
        assertTrue(shown.contains("model"), shown.toString());
        assertFalse(shown.contains("prompt") || shown.contains("sampler") || shown.contains("tone"), shown.toString());
        final InpaintSelection withModel = new InpaintSelection();
        withModel.assign(Map.of("model", "/models/sd15"));
        assertTrue(withModel.shown().containsAll(List.of("model", "prompt", "sampler", "strength")),
                withModel.shown().toString());
        assertFalse(withModel.shown().contains("keep"), withModel.shown().toString());
        assertEquals(List.of("auto", "patch"), new InpaintSelection().choices("engine").subList(0, 2));
    }

    @ParameterizedTest
    @CsvSource({ "1, 1, false", "3, 1, true", "1, 2, true" })
    void neighboursAreAskedForWhereThereAreSome(final int slices, final int frames, final boolean shown) {
        final InpaintSelection command = new InpaintSelection();
        final ImagePlus imp = IJ.createImage("cells", "8-bit black", 8, 8, slices * frames);
        imp.setDimensions(1, slices, frames);
        command.take(imp);
        assertEquals(shown, command.shown().contains(NeighbourReader.KEY), command.shown()::toString);
    }

    /** What may be shown while the dialog is open, so that it can follow what is chosen. */
    @Test
    void theFirstPageHasAllThatItMayComeToShow() {
        for (final PaintCommand<?> command : List.of(new InpaintSelection(), new RepairDetections())) {
            final List<String> page = command.page();
            assertTrue(page.containsAll(command.shown()), page.toString());
            assertTrue(page.contains("prompt") && !command.shown().contains("prompt"), command.shown().toString());
            command.assign(Map.of("model", "/models/sd15"));
            assertTrue(page.containsAll(command.shown()) && command.shown().contains("prompt"),
                    command.shown().toString());
            command.assign(Map.of("engine", "patch"));
            assertFalse(command.shown().contains("prompt"), command.shown().toString());
        }
    }

    @Test
    void repairingShowsWhatItsSourceNeeds() {
        final RepairDetections command = new RepairDetections();
        final Map<String, Set<String>> own =
                Map.of("text", Set.of("confidence", "detector", "text"), "selection", Set.of(),
                "overlay", Set.of(), "manager", Set.of(), "labels", Set.of("labels"), "macro", Set.of("macro"));
        final Set<String> all = Set.of("confidence", "detector", "text", "labels", "macro");
        own.forEach((source, keys) -> {
            command.assign(Map.of("source", source));
            assertEquals(keys, command.shown().stream().filter(all::contains).collect(Collectors.toSet()), source);
            final boolean text = command.rest(command.shown()).contains("nms");
            assertEquals(source.equals("text"), text, source);
        });
    }

    @Test
    void anEmptyPromptIsAskedAbout() {
        final InpaintSelection command = new InpaintSelection();
        assertTrue(command.doubt().isEmpty(), "the embedded engine has none");
        command.assign(Map.of("engine", "diffusion"));
        assertEquals("prompt", command.doubt().orElseThrow().key());
        for (final String key : List.of("prompt", "styles", "preset")) {
            final InpaintSelection other = new InpaintSelection();
            other.assign(Map.of("engine", "diffusion", key, "remove"));
            assertTrue(other.doubt().isEmpty(), key);
        }
    }

    /** But the models that were found once, which are not looked for again. */
    @Test
    void defaultsAreThoseOfAllKeys() {
        final InpaintSelection command = new InpaintSelection();
        command.assign(Map.of("memory", "0.001", "engine", "diffusion", "model", "/m", "segmenter", "/sam"));
        command.assign(command.defaults());
        assertEquals(Map.of("segmenter", "/sam"), command.keys().changes(command.keys().parse(command.values())));
        final TextToImage text = new TextToImage();
        text.assign(Map.of("model", "/m", "steps", "3"));
        text.assign(text.defaults());
        assertEquals(Map.of("model", "/m"), text.keys().changes(text.keys().parse(text.values())));
    }

    /** On one of the two pages, whatever is chosen; what means nothing is on neither. */
    @Test
    void everyKeyIsReachableInTheDialog() {
        for (final PaintCommand<?> command : List.of(new InpaintSelection(), new ImageToImage(), new TextToImage(),
                new RepairDetections())) {
            command.assign(Map.of("model", "/models/sd15"));
            final List<String> all = new ArrayList<>(command.shown());
            all.addAll(command.rest(command.shown()));
            for (final String engine : List.of("a1111", "comfyui", "service", "patch")) {
                command.assign(Map.of("engine", engine));
                Stream.concat(command.shown().stream(), command.rest(command.shown()).stream())
                        .filter(key -> !all.contains(key)).forEach(all::add);
            }
            final List<String> other = command instanceof RepairDetections
                    ? List.of("confidence", "text_threshold", "nms", "detector", "segmenter", "text", "labels", "macro",
                            "sensitivity", "defect_size", "defects")
                    : List.of();
            assertEquals(command.keys().keys().stream().filter(key -> !other.contains(key)).sorted().toList(),
                    all.stream().sorted().toList());
        }
        final InpaintSelection embedded = new InpaintSelection();
        assertEquals(Set.of("blur", "area", "spill", "tone", "background", "refine", "segmenter"),
                Set.copyOf(embedded.rest(embedded.shown())));
        assertEquals(List.of(), new RemoveObject().rest(List.of()), "it has no dialog");
    }

    /** With a menu path Fiji would run it for menus and macros, on a thread where another image is the current one. */
    @ParameterizedTest
    @MethodSource("commands")
    void theSciJavaCommandIsForScriptsOnly(final ParameterCommand<?> command) {
        final Plugin plugin = command.getClass().getAnnotation(Plugin.class);
        assertEquals(Command.class, plugin.type());
        assertEquals("", plugin.menuPath());
        assertEquals(0, plugin.menu().length);
        assertFalse(plugin.visible(), "Fiji's search would list it a second time");
        assertFalse(Module.class.isInstance(command), "command.run would return null");
        assertFalse(plugin.description().isEmpty());
        assertTrue(plugin.headless(), "a command that needs a display says so itself, and stops the macro");
    }

    @Test
    void everyCommandHasItsTwin() throws Exception {
        final Set<String> twins = new HashSet<>();
        for (final String line : config()) {
            final Matcher matcher = CONFIG.matcher(line);
            assertTrue(matcher.matches(), line);
            assertEquals(CommandPlugIn.class.getName(), matcher.group(3));
            final ParameterCommand<?> command = (ParameterCommand<?>) Class.forName(matcher.group(4))
                    .getDeclaredConstructor().newInstance();
            assertEquals(command.title(), matcher.group(2), "both worlds call it the same");
            twins.add(matcher.group(4));
        }
        assertEquals(new HashSet<>(commands().map(c -> c.getClass().getName()).toList()), twins);
    }

    @Test
    void commandsAreShort() throws IOException {
        for (final String line : config()) {
            final Matcher matcher = CONFIG.matcher(line);
            assertTrue(matcher.matches());
            final Path file = Path.of("src/main/java", matcher.group(4).replace('.', '/') + ".java");
            assertTrue(Files.readAllLines(file).size() < 80, file.toString());
        }
    }

    @Test
    void theToolsArePluginsOfTheirOwn() throws IOException {
        assertTrue(Files.readAllLines(Path.of("plugins.config")).containsAll(TOOLS));
    }

    /** The lines of the commands. */
    private static List<String> config() throws IOException {
        return Files.readAllLines(Path.of("plugins.config")).stream().filter(l -> !l.startsWith("#")
                && !TOOLS.contains(l) && !l.endsWith("\"-\"")).toList();
    }
}
