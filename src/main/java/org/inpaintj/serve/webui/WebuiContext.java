package org.inpaintj.serve.webui;

import java.util.Map;
import java.util.Optional;

import org.inpaintj.serve.work.PictureReader;
import org.inpaintj.serve.work.ResultFolder;
import org.inpaintj.serve.work.ServedModels;
import org.inpaintj.serve.work.WorkQueue;

/**
 * What the routes work with.
 *
 * @param queue    of all that paints
 * @param models   that clients may name
 * @param pictures reads those of requests
 * @param results  where results are kept that a client wants kept; empty for nowhere
 * @param host     what this program runs as, to its version, for records
 */
public record WebuiContext(WorkQueue queue, ServedModels models, PictureReader pictures,
        Optional<ResultFolder> results, Map<String, String> host) {
}
