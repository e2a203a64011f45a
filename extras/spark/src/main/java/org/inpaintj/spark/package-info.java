/**
 * Batches of images on an Apache Spark cluster: {@link org.inpaintj.spark.SparkBatch} is the class that
 * {@code spark-submit} starts. The command line, the manifest, the journal and the reports are those of {@code batch};
 * only the {@link org.inpaintj.batch.BatchRunner} is another one, {@link org.inpaintj.spark.SparkRunner}.
 * <ul>
 * <li>An image is a task of its own. Executors look at the files and paint; the driver alone writes the journal and the
 * reports.
 * <li>All machines see the same files under the same paths.
 * <li>A task that is lost with its executor, or that failed for want of memory or files, is begun again by Spark, and
 * the report says so. What is wrong with an image itself is not tried again.
 * <li>Results are written aside and renamed, and all attempts write the same bytes, so it does not matter how many
 * there were.
 * </ul>
 * <pre>{@code
 * spark-submit --class org.inpaintj.spark.SparkBatch --jars inpaintj.jar inpaintj-spark.jar plates.csv --out clean
 * }</pre>
 * Internal.
 */
package org.inpaintj.spark;
