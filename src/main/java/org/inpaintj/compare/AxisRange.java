package org.inpaintj.compare;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.inpaintj.core.InpaintException;

/**
 * Ranges of numbers as the X/Y/Z plot of the Stable Diffusion WebUI writes them: {@code 1-5} in steps of 1,
 * {@code 1-9 (+2)} and {@code 9-1 (-2)} in steps of that size, {@code 0.3-0.9 [4]} four values from end to end. Counted
 * in decimals, so that {@code 0.1-0.5 (+0.1)} ends with 0.5. Unlike in the WebUI no value lies beyond the end.
 */
final class AxisRange {

    /** More than anybody compares, and few enough to be counted. */
    static final int MOST = 100_000;

    private static final String NUMBER = "[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)";
    private static final Pattern RANGE = Pattern.compile("(" + NUMBER + ")\\s*-\\s*(" + NUMBER + ")(?:\\s*\\(\\s*("
            + NUMBER + ")\\s*\\)|\\s*\\[\\s*(\\d{1,9})\\s*])?");

    private AxisRange() {}

    /**
     * @param text  one of several values
     * @param whole whether values are whole numbers; between the ends they are cut off to such, as in the WebUI
     * @return the values as people write them; empty if the text is no range
     * @throws InpaintException for a range that has no values, or too many
     */
    static Optional<List<String>> of(final String text, final boolean whole) {
        final Matcher range = RANGE.matcher(text.strip());
        if (!range.matches())
            return Optional.empty();
        final BigDecimal from = new BigDecimal(range.group(1)), to = new BigDecimal(range.group(2));
        return Optional.of(range.group(4) != null ? counted(text, from, to, Integer.parseInt(range.group(4)), whole)
                : stepped(text, from, to, range.group(3) == null ? BigDecimal.valueOf(from.compareTo(to) <= 0 ? 1 : -1)
                        : new BigDecimal(range.group(3))));
    }

    private static List<String> counted(final String text, final BigDecimal from, final BigDecimal to, final int count,
            final boolean whole) {
        check(text, count);
        final List<String> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            final BigDecimal value = i == 0 ? from : i == count - 1 ? to
                    : from.add(to.subtract(from).multiply(BigDecimal.valueOf(i))
                            .divide(BigDecimal.valueOf(count - 1), MathContext.DECIMAL64));
            values.add(plain(whole ? value.setScale(0, RoundingMode.DOWN) : value));
        }
        return values;
    }

    private static List<String> stepped(final String text, final BigDecimal from, final BigDecimal to,
            final BigDecimal step) {
        if (step.signum() == 0 || from.compareTo(to) * step.signum() > 0)
            throw new InpaintException("the range '" + text.strip() + "' never comes to its end: give a step that "
                    + "leads there, such as 1-9 (+2) or 9-1 (-2)");
        final BigDecimal steps = to.subtract(from).divideToIntegralValue(step);
        check(text, steps.compareTo(BigDecimal.valueOf(MOST)) > 0 ? MOST + 1L : steps.longValueExact() + 1);
        final List<String> values = new ArrayList<>();
        for (int i = 0; i <= steps.intValueExact(); i++)
            values.add(plain(from.add(step.multiply(BigDecimal.valueOf(i)))));
        return values;
    }

    private static void check(final String text, final long count) {
        if (count < 1 || count > MOST)
            throw new InpaintException("the range '" + text.strip() + "' has " + (count < 1 ? "no values"
                    : "more than " + MOST + " values") + ": give it 1 to " + MOST);
    }

    private static String plain(final BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
