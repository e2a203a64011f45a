package org.inpaintj.ui.form;

import java.awt.Color;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.util.ArrayList;
import java.util.List;

/** This component shows a text that is broken into lines where its width ends. */
final class WrappedText extends Component {

    private static final long serialVersionUID = 1L;

    /** At least so many are given room. */
    private final int lines;
    private String text = "";
    private int width;

    WrappedText(final int lines) {
        this.lines = lines;
    }

    /** px. */
    void setWidth(final int width) {
        this.width = width;
    }

    void set(final String now) {
        text = now;
        repaint();
    }

    @Override
    protected String paramString() {
        return super.paramString() + ",text=" + text;
    }

    private List<String> broken() {
        final FontMetrics metrics = getFontMetrics(getFont());
        final List<String> all = new ArrayList<>();
        String line = "";
        for (final String word : text.split(" ")) {
            final String longer = line.isEmpty() ? word : line + " " + word;
            if (metrics.stringWidth(longer) > width && !line.isEmpty()) {
                all.add(line);
                line = word;
            } else
                line = longer;
        }
        if (!line.isEmpty())
            all.add(line);
        return all;
    }

    @Override
    public Dimension getPreferredSize() {
        return getFont() == null ? new Dimension() : new Dimension(width,
                Math.max(lines, broken().size()) * getFontMetrics(getFont()).getHeight());
    }

    @Override
    public void paint(final Graphics g) {
        g.setColor(Color.DARK_GRAY);
        final FontMetrics metrics = g.getFontMetrics();
        int y = metrics.getAscent();
        for (final String line : broken()) {
            g.drawString(line, 0, y);
            y += metrics.getHeight();
        }
    }
}
