package org.inpaintj.spark;

import java.util.List;

import org.apache.spark.SparkConf;

import org.inpaintj.cli.Cli;
import org.inpaintj.cli.start.QuickStart;

/** The entry point for {@code spark-submit}: the arguments are those of the sub-command {@code batch}. */
public final class SparkBatch {

    private static final int WRONG_USAGE = 2;

    private SparkBatch() {}

    /** What the command line does first: no windows, and PNG files by its own codec, so that they are the same. */
    static void prepare() {
        if (System.getProperty("java.awt.headless") == null)
            System.setProperty("java.awt.headless", "true");
        QuickStart.begin(List.of("batch"));
    }

    /** Runs a batch and ends the process: 0 done, 1 something failed, 2 wrong usage. */
    public static void main(final String[] args) {
        prepare();
        final List<String> arguments = List.of(args);
        if (arguments.stream().anyMatch(word -> word.equals("--plugins") || word.startsWith("--plugins="))) {
            System.err.println("inpaintj: --plugins reaches this machine only: give the jars of engines to "
                    + "spark-submit's --jars, beside inpaintj.jar.");
            System.exit(WRONG_USAGE);
        }
        System.exit(Cli.batch(arguments, new SparkRunner(new SparkConf()), System.out, System.err));
    }
}
