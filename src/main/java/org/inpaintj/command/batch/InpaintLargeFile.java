package org.inpaintj.command.batch;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;

import org.inpaintj.imagej.large.LargeRequest;

/** The command Inpaint Large File repaints a TIFF or OME-Zarr of any size without opening it, in a copy of the file. */
@Plugin(type = Command.class, label = "Inpaint Large File...", visible = false, headless = true,
        description = "Repaints a TIFF or OME-Zarr that may be larger than memory, in a copy of the file")
public final class InpaintLargeFile extends LargeFileCommand {

    /** For scripts: the path of the result. */
    @Parameter(type = ItemIO.OUTPUT) private String written;

    @Override
    protected void perform(final LargeRequest settings) {
        written = settings.out().toString();
        start(null, work(settings), done -> done.tell(title()), done -> IJ.log(done.sentence()));
    }
}
