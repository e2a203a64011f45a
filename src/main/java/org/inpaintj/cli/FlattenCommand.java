package org.inpaintj.cli;

import java.nio.file.Path;
import java.util.List;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

import ij.ImagePlus;

import org.inpaintj.cli.terminal.Usage;
import org.inpaintj.engine.Request.Target;
import org.inpaintj.imagej.file.ImageFiles;
import org.inpaintj.imagej.output.LayerFlattener;
import org.inpaintj.job.Job;

/** The sub-command {@code flatten} writes the exact samples of a TIFF's visible layers into a copy of it. */
final class FlattenCommand extends FileCommand {

    @Override
    String description() {
        return "Writes the exact samples of the visible layers into the image.";
    }

    @Override
    Usage usage() {
        return new Usage(List.of("IN --out OUT", "IN... --out-dir DIR"), List.of("flatten layered.tif --out flat.tif"));
    }

    @Override
    void declare(final CommandSpec spec, final boolean help) {
        declareFiles(spec, "a TIFF with layers, or several", "where the result goes: .tif, or .png for one 8-bit, "
                + "16-bit or RGB image");
    }

    @Override
    Job job(final ParseResult line, final Path out) {
        ImageFiles.checkFormat(out);
        return (in, messages) -> {
            final ImagePlus imp = ImageFiles.open(in);
            ImageFiles.checkHolds(out, imp, Target.INPLACE, 1);
            LayerFlattener.notes(imp).forEach(messages::note);
            ImageFiles.save(LayerFlattener.flatten(imp, false), out, messages::note);
            messages.result("Wrote " + out + ".");
        };
    }
}
