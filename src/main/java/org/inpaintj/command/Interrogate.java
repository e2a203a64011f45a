package org.inpaintj.command;

import java.util.List;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;

import org.inpaintj.imagej.roi.RecentModels;
import org.inpaintj.imagej.roi.RecentModels.Kind;
import org.inpaintj.interrogate.InterrogateRequest;
import org.inpaintj.interrogate.Interrogators;
import org.inpaintj.model.catalogue.ModelRole;
import org.inpaintj.ui.InterrogateWork;
import org.inpaintj.ui.offer.ModelOffers;
import org.inpaintj.ui.offer.Offer;

/** The command Interrogate says what is in the image or in the selection, as a prompt; it changes no sample. */
@Plugin(type = Command.class, label = "Interrogate...", visible = false, headless = true,
        description = "Says what is in the image or the selection, as a prompt; needs a WD14 tagger, BLIP or ViT-GPT2")
public final class Interrogate extends ImageCommand<InterrogateRequest> {

    /** For scripts: what was said. */
    @Parameter(type = ItemIO.OUTPUT) private String text;

    public Interrogate() {
        super(InterrogateRequest.KEYS);
    }

    @Override
    public List<String> shown() {
        return keys().keys();
    }

    @Override
    public List<Offer> offers(final String key) {
        return key.equals("model") ? ModelOffers.of(ModelRole.INTERROGATOR) : List.of();
    }

    @Override
    protected String prefsKey() {
        return "inpaintj.interrogate";
    }

    /** The model used last, wherever it was. */
    @Override
    protected void recalled() {
        recall("model", Kind.INTERROGATOR);
    }

    @Override
    public void prepare() {
        Interrogators.model(keys().parse(values()));
    }

    /** Waits for what is said. */
    String said() {
        return await(image(), work(keys().parse(values()))).text();
    }

    private InterrogateWork work(final InterrogateRequest request) {
        RecentModels.remember(Kind.INTERROGATOR, request.model());
        return new InterrogateWork(image(), request);
    }

    @Override
    protected void perform(final InterrogateRequest request) {
        start(image(), work(request), said -> InterrogateWork.show(name(image()), said), said -> {
            text = said.text();
            if (!scripted())
                IJ.log(text);
            result(image());
        });
    }
}
