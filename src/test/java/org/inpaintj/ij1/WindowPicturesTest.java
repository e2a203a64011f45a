package org.inpaintj.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** No window is forgotten by {@code .ci/screenshots all}. */
class WindowPicturesTest {

    /** Commands that open no window of their own. */
    private static final Set<String> WITHOUT = Set.of("-", "Generate", "Remove Object", "Flatten Layers");

    private static final Pattern LABEL = Pattern.compile("^Plugins>InpaintJ, \"([^\"\\[]+)", Pattern.MULTILINE);
    private static final Pattern WINDOW = Pattern.compile("extends (JFrame|JDialog|JPopupMenu|"
            + "SelectionPreviewWindow)\\b|new (JDialog|JOptionPane|JFrame|JPopupMenu|TextWindow|GenericDialog|"
            + "JFileChooser)\\(|JOptionPane\\.show|ModalDialogs\\.(tell|confirm)\\(");

    /** What only serves others: their windows are shown where those are. */
    private static final Map<String, String> SERVING = Map.of("UserErrors", "tells errors of all commands",
            "LargeFileWork", "tells the end of a job as others do", "Widgets", "makes file choosers for others");

    @Test
    void everyCommandWithAWindowHasAPicture() throws IOException {
        final Set<String> labels = new TreeSet<>();
        LABEL.matcher(Files.readString(Path.of("plugins.config"))).results().forEach(hit -> labels.add(hit.group(1)));
        final List<String> names = WindowScene.all().stream().map(WindowScene::name).toList();
        labels.removeIf(label -> WITHOUT.contains(label) || names.stream().anyMatch(name -> name.startsWith(label)));
        assertEquals(Set.of(), labels);
    }

    @Test
    void everyNameBeginsWithACommand() throws IOException {
        final List<String> labels = LABEL.matcher(Files.readString(Path.of("plugins.config"))).results()
                .map(hit -> hit.group(1)).toList();
        assertEquals(List.of(), WindowScene.all().stream().map(WindowScene::name)
                .filter(name -> labels.stream().noneMatch(name::startsWith)).toList());
    }

    @Test
    void everySourceThatMakesAWindowIsShown() throws IOException {
        final Set<String> making = new TreeSet<>(), shown = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (final Path file : files.filter(path -> path.toString().endsWith(".java")).toList())
                if (WINDOW.matcher(Files.readString(file)).find())
                    making.add(file.getFileName().toString().replace(".java", ""));
        }
        WindowScene.all().forEach(scene -> shown.addAll(scene.shows()));
        making.removeAll(SERVING.keySet());
        making.removeAll(shown);
        assertEquals(Set.of(), making);
    }

    @Test
    void eachHasAFileOfItsOwn() {
        final List<WindowScene> all = WindowScene.all();
        assertEquals(all.size(), all.stream().map(WindowScene::file).distinct().count());
    }
}
