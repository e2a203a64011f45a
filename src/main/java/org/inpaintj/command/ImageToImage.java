package org.inpaintj.command;

import java.util.Set;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.inpaintj.engines.Engines;
import org.inpaintj.imagej.job.InpaintJob;

/**
 * The command Image to Image (img2img) changes the whole picture, or the area that is selected, by a prompt; the result
 * has the image's own type.
 */
@Plugin(type = Command.class, label = "Image to Image...", visible = false, headless = true,
        description = "Changes the whole image, or the area selected, by a prompt; the strength says how far")
public final class ImageToImage extends RequestCommand {

    /** Macros of earlier versions may hold it. */
    private static final Set<String> KNOWN_TOO = Set.of("conditioning");

    public ImageToImage() {
        super(Engines.found().keys(Task.IMAGE_TO_IMAGE, KNOWN_TOO, Set.of()), Task.IMAGE_TO_IMAGE);
    }

    @Override
    protected String remedy() {
        return "open the one that is to be changed.";
    }

    @Override
    protected InpaintJob inpaintJob(final Request request) {
        return InpaintJob.picture(image(), request);
    }
}
