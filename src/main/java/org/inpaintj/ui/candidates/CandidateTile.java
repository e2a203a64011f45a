package org.inpaintj.ui.candidates;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;

import javax.swing.BorderFactory;
import javax.swing.Icon;
import javax.swing.JLabel;
import javax.swing.SwingConstants;

import ij.Prefs;

import org.inpaintj.ui.WindowScale;

/** The picture of a candidate with its number below. */
final class CandidateTile extends JLabel {

    private static final long serialVersionUID = 1L;
    private static final int SIDE = 128, FRAME = 3;
    private static final Color SELECTED = new Color(0x2a6fc9);

    CandidateTile(final String caption) {
        super(caption, SwingConstants.CENTER);
        setHorizontalTextPosition(SwingConstants.CENTER);
        setVerticalTextPosition(SwingConstants.BOTTOM);
        setVerticalAlignment(SwingConstants.BOTTOM);
        setOpaque(true);
        setFocusable(true);
        setFont(getFont().deriveFont(Font.PLAIN, (float) (getFont().getSize2D() * Prefs.getGuiScale())));
        mark(false, true);
    }

    /** Of the square that pictures fit in, px. */
    static int side() {
        return WindowScale.px(SIDE);
    }

    @Override
    public Dimension getPreferredSize() {
        final int side = side() + 4 * FRAME;
        return new Dimension(side, side + getFontMetrics(getFont()).getHeight() + FRAME);
    }

    void show(final String caption, final Icon picture) {
        setText(caption);
        setIcon(picture);
        getAccessibleContext().setAccessibleName(caption);
    }

    /**
     * @param selected whether it is the one that keys mean
     * @param seen     whether it is seen in the image
     */
    void mark(final boolean selected, final boolean seen) {
        setBorder(BorderFactory.createCompoundBorder(BorderFactory.createLineBorder(
                selected ? SELECTED : getBackground(), FRAME), BorderFactory.createEmptyBorder(1, 1, 1, 1)));
        setFont(getFont().deriveFont(seen ? Font.BOLD : Font.PLAIN));
    }
}
