package org.inpaintj.ui.help;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

import org.inpaintj.core.InpaintException;
import org.inpaintj.inpaint.Versions;
import org.inpaintj.language.Translation;
import org.inpaintj.model.catalogue.CatalogueEntry;
import org.inpaintj.model.catalogue.ModelStore;

/** What is told of InpaintJ: versions, libraries and licences, and whose models' licences were accepted. */
public final class AboutText {

    private AboutText() {}

    /**
     * The whole text. Reads files of the models' folder: not for the event thread.
     *
     * @param versions of the host and others, by their names
     * @param device   what networks run on, in a few lines; may be empty
     */
    public static String of(final Map<String, String> versions, final String device) {
        final List<String> lines = new ArrayList<>();
        lines.add("InpaintJ " + Versions.version() + revision().map(build -> " (" + build + ")").orElse(""));
        lines.add(Translation.of("Generative inpainting of the active selection for Fiji and ImageJ, in the JVM."));
        lines.add("");
        versions.forEach((name, version) -> {
            if (!name.equals("InpaintJ"))
                lines.add(name + " " + version);
        });
        lines.add("Java " + System.getProperty("java.version") + ", " + System.getProperty("java.vm.name"));
        lines.add(System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch"));
        if (!device.isBlank())
            lines.addAll(device.lines().toList());
        lines.add("");
        lines.add(Translation.of("Libraries"));
        HelpLibrary.all().stream().filter(HelpLibrary::isHere).forEach(library -> lines.add("  " + library.name()
                + " " + library.version() + ": " + library.licence()));
        lines.add("");
        lines.add(Translation.of("Licences of models that you have accepted"));
        final List<String> accepted = accepted();
        lines.addAll(accepted.isEmpty() ? List.of("  " + Translation.of("none")) : accepted);
        lines.add("");
        lines.add(Translation.of("The licence of InpaintJ, BSD-2-Clause"));
        lines.add("");
        lines.addAll(resource("/LICENSE").strip().lines().toList());
        return String.join("\n", lines) + "\n";
    }

    /** The commit that the jar was built of, as its manifest tells it. */
    static Optional<String> revision() {
        final URL url = AboutText.class.getResource("AboutText.class");
        try {
            if (!(url.openConnection() instanceof JarURLConnection connection))
                return Optional.empty();
            final Manifest manifest = connection.getManifest();
            final Attributes main = manifest == null ? new Attributes() : manifest.getMainAttributes();
            return Optional.ofNullable(main.getValue("Implementation-Build"))
                    .filter(build -> build.matches("\\w{7,64}"));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> accepted() {
        final List<String> lines = new ArrayList<>();
        try {
            final ModelStore store = ModelStore.standard();
            for (final CatalogueEntry entry : store.catalogue().entries())
                if (entry.licence().accept() && store.licenceAccepted(entry))
                    lines.add("  " + entry.id() + ": " + entry.licence());
        } catch (final InpaintException e) {
            lines.add("  " + e.getMessage());
        }
        return lines;
    }

    private static String resource(final String path) {
        try (InputStream in = AboutText.class.getResourceAsStream(path)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
