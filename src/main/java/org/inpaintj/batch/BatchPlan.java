package org.inpaintj.batch;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * A batch that is about to run.
 *
 * @param items    as {@link BatchManifest} makes them
 * @param work     what is done to each; one that is {@link java.io.Serializable} can be done by other machines that see
 *                 the same files under the same paths
 * @param folder   for the results; absolute
 * @param journal  of that folder, open; whoever opened it closes it
 * @param settings none of them changes a result
 * @param ended    told of each image when it is through, by any thread but one at a time
 */
public record BatchPlan(List<BatchItem> items, ItemWork work, Path folder, BatchJournal journal,
        BatchSettings settings, Consumer<BatchEntry> ended) {

    public BatchPlan {
        items = List.copyOf(items);
        folder = folder.toAbsolutePath().normalize();
    }
}
