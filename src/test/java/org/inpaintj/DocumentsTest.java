package org.inpaintj;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** The documents hang together: links, pictures, examples, the drawing of the rooms. */
class DocumentsTest {

    private static final Path README = Path.of("README.md"), IMAGES = Path.of("docs/images");
    private static final Path ARCHITECTURE = Path.of("docs/develop/architecture.md");
    private static final Pattern CODE = Pattern.compile("^```.*?^```$|`[^`\n]*`", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("(!?)\\[[^]]*]\\(([^)\\s]+)\\)");

    /** How the code that is shown to users begins; other tests run it, but for what builds or downloads. */
    private static final String RUN =
            "java -jar inpaintj\\.jar |run\\(|open\\(|make|#@|mvn |pip |spark-submit |sbatch |"
                    + "curl |import |\\{\\s*\"inpaintj_service";

    private record Link(Path document, boolean picture, String target) {}

    private static List<Link> links() {
        final List<Link> links = new ArrayList<>();
        for (final Path document : Documents.all()) {
            final Matcher found = LINK.matcher(CODE.matcher(Documents.text(document)).replaceAll("code"));
            while (found.find())
                if (!found.group(2).matches("\\w+:.*"))
                    links.add(new Link(document, !found.group(1).isEmpty(), found.group(2)));
        }
        return links;
    }

    private static Path file(final Link link) {
        final String path = link.target().replaceFirst("#.*", "");
        return path.isEmpty() ? link.document() : link.document().resolveSibling(path).normalize();
    }

    /** As GitHub makes them of headings. */
    private static Set<String> anchors(final Path document) {
        final String text = Pattern.compile("^```.*?^```$", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(Documents.text(document)).replaceAll("");
        return Pattern.compile("^#+ (.+)$", Pattern.MULTILINE).matcher(text).results()
                .map(heading -> heading.group(1).toLowerCase().replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    @Test
    void linksLeadSomewhere() {
        final List<Link> links = links();
        assertTrue(links.size() > 50, links.size() + " links");
        assertEquals(List.of(), links.stream().filter(link -> !Files.exists(file(link))
                || link.target().contains("#") && !anchors(file(link)).contains(link.target().replaceFirst(".*#", "")))
                .toList());
    }

    @Test
    void picturesAreUsed() throws IOException {
        final Set<Path> shown = links().stream().filter(Link::picture).map(DocumentsTest::file)
                .collect(Collectors.toSet());
        try (Stream<Path> pictures = Files.walk(IMAGES).filter(Files::isRegularFile)) {
            assertEquals(List.of(), pictures.filter(picture -> !shown.contains(picture)).toList());
        }
    }

    /** Short enough to be read to its end. Each page for users is one step away from it. */
    @Test
    void theReadmeIsShortAndLeadsToAllPages() throws IOException {
        assertTrue(Files.size(README) <= 10_000, Files.size(README) + " bytes");
        final Set<Path> pages = new TreeSet<>(Documents.forUsers());
        pages.remove(README);
        links().stream().filter(link -> link.document().equals(README)).map(DocumentsTest::file).forEach(pages::remove);
        assertEquals(Set.of(), pages);
    }

    @Test
    void nothingIsLeftToDoAndNoMachineIsNamed() {
        final Pattern wrong = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X|TBD)\\b"
                + "|[ (`\"=]/(home|root|tmp|Users|opt|work)/|[A-Z]:\\\\", Pattern.MULTILINE);
        final List<String> found = new ArrayList<>();
        for (final Path document : Documents.all())
            wrong.matcher(Documents.text(document)).results().forEach(hit -> found.add(document + ": " + hit.group()));
        assertEquals(List.of(), found);
    }

    @Test
    void codeThatIsShownIsOfAKindThatTestsRun() {
        final List<Documents.Block> blocks = Documents.blocksForUsers();
        assertTrue(blocks.size() > 15, blocks.size() + " blocks");
        final Pattern run = Pattern.compile("(" + RUN + ").*", Pattern.DOTALL);
        assertEquals(List.of(), blocks.stream().filter(block -> !run.matcher(block.text()).matches()).toList());
    }

    /** The floors from the ground up, each with its rooms; the drawing has the ground at the bottom. */
    private static Map<String, Integer> floors() {
        final String drawing = Documents.blocks(ARCHITECTURE).stream()
                .filter(block -> block.heading().equals("The rooms"))
                .findFirst().orElseThrow().text();
        final Map<String, Integer> floors = new LinkedHashMap<>();
        int floor = 0;
        for (final String line : drawing.lines().toList())
            if (line.contains("|"))
                for (final String room : line.split("\\|")[1].strip().split("\\s+"))
                    assertEquals(null, floors.put(room, floor), room + " is drawn twice");
            else
                floor--;
        return floors;
    }

    @Test
    void theDrawingShowsTheRoomsThatThereAre() {
        assertEquals(ArchitectureTest.rooms().keySet(), new TreeSet<>(floors().keySet()));
    }

    @Test
    void roomsUseWhatIsDrawnBesideAndBelowThem() {
        final Map<String, Integer> floors = floors();
        final List<String> wrong = new ArrayList<>();
        ArchitectureTest.rooms().forEach((room, known) -> known.forEach(other -> {
            if (floors.getOrDefault(other, 0) > floors.getOrDefault(room, 0))
                wrong.add(room + " uses " + other + ", which is drawn above it");
        }));
        assertEquals(List.of(), wrong);
    }

    /** What developers read names classes as {@code room.Class}; those of libraries begin otherwise. */
    @Test
    void classesThatAreNamedExist() throws IOException {
        final String rooms = ArchitectureTest.rooms().keySet().stream()
                .map(room -> room.replaceFirst("\\..*", "")).distinct()
                .collect(Collectors.joining("|"));
        final Pattern name = Pattern.compile(
                "`(?:org\\.inpaintj\\.)?((?:" + rooms + ")(?:\\.[a-z0-9]+)*\\.[A-Z]\\w+)(?:[` ]|\\.[a-z])");
        final List<String> unknown = new ArrayList<>();
        try (Stream<Path> pages = Files.list(ARCHITECTURE.getParent())) {
            for (final Path page : pages.sorted().toList())
                name.matcher(Documents.text(page)).results().map(hit -> hit.group(1).replace('.', '/') + ".java")
                        .filter(file -> Stream.of("main", "test").noneMatch(
                                root -> Files.exists(Path.of("src", root, "java/org/inpaintj", file))))
                        .forEach(file -> unknown.add(page + ": " + file));
        }
        assertEquals(List.of(), unknown);
    }
}
