package org.inpaintj.command;

import java.nio.file.Path;
import java.util.List;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;

import org.inpaintj.engine.diffusion.text.PromptStyles;
import org.inpaintj.engine.diffusion.text.StyleLibrary;
import org.inpaintj.enhance.EnhanceKeys;
import org.inpaintj.enhance.PromptEnhancer;
import org.inpaintj.ui.form.input.EnhanceDialog;
import org.inpaintj.ui.offer.Offer;
import org.inpaintj.ui.offer.Offers;

/** The command Enhance Prompt makes a longer prompt of a short one and prints it; it paints nothing. */
@Plugin(type = Command.class, label = "Enhance Prompt...", visible = false, headless = true,
        description = "Adds the words of a style to a prompt, or has a chat model of your own write it, and prints it")
public final class EnhancePrompt extends ParameterCommand<EnhanceKeys> {

    /** For scripts. */
    @Parameter(type = ItemIO.OUTPUT) private String enhanced;

    public EnhancePrompt() {
        super(EnhanceKeys.KEYS);
    }

    @Override
    public List<String> shown() {
        return keys().keys();
    }

    @Override
    public List<Offer> offers(final String key) {
        return key.equals("style") ? Offers.names(PromptStyles.names(values().get("stylebook"))) : List.of();
    }

    @Override
    public boolean lists(final String key) {
        return key.equals("style");
    }

    @Override
    protected String prefsKey() {
        return EnhanceDialog.PREFS;
    }

    @Override
    protected List<String> notRemembered() {
        return List.of("export");
    }

    @Override
    protected void perform(final EnhanceKeys settings) {
        if (!settings.export().isBlank()) {
            StyleLibrary.copyTo(Path.of(settings.export().strip()));
            if (settings.prompt().isBlank() && settings.style().isBlank())
                return;
        }
        enhanced = PromptEnhancer.enhance(settings);
        if (!scripted())
            IJ.log(enhanced);
    }
}
