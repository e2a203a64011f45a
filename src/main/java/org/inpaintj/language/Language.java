package org.inpaintj.language;

import java.util.Locale;
import java.util.Optional;

/** A language that texts are shown in. As a value of a key its word is the name in small letters. */
public enum Language {

    /** That of the system, if it is one of the others, else English. */
    AUTO("", "automatic (that of the system)"),
    ENGLISH("en", "English"),
    /** Simplified. */
    CHINESE("zh_CN", "\u7b80\u4f53\u4e2d\u6587");

    /** The system property that comes before what was chosen: a word of this enum, or a code such as zh_CN. */
    public static final String PROPERTY = "inpaintj.language";

    private final String code, title;

    Language(final String code, final String title) {
        this.code = code;
        this.title = title;
    }

    /** As its speakers call it. */
    public String title() {
        return title;
    }

    /** The name of its catalogue: language and, behind an underline, country; empty for {@link #AUTO}. */
    public String code() {
        return code;
    }

    /** The language of a word or of a code in any case, zh-CN as well as zh_CN; empty if it is none. */
    public static Optional<Language> of(final String text) {
        final String known = text.strip().replace('-', '_');
        for (final Language language : values())
            if (known.equalsIgnoreCase(language.name()) || !known.isEmpty() && known.equalsIgnoreCase(language.code))
                return Optional.of(language);
        return Optional.empty();
    }

    /** Never {@link #AUTO}: a language of the system that is none of these is shown in English. */
    static Language resolved(final Language chosen, final Locale system) {
        return chosen != AUTO ? chosen : system.getLanguage().equals("zh") ? CHINESE : ENGLISH;
    }
}
