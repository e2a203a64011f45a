package org.inpaintj.cli;

import java.util.List;

import picocli.CommandLine.ExitCode;


/** A process that writes OUT for ever: flattens two files in turns, and says so once it has begun. */
final class FlattenSubprocess {

    private FlattenSubprocess() {}

    /** @param args the two files and OUT */
    public static void main(final String[] args) {
        for (int i = 0;; i++) {
            if (Cli.run(List.of("flatten", args[i % 2], "--out", args[2], "--overwrite", "--quiet"), System.out,
                    System.err) != ExitCode.OK)
                System.exit(ExitCode.SOFTWARE);
            if (i == 0)
                System.out.println("ready");
        }
    }
}
