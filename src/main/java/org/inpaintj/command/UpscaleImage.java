package org.inpaintj.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

import ij.IJ;
import ij.ImagePlus;

import org.inpaintj.imagej.job.Delivery;
import org.inpaintj.imagej.job.UpscaleJob;
import org.inpaintj.imagej.roi.RecentModels;
import org.inpaintj.imagej.roi.RecentModels.Kind;
import org.inpaintj.inpaint.upscale.UpscaleRequest;
import org.inpaintj.ui.BackgroundTask;
import org.inpaintj.ui.form.Offers;
import org.inpaintj.ui.form.ParameterDialog;
import org.inpaintj.upscale.Upscalers;

/**
 * The command Upscale Image makes an enlarged copy of the whole image, all its planes, with an interpolation or a network
 * such as ESRGAN.
 */
@Plugin(type = Command.class, label = "Upscale Image...", visible = false, headless = true,
        description = "Enlarges the image by interpolation, or with an ESRGAN-type network, into a new image")
public final class UpscaleImage extends ImageCommand<UpscaleRequest> {

    private static final List<String> UPSCALERS = List.of("upscaler", "upscaler2");

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

    /** Upscalers that need no file, and the files used before. */
    @Override
    public Map<String, String> offers(final String key) {
        final Map<String, String> offers = new LinkedHashMap<>();
        if (UPSCALERS.contains(key)) {
            final Upscalers found = Upscalers.found();
            found.ids().stream().filter(id -> found.all().get(id).unavailable().isEmpty())
                    .forEach(id -> offers.put(found.all().get(id).title(), id));
            offers.putAll(Offers.models(Kind.UPSCALER));
        }
        return offers;
    }

    @Override
    public void prepare() {
        prepared = job(keys().parse(values()));
    }

    private UpscaleJob job(final UpscaleRequest request) {
        Upscalers.found().problems().forEach(IJ::log);
        final Map<String, String> paths = new LinkedHashMap<>();
        UPSCALERS.forEach(key -> paths.put(key, RecentModels.find(Kind.UPSCALER, keys().text(request, key))));
        return UpscaleJob.of(image(), keys().with(request, paths));
    }

    @Override
    protected void perform(final UpscaleRequest request) {
        final UpscaleJob job = prepared == null ? job(request) : prepared;
        Stream.of(request.upscaler(), request.upscaler2())
                .forEach(upscaler -> RecentModels.remember(Kind.UPSCALER, upscaler));
        final BackgroundTask<ImagePlus> task = new BackgroundTask<>(title().replace("...", "") + ": "
                + image().getTitle(), image(), job::run, Delivery::show, mirror());
        if (interactive())
            task.start();
        else
            result(task.await());
    }

    @Override
    protected String remedy() {
        return "open the one that is to be enlarged.";
    }
}
