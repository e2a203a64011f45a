package org.inpaintj.ui;

import java.awt.Dimension;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.util.ArrayList;
import java.util.List;

import javax.swing.JLabel;

import org.inpaintj.language.LineBreaks;

/**
 * This label shows a text that is broken into lines where its width ends, and where the text breaks them. On the event
 * thread.
 */
public class WrappedText extends JLabel {

    private static final long serialVersionUID = 1L;

    /** At least so many are given room. */
    private final int lines;
    /** Letters, for a text that is as wide as it has to be up to there; 0 if the width is set. */
    private final int columns;
    private int width;

    /**
     * @param lines   at least so many are given room
     * @param columns letters that a line has at most; 0 if {@link #setWidth} says how wide it is
     */
    public WrappedText(final int lines, final int columns) {
        this.lines = lines;
        this.columns = columns;
        setFont(getFont().deriveFont(Font.PLAIN));
        // messages begin with titles of images now and then
        putClientProperty("html.disable", true);
    }

    /** One that is as wide as its text, up to so many letters. */
    public static WrappedText of(final String text, final int columns) {
        final WrappedText label = new WrappedText(0, columns);
        label.setText(text);
        return label;
    }

    /** px. */
    public void setWidth(final int width) {
        this.width = width;
        revalidate();
    }

    private int most() {
        return columns == 0 ? width : columns * getFontMetrics(getFont()).charWidth('n');
    }

    private List<String> broken() {
        final FontMetrics metrics = getFontMetrics(getFont());
        final int most = most();
        final List<String> all = new ArrayList<>();
        for (final String part : getText().isEmpty() ? new String[0] : getText().split("\n"))
            all.addAll(LineBreaks.of(part, most, metrics::stringWidth));
        return all;
    }

    @Override
    public Dimension getPreferredSize() {
        final List<String> now = broken();
        final FontMetrics metrics = getFontMetrics(getFont());
        final int wide = columns == 0 ? width : now.stream().mapToInt(metrics::stringWidth).max().orElse(0);
        return new Dimension(wide, Math.max(lines, now.size()) * metrics.getHeight());
    }

    @Override
    public Dimension getMinimumSize() {
        return getPreferredSize();
    }

    @Override
    protected void paintComponent(final Graphics g) {
        g.setColor(getForeground());
        final FontMetrics metrics = g.getFontMetrics(getFont());
        int y = metrics.getAscent();
        for (final String line : broken()) {
            g.drawString(line, 0, y);
            paintBelow(g, metrics.stringWidth(line), y);
            y += metrics.getHeight();
        }
    }

    /**
     * Draws what belongs below a line.
     *
     * @param length   of the line, px
     * @param baseline px
     */
    protected void paintBelow(final Graphics g, final int length, final int baseline) {}
}
