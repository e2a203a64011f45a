package org.inpaintj.segment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.inpaintj.core.InpaintException;

/**
 * This class reads and writes prompts as texts: points as {@code x,y,+} on the object or {@code x,y,-} beside it,
 * separated by semicolons, and a box as {@code x,y,width,height}. Coordinates are those of {@link SegmentPrompt}.
 */
public final class SegmentPromptText {

    private SegmentPromptText() {}

    /**
     * Empty texts mean nothing, so the prompt may say nothing.
     *
     * @throws InpaintException if a text cannot be read
     */
    public static SegmentPrompt parse(final String points, final String box) {
        return new SegmentPrompt(points(points), box(box), Optional.empty());
    }

    private static List<SegmentPrompt.Point> points(final String text) {
        final List<SegmentPrompt.Point> points = new ArrayList<>();
        for (final String each : text.split(";")) {
            if (each.isBlank())
                continue;
            final String[] parts = each.split(",", -1);
            if (parts.length != 3 || !parts[2].strip().matches("[+-]"))
                throw new InpaintException("Points are x,y,+ or x,y,-, separated by semicolons, not '" + each.strip()
                        + "'.");
            points.add(new SegmentPrompt.Point(number(parts[0]), number(parts[1]), parts[2].strip().equals("+")));
        }
        return points;
    }

    private static Optional<BoundingBox> box(final String text) {
        if (text.isBlank())
            return Optional.empty();
        final String[] parts = text.split(",", -1);
        if (parts.length != 4)
            throw new InpaintException("A box is x,y,width,height, not '" + text.strip() + "'.");
        final double[] n = new double[parts.length];
        for (int i = 0; i < n.length; i++)
            n[i] = number(parts[i]);
        if (n[2] <= 0 || n[3] <= 0)
            throw new InpaintException("A box is x,y,width,height with a width and a height above 0, not '"
                    + text.strip() + "'.");
        return Optional.of(new BoundingBox(n[0], n[1], n[0] + n[2], n[1] + n[3]));
    }

    private static double number(final String text) {
        try {
            final double value = Double.parseDouble(text.strip());
            if (Double.isFinite(value))
                return value;
        } catch (final NumberFormatException e) {
            // said below
        }
        throw new InpaintException("Points and boxes are made of numbers, not '" + text.strip() + "'.");
    }

    /** The points as {@link #parse} reads them. */
    public static String points(final SegmentPrompt prompt) {
        return prompt.points().stream()
                .map(p -> SegmentPrompt.number(p.x()) + "," + SegmentPrompt.number(p.y()) + ","
                        + (p.include() ? "+" : "-"))
                .collect(Collectors.joining(";"));
    }

    /** The box as {@link #parse} reads it; empty if there is none. */
    public static String box(final SegmentPrompt prompt) {
        return prompt.box().map(b -> SegmentPrompt.number(b.left()) + "," + SegmentPrompt.number(b.top()) + ","
                + SegmentPrompt.number(b.width()) + "," + SegmentPrompt.number(b.height())).orElse("");
    }
}
