package org.inpaintj.language;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Texts in the language of the user. */
public final class Translation {

    private static final System.Logger LOG = System.getLogger(Translation.class.getName());

    private static Language chosen = Language.AUTO, shown;
    private static volatile MessageCatalogue catalogue;

    private Translation() {}

    /**
     * Takes the language of texts that are asked for from now on. The system property {@link Language#PROPERTY} comes
     * before it.
     */
    public static synchronized void use(final Language language) {
        chosen = language;
        catalogue = null;
    }

    /** The language in which texts are given at the moment, never {@link Language#AUTO}. */
    public static synchronized Language language() {
        catalogue();
        return shown;
    }

    /**
     * A text in the user's language; the text itself where there is no translation.
     *
     * @param english a literal, since a tool reads it in the source
     */
    public static String of(final String english) {
        return catalogue().text(english);
    }

    /**
     * The same with values.
     *
     * @param english   with {0}, {1} and so on where the values go
     * @param arguments put in as {@link String#valueOf} writes them
     */
    public static String of(final String english, final Object... arguments) {
        return MessageTemplate.fill(of(english), Arrays.stream(arguments).map(String::valueOf).toList());
    }

    /**
     * A text that was made elsewhere, in the user's language: the label or help of a key, or a message, which may be of
     * several sentences and have values in it. They are found by what is around the values. A sentence that is not
     * known stays English.
     */
    public static String message(final String english) {
        return catalogue().message(english);
    }

    /** The same of several, of which each becomes one. */
    public static List<String> messages(final List<String> english) {
        return english.stream().map(Translation::message).toList();
    }

    /**
     * A value of a key as people read it; what stands in macros and records is the word itself.
     *
     * @param key  its name
     * @param word the value, one of a choice
     */
    public static String choice(final String key, final String word) {
        return catalogue().text(key, word);
    }

    private static MessageCatalogue catalogue() {
        final MessageCatalogue known = catalogue;
        return known == null ? read() : known;
    }

    private static synchronized MessageCatalogue read() {
        if (catalogue == null) {
            shown = Language.resolved(wanted(), Locale.getDefault(Locale.Category.DISPLAY));
            catalogue = MessageCatalogue.of(shown);
        }
        return catalogue;
    }

    private static Language wanted() {
        final String property = System.getProperty(Language.PROPERTY, "");
        if (property.isBlank())
            return chosen;
        return Language.of(property).orElseGet(() -> {
            LOG.log(System.Logger.Level.WARNING, "-D" + Language.PROPERTY + "=" + property
                    + " names no language: give auto, en or zh_CN.");
            return chosen;
        });
    }
}
