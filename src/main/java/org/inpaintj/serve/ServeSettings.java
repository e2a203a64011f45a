package org.inpaintj.serve;

import java.nio.file.Path;
import java.util.Optional;

import org.inpaintj.serve.http.HttpSettings;
import org.inpaintj.serve.work.WorkQueue;

/**
 * How the server is run.
 *
 * @param http    where it listens and whom it lets in
 * @param models  the folder of models; empty for the embedded engine alone
 * @param results where results are kept that clients want kept; empty for nowhere
 * @param waiting how many jobs may wait behind the one that runs
 */
public record ServeSettings(HttpSettings http, Optional<Path> models, Optional<Path> results, int waiting) {

    /** On this machine alone, at a free port, with the embedded engine. */
    public static ServeSettings local() {
        return new ServeSettings(HttpSettings.local(), Optional.empty(), Optional.empty(), WorkQueue.USUAL_LIMIT);
    }

    /** The same with other HTTP. */
    public ServeSettings with(final HttpSettings other) {
        return new ServeSettings(other, models, results, waiting);
    }

    /** The same with the models of a folder. */
    public ServeSettings models(final Path folder) {
        return new ServeSettings(http, Optional.of(folder), results, waiting);
    }

    /** The same that keeps results. */
    public ServeSettings results(final Path folder) {
        return new ServeSettings(http, models, Optional.of(folder), waiting);
    }

    /** The same where so many jobs may wait. */
    public ServeSettings waiting(final int jobs) {
        return new ServeSettings(http, models, results, jobs);
    }
}
