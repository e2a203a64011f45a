package org.inpaintj.cli;

import java.io.PrintStream;
import java.nio.file.Path;

import org.inpaintj.engine.Request.Target;
import org.inpaintj.image.Flatten;

import ij.ImagePlus;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Writes the exact samples of a TIFF's visible layers into a copy of it. */
final class FlattenCommand extends Command {

    @Override
    String description() {
        return "Writes the exact samples of the visible layers into the image.";
    }

    @Override
    void declare(final CommandSpec spec, final boolean help) {
        spec.addPositional(file(0, "IN", "a TIFF with layers"));
        spec.addOption(option("--out", "OUT", true, "where the result goes"));
    }

    @Override
    int run(final ParseResult line, final PrintStream out) {
        final Path target = Path.of(line.<String>matchedOptionValue("--out", ""));
        ImageFiles.checkWritable(target);
        final ImagePlus imp = ImageFiles.open(Path.of(line.<String>matchedPositionalValue(0, "")));
        ImageFiles.checkHolds(target, imp, Target.INPLACE, 1);
        Flatten.notes(imp).forEach(note -> out.println("Note: " + note));
        ImageFiles.save(Flatten.flatten(imp, false), target);
        out.println("Wrote " + target + ".");
        return Cli.DONE;
    }
}
