package org.inpaintj.command;

import java.util.List;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

import ij.IJ;

import org.inpaintj.imagej.job.Delivery;
import org.inpaintj.imagej.job.UpscaleJob;
import org.inpaintj.inpaint.upscale.UpscaleRequest;
import org.inpaintj.ui.form.ParameterDialog;
import org.inpaintj.ui.offer.Offer;
import org.inpaintj.ui.offer.Offers;
import org.inpaintj.upscale.Upscalers;

/**
 * The command Upscale Image makes an enlarged copy of the whole image, all its planes, with an interpolation or a
 * network such as ESRGAN.
 */
@Plugin(type = Command.class, label = "Upscale Image...", visible = false, headless = true,
        description = "Enlarges the image by interpolation, or with an ESRGAN-type network, into a new image")
public final class UpscaleImage extends ImageCommand<UpscaleRequest> {

    /** Null until a dialog has made sure of it. */
    private UpscaleJob prepared;

    public UpscaleImage() {
        super(UpscaleRequest.KEYS);
    }

    @Override
    public List<String> shown() {
        return ParameterDialog.firstPage(keys(), "upscale");
    }

    @Override
    public List<String> rest(final List<String> firstPage) {
        return keys().keys().stream().filter(key -> !firstPage.contains(key)).toList();
    }

    @Override
    protected String prefsKey() {
        return "inpaintj.upscale";
    }

    /** They belong to one image. */
    @Override
    protected List<String> notRemembered() {
        return List.of("width", "height");
    }

    @Override
    public List<Offer> offers(final String key) {
        return key.startsWith("upscaler") ? Offers.upscalers() : List.of();
    }

    @Override
    public void prepare() {
        prepared = job(keys().parse(values()));
    }

    private UpscaleJob job(final UpscaleRequest request) {
        Upscalers.newProblems().forEach(IJ::log);
        return UpscaleJob.of(image(), request);
    }

    @Override
    protected void perform(final UpscaleRequest request) {
        final UpscaleJob job = prepared == null ? job(request) : prepared;
        start(image(), job::run, Delivery::show, this::result);
    }

    @Override
    protected String remedy() {
        return "open the one that is to be enlarged.";
    }
}
