/**
 * Many images, one after the other or several at a time: which they are, what is done already, how far all of it is,
 * and what became of each. {@link org.inpaintj.batch.BatchManifest} makes {@link org.inpaintj.batch.BatchItem}s of a
 * table or a folder, {@link org.inpaintj.batch.BatchRun} has an {@link org.inpaintj.batch.ItemWork} do them and writes
 * a {@link org.inpaintj.batch.BatchEntry} for each into the journal and the reports.
 * <ul>
 * <li>A batch that was killed goes on where it was: what is done is known by the digests of what was read and written,
 * never by a name alone.
 * <li>An image that fails is said and never stops the rest.
 * <li>The result of an image depends on that image and its keys, and on no other; so order and number of workers change
 * nothing.
 * <li>Nothing that was read is replaced, and no file that something else has made, unless that is wanted; two batches
 * never write into one folder at a time.
 * </ul>
 * <pre>{@code
 * List<BatchItem> items = BatchManifest.read(Path.of("plates.csv"), keys::has);
 * try (BatchJournal journal = BatchJournal.open(Path.of("clean"))) {
 *     List<BatchEntry> done = new BatchRun(new BatchPlan(items, work, Path.of("clean"), journal, BatchSettings.NORMAL,
 *             entry -> {})).run(progress);
 * }
 * }</pre>
 * Nothing here opens an image: what is done to one is {@code ItemWork}'s. Another way to name images is another factory
 * in {@code BatchManifest}; another place to run them, such as a cluster, is another
 * {@link org.inpaintj.batch.BatchRunner}, whose machines take the steps of an {@link org.inpaintj.batch.ItemRun}.
 * <p>
 * API for scripts and clusters.
 */
package org.inpaintj.batch;
