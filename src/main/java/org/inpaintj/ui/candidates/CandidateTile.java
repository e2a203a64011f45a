package org.inpaintj.ui.candidates;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;

import javax.swing.BorderFactory;
import javax.swing.Icon;
import javax.swing.JLabel;
import javax.swing.SwingConstants;
import javax.swing.UIManager;

import org.inpaintj.ui.WindowScale;

/** The picture of a candidate with its number below. */
final class CandidateTile extends JLabel {

    /** Of the square that pictures fit in, px. */
    static final int SIDE = 128;
    private static final long serialVersionUID = 1L;
    private static final int FRAME = 3;

    CandidateTile(final String caption) {
        super(caption, SwingConstants.CENTER);
        setHorizontalTextPosition(SwingConstants.CENTER);
        setVerticalTextPosition(SwingConstants.BOTTOM);
        setVerticalAlignment(SwingConstants.BOTTOM);
        setOpaque(true);
        setFocusable(true);
        setFont(getFont().deriveFont(Font.PLAIN));
        mark(false, true);
    }

    @Override
    public Dimension getPreferredSize() {
        final int side = WindowScale.px(SIDE) + 4 * FRAME;
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
        final Color colour = selected ? UIManager.getColor("List.selectionBackground") : getBackground();
        setBorder(BorderFactory.createCompoundBorder(BorderFactory.createLineBorder(
                colour == null ? Color.BLUE : colour, FRAME), BorderFactory.createEmptyBorder(1, 1, 1, 1)));
        setFont(getFont().deriveFont(seen ? Font.BOLD : Font.PLAIN));
    }
}
