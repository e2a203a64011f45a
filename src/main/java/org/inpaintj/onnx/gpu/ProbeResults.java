package org.inpaintj.onnx.gpu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;
import org.inpaintj.core.PrivateFolder;

/** What the probes of cards have found, kept in a file: a result holds for one driver and one set of libraries. */
final class ProbeResults {

    /** A home folder may be shared by many computers. */
    private static final int MOST = 50;

    private final Path file;

    ProbeResults(final Path file) {
        this.file = file;
    }

    /** What is known of a driver with libraries; empty if they were not tried together. */
    Optional<CardProbe.Result> of(final NvidiaDriver driver, final GpuFolder.Installed installed) {
        return read().stream().filter(entry -> entry.driver().equals(driver.key())
                && entry.libraries().equals(installed.digest())).map(Entry::result).findFirst();
    }

    /** Remembers a result in place of an older one. */
    void put(final NvidiaDriver driver, final GpuFolder.Installed installed, final CardProbe.Result result) {
        final List<Entry> all = new ArrayList<>(List.of(new Entry(driver.key(), installed.digest(), result)));
        read().stream().filter(entry -> !entry.driver().equals(driver.key())
                || !entry.libraries().equals(installed.digest())).limit(MOST - 1).forEach(all::add);
        try {
            GpuFolder.write(file, Map.of("results", all.stream().map(entry -> Map.of("driver", entry.driver(),
                    "libraries", entry.libraries(), "works", entry.result().works(), "text", entry.result().text()))
                    .toList()));
        } catch (final IOException e) {
            throw new InpaintException("'" + file + "' cannot be written (" + e.getMessage()
                    + "): check the permissions of its folder and free some space.", e);
        }
    }

    private record Entry(String driver, String libraries, CardProbe.Result result) {
    }

    /** A file that is damaged holds nothing: cards are tried again. */
    private List<Entry> read() {
        try {
            if (!Files.exists(file) || !PrivateFolder.owns(file))
                return List.of();
            return JsonConfig.read(file).children("results").stream().limit(MOST)
                    .map(each -> new Entry(each.text("driver", ""), each.text("libraries", ""),
                            new CardProbe.Result(each.flag("works", false), each.text("text", "")))).toList();
        } catch (final IOException | InpaintException e) {
            return List.of();
        }
    }
}
