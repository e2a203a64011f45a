package org.inpaintj.command.window;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

import org.inpaintj.command.ParameterCommand;
import org.inpaintj.language.Language;
import org.inpaintj.params.Key;
import org.inpaintj.params.Parameters;
import org.inpaintj.ui.LanguageSetting;

/** The command Language sets the language of windows. */
@Plugin(type = Command.class, label = "Language...", visible = false, headless = true,
        description = "Sets the language of InpaintJ's windows and messages: that of the system, English or Chinese")
public final class ChooseLanguage extends ParameterCommand<ChooseLanguage.Settings> {

    /** The settings of the command. */
    public record Settings(
            @Key(label = "Language", def = "auto",
                    help = "of windows that are opened from now on and of messages in them; auto is that of the "
                            + "system, chinese is Simplified Chinese")
            Language language) {
    }

    public ChooseLanguage() {
        super(Parameters.of(Settings.class));
    }

    @Override
    public List<String> shown() {
        return keys().keys();
    }

    @Override
    protected void recalled() {
        assign(Map.of("language", LanguageSetting.get().name().toLowerCase(Locale.ROOT)));
    }

    @Override
    protected void perform(final Settings settings) {
        LanguageSetting.set(settings.language());
    }
}
