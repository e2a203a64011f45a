package org.inpaintj.cli.start;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.OptionalInt;

/**
 * How the second Java tells the first that the job has ended, and with which status. The exit status alone does not:
 * Java has one of its own when it cannot write the archive of its classes, or dies while it ends. The status is one
 * byte written over another, which a full disk does not prevent.
 */
final class EndReport {

    /** Set in the second Java: the file. */
    private static final String PROPERTY = "inpaintj.report";
    /** Stands for the status while the job runs. */
    private static final int RUNNING = 255;

    private final File file;

    /** @throws IOException if the file cannot be made, or the disk is full */
    EndReport(final File file) throws IOException {
        this.file = file;
        write(file, RUNNING);
    }

    /** The option that has the second Java report here. */
    String option() {
        return "-D" + PROPERTY + "=" + file;
    }

    /** The job's exit status; empty if it has not come to an end. */
    OptionalInt status() {
        try (RandomAccessFile in = new RandomAccessFile(file, "r")) {
            final int status = in.read();
            return status < 0 || status == RUNNING ? OptionalInt.empty() : OptionalInt.of(status);
        } catch (final IOException e) {
            return OptionalInt.empty();
        }
    }

    void delete() {
        file.delete();
    }

    /** In the second Java: the job has ended. */
    static void write(final int status) {
        final String file = System.getProperty(PROPERTY);
        if (file != null)
            try {
                write(new File(file), status);
            } catch (final IOException e) {
                // the first Java then goes by the exit status
            }
    }

    /** In the second Java: there is nobody to read the report. */
    static void drop() {
        final String file = System.getProperty(PROPERTY);
        if (file != null)
            new File(file).delete();
    }

    private static void write(final File file, final int status) throws IOException {
        try (RandomAccessFile out = new RandomAccessFile(file, "rw")) {
            out.write(status);
        }
    }
}
