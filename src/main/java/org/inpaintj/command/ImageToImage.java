package org.inpaintj.command;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.inpaintj.engine.Vocabulary;
import org.inpaintj.image.Capture;
import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** Changes the whole picture, or the area that is selected, by a prompt; at the image's own type. */
@Plugin(type = Command.class, label = "Image to Image...", visible = false, headless = true,
        description = "Changes the whole image, or the area selected, by a prompt; the strength says how far")
public final class ImageToImage extends RequestCommand {

    /** Without those of a mask and its surroundings. */
    private static final Vocabulary<Request> KEYS = new Vocabulary<>(Request.of(Map.of()),
            Set.of("refine", "segmenter", "invert", "content", "keep", "area", "padding", "grow", "spill", "mask"));
    private static final List<String> SHOWN = List.of("preset", "sampler", "schedule", "steps", "cfg", "strength", "seed",
            "candidates", "target", "model", "styles", "stylebook", "negative", "prompt");

    public ImageToImage() {
        super(KEYS, Task.IMAGE_TO_IMAGE);
    }

    @Override
    public List<String> shown() {
        return SHOWN;
    }

    @Override
    protected String remedy() {
        return "open the one that is to be changed.";
    }

    @Override
    protected Capture capture(final Request request) {
        return Capture.picture(image(), request);
    }
}
