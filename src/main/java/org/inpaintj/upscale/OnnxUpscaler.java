package org.inpaintj.upscale;

import org.inpaintj.model.folder.UpscalerModel;
import org.inpaintj.onnx.Session;

/** An upscaler exported to ONNX. */
final class OnnxUpscaler extends NetworkUpscaler {

    OnnxUpscaler(final UpscalerModel model, final UpscalerOptions options) {
        super(model, options);
    }

    @Override
    UpscalerSession load(final Session.Setup setup) {
        return new UpscalerSession(model(), model().network().open(setup));
    }

    @Override
    public Upscaler with(final UpscalerOptions other) {
        return new OnnxUpscaler(model(), other);
    }
}
