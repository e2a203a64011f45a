package org.inpaintj.interrogate;

import java.util.List;
import java.util.Map;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.onnx.Session;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.onnx.device.DeviceSetup;
import org.inpaintj.onnx.file.ValueInfo;
import org.inpaintj.segment.RgbImage;
import org.inpaintj.tokenizer.TokenDecoder;

/** A captioner writes a sentence about a picture, token by token. */
final class Captioner implements Interrogator {

    private final CaptionModel model;
    private final TokenDecoder tokens;
    private Session encoder, decoder;
    private boolean closed;

    Captioner(final CaptionModel model, final TokenDecoder tokens) {
        this.model = model;
        this.tokens = tokens;
    }

    @Override
    public Interrogation interrogate(final RgbImage rgb, final InterrogateRequest request, final Progress progress) {
        final int[] ids = ids(rgb, model.generation().with(request), progress);
        return new Interrogation(tokens.text(ids).strip(), List.of(), model.title(), model.notes());
    }

    /** The tokens of the caption, those that it begins and ends with included. */
    int[] ids(final RgbImage rgb, final GenerationConfig generation, final Progress progress) {
        final int steps = generation.maxLength() + 1;
        progress.step(0, steps, "Looking at the image");
        final CaptionDecoder reader = decoder(rgb, progress);
        final int[] ids = new BeamSearch<>(generation, reader, progress).run();
        progress.step(steps, steps, "Looked at the image");
        return ids;
    }

    /** The decoder with what the encoder saw. */
    CaptionDecoder decoder(final RgbImage rgb, final Progress progress) {
        final String states = model.encoder().outputs().stream().filter(p -> p.rank() == 3).findFirst()
                .map(ValueInfo::name).orElseThrow();
        final Tensor seen = encoder().run(Map.of(model.encoder().inputs().get(0).name(), model.input().of(rgb)),
                List.of(states), progress).get(states).expect(model.encoder().file(), 1, -1, -1);
        final ValueInfo wanted = model.decoder().input("encoder_hidden_states").orElseThrow();
        if (!wanted.accepts(seen.shape()))
            throw new InpaintException(model.encoder().file() + " gives " + seen + ", but " + model.decoder().file()
                    + " wants " + wanted + "; the two belong to different models, so download them again.");
        return new CaptionDecoder(model, decoder(), seen, progress);
    }

    private synchronized Session encoder() {
        checkOpen();
        if (encoder == null)
            encoder = Session.open(model.encoder().file(), DeviceSetup.CPU);
        return encoder;
    }

    private synchronized Session decoder() {
        checkOpen();
        if (decoder == null)
            decoder = Session.open(model.decoder().file(), DeviceSetup.CPU);
        return decoder;
    }

    private void checkOpen() {
        if (closed)
            throw new CancelledException();
    }

    @Override
    public void close() {
        final Session one, other;
        synchronized (this) {
            closed = true;
            one = encoder;
            other = decoder;
        }
        if (one != null)
            one.close();
        if (other != null)
            other.close();
    }
}
