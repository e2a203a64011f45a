package org.inpaintj.cli;

import java.util.List;

import org.inpaintj.cli.start.ExitStatus;

/** A process that writes OUT for ever: flattens two files in turns, and says so once it has begun. */
final class FlattenSubprocess {

    private FlattenSubprocess() {}

    /** @param args the two files and OUT */
    public static void main(final String[] args) {
        for (int i = 0;; i++) {
            if (Cli.run(List.of("flatten", args[i % 2], "--out", args[2], "--overwrite", "--quiet"), System.out,
                    System.err) != ExitStatus.DONE)
                System.exit(ExitStatus.FAILED);
            if (i == 0)
                System.out.println("ready");
        }
    }
}
