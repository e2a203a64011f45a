package org.inpaintj.ui.candidates;

import java.awt.Component;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

import javax.swing.Icon;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.KeyStroke;
import javax.swing.ScrollPaneConstants;

/** A row of tiles that scrolls. */
final class CandidateRow extends JScrollPane {

    private static final long serialVersionUID = 1L;
    private static final int GAP = 4;

    private final JPanel inside = new JPanel(new FlowLayout(FlowLayout.LEFT, GAP, GAP));
    private final List<CandidateTile> tiles = new ArrayList<>();
    private final transient MouseAdapter mouse;
    private transient List<Look> shown = List.of();

    /**
     * What a tile shows.
     *
     * @param picture null for none yet
     */
    record Look(String caption, Icon picture, boolean selected, boolean seen) {
    }

    /**
     * @param chosen told of the place of a tile that is clicked at
     * @param under  told of the place of the one under the pointer, -1 for none
     */
    CandidateRow(final IntConsumer chosen, final IntConsumer under) {
        super(ScrollPaneConstants.VERTICAL_SCROLLBAR_NEVER, ScrollPaneConstants.HORIZONTAL_SCROLLBAR_AS_NEEDED);
        setViewportView(inside);
        mouse = new MouseAdapter() {
            @Override
            public void mousePressed(final MouseEvent event) {
                event.getComponent().requestFocusInWindow();
                chosen.accept(tiles.indexOf(event.getComponent()));
            }

            @Override
            public void mouseEntered(final MouseEvent event) {
                under.accept(tiles.indexOf(event.getComponent()));
            }

            @Override
            public void mouseExited(final MouseEvent event) {
                under.accept(-1);
            }
        };
        // these keys go to whom the row belongs
        for (final int key : new int[] { KeyEvent.VK_LEFT, KeyEvent.VK_RIGHT, KeyEvent.VK_KP_LEFT,
            KeyEvent.VK_KP_RIGHT })
            getInputMap(WHEN_ANCESTOR_OF_FOCUSED_COMPONENT).put(KeyStroke.getKeyStroke(key, 0), "none");
        final CandidateTile sample = new CandidateTile(" ");
        final Dimension one = sample.getPreferredSize();
        setPreferredSize(new Dimension(4 * (one.width + GAP) + 3 * GAP,
                one.height + 3 * GAP + getHorizontalScrollBar().getPreferredSize().height));
        getHorizontalScrollBar().setUnitIncrement(one.width / 4);
    }

    void show(final List<Look> looks) {
        if (looks.equals(shown))
            return;
        shown = List.copyOf(looks);
        boolean other = false;
        while (tiles.size() > looks.size()) {
            inside.remove(tiles.remove(tiles.size() - 1));
            other = true;
        }
        while (tiles.size() < looks.size()) {
            final CandidateTile tile = new CandidateTile(" ");
            tile.addMouseListener(mouse);
            tiles.add(tile);
            inside.add(tile);
            other = true;
        }
        for (int i = 0; i < looks.size(); i++) {
            final Look look = looks.get(i);
            tiles.get(i).show(look.caption, look.picture);
            tiles.get(i).mark(look.selected, look.seen);
        }
        if (other)
            inside.revalidate();
        inside.repaint();
    }

    /** Brings a tile into view. */
    void reveal(final int place) {
        if (place >= 0 && place < tiles.size())
            inside.scrollRectToVisible(tiles.get(place).getBounds());
    }

    /** Where keys are to go. */
    Component target(final int place) {
        return place >= 0 && place < tiles.size() ? tiles.get(place) : inside;
    }
}
