package org.inpaintj.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

import org.inpaintj.cli.terminal.Messages;
import org.inpaintj.core.InpaintException;

/** A file command is a sub-command that makes a new file of each image that it is given. */
abstract class FileCommand extends SubCommand {

    /**
     * @param in  what the images are
     * @param out what {@code --out} takes
     */
    static void declareFiles(final CommandSpec spec, final String in, final String out) {
        spec.addPositional(PositionalParamSpec.builder().index("0..*").paramLabel("IN").type(List.class)
                .auxiliaryTypes(String.class).arity("1..*").required(true).description(in).build());
        spec.addOption(option("--out", "OUT", out));
        spec.addOption(option("--out-dir", "DIR", "instead of --out, and for several images: each result goes into "
                + "this folder under its image's name; as .png where the image is one and the result needs no layers "
                + "or slices, else as .tif"));
        Outputs.declareOverwrite(spec);
        declareQuiet(spec);
    }

    /** What is done to one image. */
    interface Job {

        void run(Path in, Messages messages) throws Exception;
    }

    /**
     * Reads the command line for one result; nothing is opened yet.
     *
     * @throws ParameterException if the command line is wrong
     * @throws InpaintException   if the result cannot have that name
     */
    abstract Job job(ParseResult line, Path out);

    @Override
    final int run(final ParseResult line, final Messages messages) throws Exception {
        messages.starting();
        final List<Outputs.InputOutput> files = Outputs.files(line, line.matchedPositionalValue(0, List.of()));
        final List<Job> jobs = new ArrayList<>();
        for (final Outputs.InputOutput file : files)
            jobs.add(job(line, file.out()));
        Outputs.check(line, files);
        if (jobs.size() == 1) {
            jobs.get(0).run(files.get(0).in(), messages);
            return ExitCode.OK;
        }
        int done = 0;
        for (int i = 0; i < jobs.size(); i++)
            try {
                jobs.get(i).run(files.get(i).in(), messages);
                done++;
            } catch (final ParameterException e) {
                // the same for all, so this is the first
                throw e;
            } catch (final Exception | OutOfMemoryError e) {
                // the others may be all right
                messages.error(files.get(i).in() + ": ", e);
            }
        messages.result("Wrote " + done + " of " + jobs.size() + ".");
        return done == jobs.size() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
