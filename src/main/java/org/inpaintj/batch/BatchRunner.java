package org.inpaintj.batch;

import java.util.List;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;

/** Where the images of a batch are worked on: in this process, as {@link BatchRun} does, or elsewhere. */
@FunctionalInterface
public interface BatchRunner {

    /**
     * Does all, writes each image into the journal when it is through, and the reports at the end.
     *
     * @return what became of each, in the order of the manifest
     * @throws CancelledException when {@code progress} says so; what is done stays
     * @throws InpaintException   if the folder of results cannot be written any more
     */
    List<BatchEntry> run(BatchPlan plan, Progress progress);
}
