package org.inpaintj.ui.help;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.inpaintj.model.catalogue.CatalogueEntry;
import org.inpaintj.model.catalogue.ModelStore;
import org.inpaintj.model.download.DownloadSettings;

/** What is told of versions and licences is complete and true. */
class AboutTextTest {

    private static final Pattern JAR = Pattern.compile("(.*?)-([0-9].*)\\.jar");

    /** Libraries of tests are none of ours. */
    private static boolean isForTests(final String artifact) {
        return artifact.matches("junit-.*|opentest4j|apiguardian-api|open-test-reporting-.*|.*surefire.*");
    }

    @Test
    void theListHasEveryLibraryWithTheVersionOfTheBuild() {
        final Map<String, String> there = new TreeMap<>(), listed = new TreeMap<>();
        for (final String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            final Matcher jar = JAR.matcher(Path.of(entry).getFileName().toString());
            if (jar.matches() && !isForTests(jar.group(1)))
                there.put(jar.group(1), jar.group(2));
        }
        HelpLibrary.all().forEach(library -> {
            listed.put(library.artifact(), library.built());
            assertTrue(library.isHere(), library.toString());
            assertEquals(library.built(), library.version());
            assertTrue(!library.licence().isBlank() && !library.name().isBlank(), library.toString());
        });
        assertTrue(there.size() > 10, there.toString());
        assertEquals(there, listed);
    }

    /** What goes with the jar of the command line says the same. */
    @Test
    void licencesAreThoseThatArePassedOn() throws Exception {
        final Map<String, String> passed = Pattern.compile("(?m)^-{20,}\\R(\\S+) \\((.*)\\)$")
                .matcher(Files.readString(Path.of("src/main/licenses/libraries.txt"))).results()
                .collect(Collectors.toMap(part -> part.group(1), part -> part.group(2)));
        final Set<String> names = HelpLibrary.all().stream().map(HelpLibrary::artifact)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(names, new TreeSet<>(passed.keySet()));
        for (final HelpLibrary library : HelpLibrary.all()) {
            final String words = passed.get(library.artifact()).replace("BSD 2-Clause", "BSD-2-Clause")
                    .replaceAll("Apache License,? (Version )?2\\.0", "Apache-2.0");
            assertTrue(words.contains(library.licence().replaceFirst(" \\(.*", "")), library + " and " + words);
        }
    }

    @Test
    void theTextTellsVersionsAndLicences(@TempDir final Path folder) {
        final ModelStore store = new ModelStore(folder, DownloadSettings.NORMAL);
        try (ModelStore.Use use = ModelStore.use(store)) {
            final CatalogueEntry entry = store.catalogue().entries().stream().filter(each -> each.licence().accept())
                    .findFirst().orElseThrow();
            assertTrue(!AboutText.of(Map.of(), "").contains("  " + entry.id() + ": "));
            store.acceptLicence(entry);
            final String text = AboutText.of(Map.of("InpaintJ", "x", "ImageJ", "1.99"), "device=auto: CPU");
            for (final String words : List.of("InpaintJ development\n", "\nImageJ 1.99\n", "\nJava "
                    + System.getProperty("java.version"), "\ndevice=auto: CPU\n", "\n  ImgLib2 8", ": BSD-2-Clause\n",
                    "\n  " + entry.id() + ": " + entry.licence() + "\n", "Redistribution and use in source"))
                assertTrue(text.contains(words), words + " in " + text);
        }
    }
}
