package org.inpaintj.ij1;

import static org.inpaintj.ij1.ImagePixels.assertOnlyInside;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Roi;

import org.inpaintj.PackagedFiles;

/** The zip installs when it is unzipped over a plain ImageJ and over a Fiji, and replaces nothing of theirs. */
class FijiZipTest {

    private static final Roi OBJECT = new OvalRoi(96, 76, 48, 38);
    private static final String INPAINT = """
            open("%1$s/cells.tif");
            run("Inpaint Selection...", "engine=patch seed=1 target=image");
            saveAs("tiff", "%1$s/made.tif");
            """;

    private static Path zip;

    @BeforeAll
    static void isOfTheClassesTested() throws IOException {
        zip = PackagedFiles.newest("inpaintj-.*-fiji\\.zip").orElse(Path.of("target/inpaintj-fiji.zip"));
        PackagedFiles.assumeFresh(zip);
    }

    private static void unzip(final Path folder) throws IOException {
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (final ZipEntry entry : file.stream().filter(e -> !e.isDirectory()).toList()) {
                final Path place = folder.resolve(entry.getName());
                Files.createDirectories(place.getParent());
                Files.copy(file.getInputStream(entry), place);
            }
        }
    }

    private static ImagePlus cells(final Path folder) {
        final ImagePlus cells = ImagePixels.noise("cells", 16, 1, OBJECT);
        ImagePixels.save(cells, folder);
        return cells;
    }

    /**
     * Of what Fiji reads there is only what it lacks beside the plugin; what only plain ImageJ reads are the others.
     */
    @Test
    void fijiSeesOnlyWhatItLacks() throws IOException {
        final Set<String> jars, libraries;
        try (ZipFile file = new ZipFile(zip.toFile())) {
            final Set<String> names = file.stream().filter(e -> !e.isDirectory()).map(ZipEntry::getName)
                    .collect(Collectors.toCollection(TreeSet::new));
            jars = names.stream().filter(name -> name.endsWith(".jar"))
                    .map(name -> name.replaceFirst("-[0-9].*", "")).collect(Collectors.toCollection(TreeSet::new));
            libraries = names.stream().filter(name -> name.endsWith(".zip"))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertTrue(names.containsAll(Set.of("licenses/InpaintJ/LICENSE", "licenses/InpaintJ/libraries.txt")),
                    names.toString());
        }
        assertEquals(Set.of("plugins/InpaintJ_", "jars/onnxruntime", "jars/aircompressor", "jars/commonmark",
                "jars/commonmark-ext-gfm-tables"), jars);
        assertEquals(FijiInstallation.libraries().stream()
                .map(jar -> jar.getFileName().toString().replaceFirst("-[0-9].*", ""))
                .filter(name -> !jars.contains("jars/" + name)).map(name -> "jars/InpaintJ-" + name + ".zip")
                .collect(Collectors.toCollection(TreeSet::new)), libraries);
    }

    @Test
    void allTimesAreThatOfTheRelease() throws IOException {
        try (ZipFile file = new ZipFile(zip.toFile())) {
            assertEquals(Set.of(PackagedFiles.fixedTime().toLocalDateTime()),
                    file.stream().map(ZipEntry::getTimeLocal).collect(Collectors.toSet()));
        }
    }

    @Test
    void plainImageJRepaints(@TempDir final Path home, @TempDir final Path folder) throws Exception {
        PlainImageJTest.needScreen();
        unzip(home);
        final ImagePlus cells = cells(folder);
        final PlainImageJ imagej = new PlainImageJ(home, folder);
        final int status = imagej.run(120, List.of("-port0", "-eval",
                INPAINT.formatted(folder) + "run('Close All');\nrun('Quit');"));
        final String log = status + " " + Files.readString(imagej.log());
        assertOnlyInside(cells, ImagePixels.open(folder.resolve("made.tif")), OBJECT, log);
    }

    /** Its own libraries answer, and none is there twice, for its class loader or for that of ImageJ's plugins. */
    @Test
    void fijiRepaintsWithItsOwnLibraries(@TempDir final Path folder) throws Exception {
        final Path home = Path.of("target/fiji-unzipped").toAbsolutePath();
        clear(home);
        final FijiProcess fiji = new FijiProcess(home, folder);
        final Set<String> before = jars(home);
        unzip(home);
        final Set<String> added = jars(home);
        added.removeAll(before);
        // a Fiji with Bio-Formats has an aircompressor already
        assertTrue(added.size() == 4 || added.size() == 5, added.toString());

        final ImagePlus cells = cells(folder);
        final String said = fiji.macro(INPAINT.formatted(folder));
        assertOnlyInside(cells, ImagePixels.open(folder.resolve("made.tif")), OBJECT, said);

        final String loaded = fiji.groovy("""
                for (name in ['org.scijava.Context', 'net.imglib2.RandomAccessible', 'com.google.gson.Gson',
                        'org.scijava.parsington.Token'])
                    println 'from ' + Class.forName(name).protectionDomain.codeSource.location
                println 'contexts ' + ij.IJ.getClassLoader().getResources('org/scijava/Context.class').toList().size()
                """);
        assertEquals(4, loaded.lines().filter(line -> line.matches("from .*\\.jar")).count(), loaded);
        assertTrue(loaded.contains("contexts 1"), loaded);
    }

    private static Set<String> jars(final Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            return files.map(file -> home.relativize(file).toString()).filter(name -> name.endsWith(".jar"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static void clear(final Path home) throws IOException {
        if (!Files.exists(home))
            return;
        try (Stream<Path> files = Files.walk(home)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList())
                Files.delete(file);
        }
    }
}
