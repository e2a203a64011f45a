package org.inpaintj.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sentence with {0}, {1} and so on where values go, which finds these values in a finished sentence. What stands
 * between them is looked for from left to right, each part once, so a text is read a few times at most.
 */
final class MessageTemplate {

    private static final Pattern PLACE = Pattern.compile("\\{(\\d+)}");

    private static final Pattern WORD = Pattern.compile("\\p{L}+");
    /** A word, a value, and what is said of it; or how many there are, and of what. */
    private static final Pattern OF_A_VALUE = Pattern.compile("\\p{Lu}\\p{Ll}+ {2,}[(:].*| {2}\\p{Ll}{5,}, *");
    private static final int FEWEST_LETTERS = 5;

    private final String english;
    /** What stands before, between and behind the places. */
    private final List<String> parts = new ArrayList<>();
    private final List<Integer> places = new ArrayList<>();
    private final int weight;

    MessageTemplate(final String english) {
        this.english = english;
        final Matcher place = PLACE.matcher(english);
        int end = 0;
        while (place.find()) {
            parts.add(english.substring(end, place.start()));
            places.add(Integer.parseInt(place.group(1)));
            end = place.end();
        }
        parts.add(english.substring(end));
        weight = parts.stream().mapToInt(String::length).sum();
    }

    /** Whether a text has places, and says enough beside them to be found again in other words. */
    static boolean isTemplate(final String english) {
        return PLACE.matcher(english).find() && tells(PLACE.matcher(english).replaceAll(" "));
    }

    /** Whether a text, places left out, says enough to be found again. */
    static boolean tells(final String fixed) {
        return fixed.chars().filter(Character::isLetter).count() >= FEWEST_LETTERS
                && WORD.matcher(fixed).results().count() > 1 || OF_A_VALUE.matcher(fixed).matches();
    }

    String english() {
        return english;
    }

    /** Whether a value is what is being done, with more about it behind a comma. */
    boolean isStep(final int number) {
        return places.indexOf(number) == 0 && parts.get(0).isEmpty() && parts.get(1).startsWith(", ");
    }

    /** How many values it takes. */
    int places() {
        return 1 + places.stream().mapToInt(i -> i).max().orElse(-1);
    }

    /** How much of it is fixed, in characters: of several that match, the one with the most says the most. */
    int weight() {
        return weight;
    }

    /** Whether a value stands in quotes, as names of files, images and models do. */
    boolean isQuoted(final int number) {
        final int place = places.indexOf(number);
        return place >= 0 && parts.get(place).endsWith("'") && parts.get(place + 1).startsWith("'");
    }

    /** The values in a finished sentence, by their number; empty if it is another sentence. */
    Optional<List<String>> values(final String sentence) {
        final String first = parts.get(0), last = parts.get(parts.size() - 1);
        if (sentence.length() < weight || !sentence.startsWith(first) || !sentence.endsWith(last))
            return Optional.empty();
        final String[] values = new String[places()];
        int at = first.length();
        for (int i = 0; i < places.size(); i++) {
            final String next = parts.get(i + 1);
            final int end = i + 1 < places.size() ? sentence.indexOf(next, at) : sentence.length() - last.length();
            if (end < at)
                return Optional.empty();
            values[places.get(i)] = sentence.substring(at, end);
            at = end + next.length();
        }
        return Optional.of(List.of(values));
    }

    /** A text with values in its places. */
    static String fill(final String text, final List<String> values) {
        final StringBuilder filled = new StringBuilder();
        final Matcher place = PLACE.matcher(text);
        int end = 0;
        while (place.find()) {
            final int number = place.group(1).length() > 3 ? Integer.MAX_VALUE : Integer.parseInt(place.group(1));
            filled.append(text, end, place.start())
                    .append(number < values.size() ? values.get(number) : place.group());
            end = place.end();
        }
        return filled.append(text.substring(end)).toString();
    }
}
