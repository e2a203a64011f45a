package org.inpaintj.command;

import java.util.Map;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;

import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.inpaintj.imagej.job.JobOutlook;
import org.inpaintj.imagej.job.OutpaintJob;
import org.inpaintj.imagej.job.PaintJob;
import org.inpaintj.outpaint.OutpaintRequest;

/** The command Outpaint makes a larger image, on whose new ground the image goes on. */
@Plugin(type = Command.class, label = OutpaintRequest.LABEL, visible = false, headless = true,
        description = "Enlarges the image and continues it on the new ground, as a new image")
public final class Outpaint extends PaintCommand<OutpaintRequest> {

    public Outpaint() {
        super(OutpaintRequest.keys(), Task.INPAINT, "outpaint");
    }

    @Override
    protected boolean heeds(final OutpaintRequest settings, final String key) {
        return super.heeds(settings, key) && settings.heeds(key);
    }

    @Override
    protected Request request(final OutpaintRequest settings) {
        return settings.running();
    }

    @Override
    protected int results(final OutpaintRequest settings) {
        return settings.request().candidates();
    }

    @Override
    protected PaintJob<?> paintJob(final OutpaintRequest settings) {
        return OutpaintJob.of(image(), settings);
    }

    @Override
    public boolean processes() {
        return true;
    }

    @Override
    public ImagePlus process(final Map<String, String> texts) {
        return OutpaintJob.prepare(image(), keys().parse(texts));
    }

    @Override
    protected JobOutlook outlook(final OutpaintRequest settings) {
        return JobOutlook.of(settings, outlined());
    }

    @Override
    protected String remedy() {
        return "open the one that is to be enlarged.";
    }
}
