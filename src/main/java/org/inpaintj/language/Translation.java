package org.inpaintj.language;

/** Texts in the language of the user. */
public final class Translation {

    private Translation() {}

    /** A text in the user's language; the text itself where there is no translation. */
    public static String of(final String english) {
        return english;
    }

    /**
     * The same with values.
     *
     * @param english   with {0}, {1} and so on where the values go
     * @param arguments put in as {@link String#valueOf} writes them
     */
    public static String of(final String english, final Object... arguments) {
        String text = of(english);
        for (int i = 0; i < arguments.length; i++)
            text = text.replace("{" + i + "}", String.valueOf(arguments[i]));
        return text;
    }
}
