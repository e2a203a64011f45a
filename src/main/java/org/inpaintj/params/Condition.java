package org.inpaintj.params;

/**
 * What {@link Key#when()} says.
 *
 * @param key   on whose value it depends
 * @param above whether that must be above 0
 * @param not   whether it must not be the word
 * @param word  what that must be; empty for anything that is not blank
 * @param words what is the matter otherwise; empty to say the value
 */
record Condition(String key, boolean above, boolean not, String word, String words) {

    /** @param text not empty */
    static Condition of(final String text) {
        final int colon = text.indexOf(':');
        final String test = (colon < 0 ? text : text.substring(0, colon)).strip();
        final String words = colon < 0 ? "" : text.substring(colon + 1).strip();
        if (test.endsWith(">0"))
            return new Condition(test.substring(0, test.length() - 2), true, false, "", words);
        final int equal = test.indexOf('=');
        if (equal < 0)
            return new Condition(test, false, false, "", words);
        final boolean not = test.charAt(equal - 1) == '!';
        return new Condition(test.substring(0, not ? equal - 1 : equal), false, not, test.substring(equal + 1), words);
    }

    /** What is the matter with a value, for "no effect with ..."; empty if nothing is. */
    String unmet(final String value) {
        final boolean met = above ? Double.parseDouble(value) > 0 : word.isEmpty() ? !value.isBlank()
                : value.equals(word) != not;
        return met ? "" : !words.isEmpty() ? words : value.isBlank() ? "no " + key : key + "=" + value;
    }
}
