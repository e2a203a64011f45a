package org.inpaintj.command;

import java.util.Set;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

import org.inpaintj.engine.Request;
import org.inpaintj.engine.Request.Target;
import org.inpaintj.engine.Task;
import org.inpaintj.engines.Engines;
import org.inpaintj.imagej.job.InpaintJob;

/**
 * The command Text to Image (txt2img) makes an image from a prompt alone; with another target than a new image, paints
 * the prompt into the selection, which then is inpainted from noise at full strength.
 */
@Plugin(type = Command.class, label = "Text to Image...", visible = false, headless = true,
        description = "Makes an image from a prompt: a new one, or into the selection")
public final class TextToImage extends RequestCommand {

    /** What counts beside the keys of the task where the prompt is painted into the selection. */
    private static final Set<String> OF_A_SELECTION =
            Set.of("padding", "grow", "spill", "blur", "tone", "conditioning");

    public TextToImage() {
        super(Engines.found().keys(Task.TEXT_TO_IMAGE, OF_A_SELECTION, Set.of()), Task.TEXT_TO_IMAGE);
    }

    /** Elsewhere it is the size at which a region is worked on. */
    @Override
    public String label(final String key) {
        return key.equals("width") ? "Width (px)" : key.equals("height") ? "Height (px)" : super.label(key);
    }

    @Override
    protected String remedy() {
        return "open one and select where to paint, or take another target.";
    }

    @Override
    protected boolean needsImage() {
        return false;
    }

    @Override
    protected Task task(final Request request) {
        return request.target() == Target.IMAGE ? Task.TEXT_TO_IMAGE : Task.INPAINT;
    }

    @Override
    protected InpaintJob inpaintJob(final Request request) {
        if (request.target() == Target.IMAGE)
            return InpaintJob.blank(request);
        // not an engine that takes no prompt
        final String engine = Engines.found().of(request, Task.TEXT_TO_IMAGE).id();
        return InpaintJob.of(image(), fromNoise(request.with("engine", engine)));
    }

    /** The selection counts for nothing but its place, for engines that would start from what it holds. */
    private static Request fromNoise(final Request request) {
        Request all = request;
        if (request.has("content"))
            all = all.with("content", "noise");
        return request.has("strength") ? all.with("strength", 1) : all;
    }
}
