package org.inpaintj.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Takes keys of accounts out of texts, where a user has put one into a field that is not meant for it: users and
 * passwords in addresses, what follows a question mark there, tokens as the hubs and services give them out, and in the
 * inputs of services the values of fields that are called so.
 */
final class HistorySecrets {

    private static final String GONE = "...";
    private static final Pattern USER = Pattern.compile("(?i)\\b([a-z][a-z0-9+.-]{0,20}://)[^\\s/@]*@");
    private static final Pattern USER_BEFORE_ADDRESS = Pattern.compile("^.*@", Pattern.DOTALL);
    private static final Pattern QUERY = Pattern.compile("(?i)\\b([a-z][a-z0-9+.-]{0,20}://[^\\s?#]*)[?#]\\S*");
    /** With a digit, for words of a prompt have none. */
    private static final Pattern TOKEN = Pattern.compile(
            "\\b(sk|hf|r8|ghp|Bearer|Basic|Key)[-_ ](?=[A-Za-z._+/=-]{0,80}\\d)[A-Za-z0-9._+/=-]{16,}");
    private static final Pattern FIELD = Pattern.compile(
            "(?i)([\"']?[\\w-]{0,40}(key|token|secret|passw|authorization|credential)[\\w-]{0,40}[\"']?\\s*[:=]\\s*)"
                    + "\"(?:[^\"\\\\]|\\\\.){8,}\"");

    private HistorySecrets() {}

    /** The same text without them. */
    static String without(final String text) {
        final String open = QUERY.matcher(USER.matcher(text).replaceAll("$1")).replaceAll("$1");
        return TOKEN.matcher(open).replaceAll(GONE);
    }

    /** The same values; the keys of which something was taken out are added to a list. */
    static Map<String, String> without(final Map<String, String> values, final List<String> gone) {
        final Map<String, String> clean = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            String open = without(value);
            if (key.equals("server") && open.contains("@"))
                open = USER_BEFORE_ADDRESS.matcher(open).replaceFirst("");
            if (key.equals("inputs"))
                open = FIELD.matcher(open).replaceAll("$1\"" + GONE + "\"");
            if (!open.equals(value))
                gone.add(key.toLowerCase(Locale.ROOT));
            clean.put(key, open);
        });
        return clean;
    }

    /** An entry without them. */
    static HistoryEntry without(final HistoryEntry entry) {
        final List<String> gone = new ArrayList<>(entry.leftOut());
        final Map<String, String> keys = without(entry.keys(), gone);
        return entry.with(entry.image(), entry.selection(), keys, gone, without(entry.outcome()));
    }

    static HistoryOutcome without(final HistoryOutcome outcome) {
        return outcome.ended(outcome.state(), outcome.seconds(), without(outcome.message()));
    }
}
