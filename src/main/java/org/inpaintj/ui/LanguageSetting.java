package org.inpaintj.ui;

import java.util.Locale;
import java.util.Optional;

import ij.IJ;
import ij.Prefs;

import org.inpaintj.language.Language;
import org.inpaintj.language.Translation;

/** The language of windows, which ImageJ's preferences keep. Safe on any thread. */
public final class LanguageSetting {

    private static final String PLACE = "inpaintj.language";

    private LanguageSetting() {}

    /** What was chosen; the language of the system where nothing was. */
    public static Language get() {
        final String kept = Prefs.get(PLACE, "");
        if (kept == null || kept.isBlank())
            return Language.AUTO;
        final Optional<Language> known = Language.of(kept);
        if (known.isEmpty()) {
            IJ.log("The language '" + kept + "' of another version is not known: that of the system is used.");
            Prefs.set(PLACE, "");
        }
        return known.orElse(Language.AUTO);
    }

    /** Brings it to the windows that are opened from now on; called before a command shows anything. */
    public static void apply() {
        Translation.use(get());
    }

    /** Keeps it, and brings it to the windows that are opened from now on. */
    public static void set(final Language language) {
        Prefs.set(PLACE, language.name().toLowerCase(Locale.ROOT));
        apply();
    }
}
