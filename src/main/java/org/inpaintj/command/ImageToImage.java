package org.inpaintj.command;

import java.util.Set;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.inpaintj.imagej.job.InpaintJob;
import org.inpaintj.imagej.job.JobOutlook;
import org.inpaintj.imagej.job.PaintJob;
import org.inpaintj.imagej.job.ResizeThenPaint;
import org.inpaintj.inpaint.resize.ImageToImageRequest;

/**
 * The command Image to Image (img2img) changes the whole picture, or the area that is selected, by a prompt; the result
 * has the image's own type, and its size or, as a new image, another one.
 */
@Plugin(type = Command.class, label = "Image to Image...", visible = false, headless = true,
        description = "Changes the whole image, or the area selected, by a prompt; the strength says how far")
public final class ImageToImage extends PaintCommand<ImageToImageRequest> {

    /** Macros of earlier versions may hold it. */
    private static final Set<String> KNOWN_TOO = Set.of("conditioning");

    public ImageToImage() {
        super(ImageToImageRequest.keys(KNOWN_TOO), Task.IMAGE_TO_IMAGE, Task.IMAGE_TO_IMAGE.id());
    }

    @Override
    protected String remedy() {
        return "open the one that is to be changed.";
    }

    @Override
    protected Request request(final ImageToImageRequest settings) {
        return settings.request();
    }

    /** Elsewhere it is the size at which a region is worked on. */
    @Override
    public String label(final String key) {
        return key.equals("width") ? "Width (px)" : key.equals("height") ? "Height (px)" : super.label(key);
    }

    @Override
    protected JobOutlook outlook(final ImageToImageRequest settings) {
        return JobOutlook.of(settings, outlined());
    }

    @Override
    protected int results(final ImageToImageRequest settings) {
        return settings.request().candidates();
    }

    @Override
    protected PaintJob paintJob(final ImageToImageRequest settings) {
        return settings.resizes() ? new ResizeThenPaint(image(), settings)
                : InpaintJob.picture(image(), settings);
    }
}
