package org.inpaintj;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** The rooms (packages) and what they may know of each other, read from the sources. */
class ArchitectureTest {

    private static final Path MAIN = Path.of("src/main/java/org/inpaintj");
    private static final Path TEST = Path.of("src/test/java/org/inpaintj");

    /** The rooms that may know ImageJ, AWT and Swing. */
    private static final Set<String> DESKTOP = Set.of("imagej", "command", "ij1", "ui", "cli");

    private static final Pattern DESKTOP_NAME = Pattern.compile("\\b(ij\\.[A-Za-z]|java\\.awt\\.|javax\\.swing\\.)");
    private static final Pattern ROOM_NAME =
            Pattern.compile("\\borg\\.inpaintj\\.([a-z0-9]+(?:\\.[a-z0-9]+)*)\\.[A-Z*]");
    private static final Pattern PUBLIC_TYPE = Pattern.compile(
            "\\bpublic\\s+((static|final|abstract|sealed|non-sealed|strictfp)\\s+)*"
                    + "(class|interface|enum|record|@interface)\\b");
    private static final int MOST_LINES = 400, MOST_FILES = 25, MOST_KNOTTED = 8;

    /** Text blocks, strings and comments name classes without depending on them. */
    private static final Pattern PROSE =
            Pattern.compile("/\\*.*?\\*/|//[^\n]*|\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*\"", Pattern.DOTALL);

    @Test
    void onlyDesktopRoomsKnowImageJAndAwt() {
        final List<String> wrong = new ArrayList<>();
        for (final Path file : javaFiles(MAIN))
            if (!DESKTOP.contains(topRoom(file)) && DESKTOP_NAME.matcher(code(file)).find())
                wrong.add(file.toString());
        assertEquals(List.of(), wrong);
    }

    /** Fiji and ImageJ have neither: the build does not install what only the command line needs. */
    @Test
    void onlyTheCommandLineKnowsItsLibraries() {
        final Pattern library = Pattern.compile("\\b(picocli|net\\.imagej\\.patcher)\\.");
        final Set<String> users = new TreeSet<>();
        for (final Path file : javaFiles(MAIN))
            if (library.matcher(code(file)).find())
                users.add(topRoom(file));
        assertEquals(Set.of("cli"), users);
    }

    /** What makes the start quick is behind one door, and nothing but the entry point opens it. */
    @Test
    void onlyMainKnowsHowTheStartIsMadeQuick() {
        final Path start = MAIN.resolve("cli/start");
        final Set<String> users = new TreeSet<>(), open = new TreeSet<>();
        for (final Path file : javaFiles(MAIN)) {
            final String code = code(file);
            if (!file.startsWith(start) && code.contains("org.inpaintj.cli.start"))
                users.add(MAIN.relativize(file).toString().replace('\\', '/'));
            if (file.startsWith(start) && PUBLIC_TYPE.matcher(code).find())
                open.add(file.getFileName().toString());
        }
        assertEquals(Set.of("cli/Main.java"), users);
        assertEquals(Set.of("QuickStart.java"), open);
    }

    @Test
    void theRuleSeesAnOffender() {
        assertTrue(DESKTOP_NAME.matcher("import ij.ImagePlus;").find());
        assertTrue(DESKTOP_NAME.matcher("final java.awt.Color c;").find());
        assertTrue(ROOM_NAME.matcher("import org.inpaintj.engine.patch.PatchEngine;").find());
        assertTrue(PUBLIC_TYPE.matcher("public final class A {").find());
        assertTrue(PUBLIC_TYPE.matcher("public sealed interface A {").find());
        assertFalse(PUBLIC_TYPE.matcher("final class A {\n    public static int b() {").find());
        assertEquals(Set.of("a", "b"), reached(Map.of("a", Set.of("b"), "b", Set.of("a")), "a"));
        assertEquals(Set.of("b"), reached(Map.of("a", Set.of("b"), "b", Set.of()), "a"));
        assertEquals("a  b", PROSE.matcher("a /* ij.IJ */ b").replaceAll(""));
    }

    @Test
    void desktopRoomsAreNotKnownToTheOthers() {
        final List<String> wrong = new ArrayList<>();
        rooms().forEach((room, known) -> known.forEach(other -> {
            if (!DESKTOP.contains(top(room)) && DESKTOP.contains(top(other)))
                wrong.add(room + " -> " + other);
        }));
        assertEquals(List.of(), wrong);
    }

    @Test
    void roomsFormNoCycle() {
        final Map<String, Set<String>> rooms = rooms();
        final List<String> cycles = new ArrayList<>();
        for (final String room : rooms.keySet())
            if (reached(rooms, room).contains(room))
                cycles.add(room + " reaches itself through " + rooms.get(room));
        assertEquals(List.of(), cycles);
    }

    @Test
    void roomsAreSmall() {
        final Map<String, Long> files = javaFiles(MAIN).stream()
                .collect(Collectors.groupingBy(ArchitectureTest::room, TreeMap::new, Collectors.counting()));
        files.values().removeIf(n -> n <= MOST_FILES);
        assertEquals(Map.of(), files);
    }

    /** Files that reach each other, directly or through others, can only be understood together. */
    @Test
    void fewFilesReachEachOther() {
        final Map<String, List<Path>> files = javaFiles(MAIN).stream()
                .collect(Collectors.groupingBy(ArchitectureTest::room, TreeMap::new, Collectors.toList()));
        final Set<String> large = new TreeSet<>();
        files.forEach((room, inside) -> {
            final Map<String, Set<String>> names = names(inside), reached = new TreeMap<>();
            names.keySet().forEach(name -> reached.put(name, reached(names, name)));
            reached.forEach((name, others) -> {
                final Set<String> knot = new TreeSet<>(others);
                knot.removeIf(other -> !reached.get(other).contains(name));
                if (knot.size() > MOST_KNOTTED)
                    large.add(room + ": " + knot);
            });
        });
        assertEquals(Set.of(), large);
    }

    /** Which types of a room the files of it name. */
    private static Map<String, Set<String>> names(final List<Path> inside) {
        final Map<String, String> code = new TreeMap<>();
        for (final Path file : inside)
            code.put(file.getFileName().toString().replace(".java", ""), code(file));
        final Map<String, Set<String>> names = new TreeMap<>();
        code.forEach((name, text) -> {
            final Set<String> words = Pattern.compile("\\W+").splitAsStream(text)
                    .filter(code::containsKey).collect(Collectors.toCollection(TreeSet::new));
            words.remove(name);
            names.put(name, words);
        });
        return names;
    }

    /** What can be reached from a node by its edges; itself only by a way back. */
    private static Set<String> reached(final Map<String, Set<String>> edges, final String from) {
        final Deque<String> next = new ArrayDeque<>(edges.get(from));
        final Set<String> seen = new TreeSet<>();
        while (!next.isEmpty()) {
            final String other = next.pop();
            if (seen.add(other))
                next.addAll(edges.getOrDefault(other, Set.of()));
        }
        return seen;
    }

    /** So that a name says what it means without its package. */
    @Test
    void aClassNameOccursOnce() {
        final Map<String, List<String>> places = new TreeMap<>();
        Stream.of(MAIN, TEST).flatMap(root -> javaFiles(root).stream())
                .filter(file -> !file.endsWith("package-info.java")).forEach(file -> places
                        .computeIfAbsent(file.getFileName().toString(), f -> new ArrayList<>()).add(file.toString()));
        places.values().removeIf(files -> files.size() == 1);
        assertEquals(Map.of(), places);
    }

    @Test
    void everyRoomSaysWhatItIsFor() throws IOException {
        final List<String> silent = new ArrayList<>();
        try (Stream<Path> folders = Files.walk(MAIN).filter(Files::isDirectory)) {
            for (final Path folder : folders.toList())
                if (Stream.of(folder.toFile().list()).anyMatch(f -> f.endsWith(".java"))
                        && !Files.exists(folder.resolve("package-info.java")))
                    silent.add(folder.toString());
        }
        assertEquals(List.of(), silent);
    }

    /** Others may build on what is API; everything else may change from one version to the next. */
    @Test
    void everyRoomSaysWhetherItIsApi() {
        final Pattern said = Pattern.compile("\\b(API|[Ii]nternal)\\b");
        assertEquals(List.of(), javaFiles(MAIN).stream().filter(file -> file.endsWith("package-info.java"))
                .filter(file -> !said.matcher(read(file)).find()).map(ArchitectureTest::room).toList());
    }

    @Test
    void filesAreShortAndFinished() {
        final Pattern unfinished = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b|[Nn]ot implemented");
        final List<String> wrong = new ArrayList<>();
        Stream.of(MAIN, TEST).flatMap(root -> javaFiles(root).stream()).forEach(file -> {
            final String text = read(file);
            if (text.lines().count() > MOST_LINES)
                wrong.add(file + " is longer than " + MOST_LINES + " lines");
            if (unfinished.matcher(text).find())
                wrong.add(file + " says that something is left to do");
            if (text.contains("\t"))
                wrong.add(file + " holds a tab");
        });
        assertEquals(List.of(), wrong);
    }

    /** Which room uses which, both without the root package's name; a room is not listed as using itself. */
    static Map<String, Set<String>> rooms() {
        final Map<String, Set<String>> rooms = new TreeMap<>();
        for (final Path file : javaFiles(MAIN)) {
            final String room = room(file);
            final Set<String> known = rooms.computeIfAbsent(room, r -> new TreeSet<>());
            final Matcher names = ROOM_NAME.matcher(code(file));
            while (names.find())
                if (!names.group(1).equals(room))
                    known.add(names.group(1));
        }
        assertTrue(rooms.containsKey("engine"), "the sources were not found from the working folder");
        return rooms;
    }

    private static String room(final Path file) {
        return MAIN.relativize(file.getParent()).toString().replace('\\', '/').replace('/', '.');
    }

    private static String topRoom(final Path file) {
        return top(room(file));
    }

    private static String top(final String room) {
        return room.split("\\.")[0];
    }

    private static String code(final Path file) {
        return PROSE.matcher(read(file)).replaceAll("");
    }

    private static List<Path> javaFiles(final Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(f -> f.toString().endsWith(".java")).sorted().toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(final Path file) {
        try {
            return Files.readString(file);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
