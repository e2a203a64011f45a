package org.inpaintj.ui.offer;

import java.awt.Component;
import java.awt.Dimension;
import java.awt.Font;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import javax.swing.DefaultComboBoxModel;
import javax.swing.DefaultListCellRenderer;
import javax.swing.JComboBox;
import javax.swing.JList;
import javax.swing.event.PopupMenuEvent;
import javax.swing.event.PopupMenuListener;

import org.inpaintj.ui.Thumbnails;
import org.inpaintj.ui.WindowScale;

/**
 * The drop-down beside an input: names, with pictures where there are some. It always says what it is for, and is asked
 * anew for what it offers when it opens.
 */
public final class OfferMenu extends JComboBox<Offer> {

    private static final long serialVersionUID = 1L;
    /** px at scale 1. */
    private static final int PICTURE = 48, WIDEST = 420;
    private static final int ROWS = 12;

    private final transient Supplier<List<Offer>> offers;
    private final transient Thumbnails pictures = new Thumbnails(WindowScale.px(PICTURE), this::repaintList);
    private final transient Offer head;
    private transient JList<?> list;
    private boolean pictured;
    private boolean layingOut, opening;

    /**
     * @param head   what it is for
     * @param picked told the text of what is picked
     */
    public OfferMenu(final String head, final Supplier<List<Offer>> offers, final Consumer<String> picked) {
        this.offers = offers;
        this.head = new Offer(head, "");
        fill();
        setFont(getFont().deriveFont(Font.PLAIN));
        setRenderer(new Cell());
        setPrototypeDisplayValue(this.head);
        setMaximumRowCount(ROWS);
        getAccessibleContext().setAccessibleName(head);
        // arrows go through the open list without picking
        putClientProperty("JComboBox.isTableCellEditor", Boolean.TRUE);
        addActionListener(event -> {
            if (getSelectedIndex() <= 0)
                return;
            final String text = ((Offer) getSelectedItem()).text();
            setSelectedIndex(0);
            if (!text.isEmpty())
                picked.accept(text);
        });
        addPopupMenuListener(new Opening());
    }

    private void fill() {
        final DefaultComboBoxModel<Offer> model = new DefaultComboBoxModel<>();
        model.addElement(head);
        final List<Offer> now = offers.get();
        pictured = now.stream().anyMatch(offer -> offer.picture().isPresent());
        model.addAll(now);
        setModel(model);
    }

    /** Some look and feels cut off the word by a letter or two. */
    @Override
    public Dimension getPreferredSize() {
        final Dimension size = super.getPreferredSize();
        return new Dimension(size.width + getFontMetrics(getFont()).stringWidth("mm"), size.height);
    }

    private void repaintList() {
        if (list != null)
            list.repaint();
    }

    /** As wide as its names while its list is laid out, which takes its width from here. */
    @Override
    public Dimension getSize() {
        final Dimension size = super.getSize();
        if (!layingOut && opening)
            size.width = Math.max(size.width, wide());
        return size;
    }

    private int wide() {
        int wide = 0;
        for (int i = 0; i < getItemCount(); i++)
            wide = Math.max(wide, getFontMetrics(getFont()).stringWidth(getItemAt(i).name()));
        return Math.min(WindowScale.px(WIDEST), wide + WindowScale.px(40)
                + (pictured ? WindowScale.px(PICTURE) : 0));
    }

    @Override
    public void doLayout() {
        layingOut = true;
        super.doLayout();
        layingOut = false;
    }

    private final class Opening implements PopupMenuListener {

        @Override
        public void popupMenuWillBecomeVisible(final PopupMenuEvent event) {
            opening = true;
            fill();
        }

        @Override
        public void popupMenuWillBecomeInvisible(final PopupMenuEvent event) {
            opening = false;
        }

        @Override
        public void popupMenuCanceled(final PopupMenuEvent event) {
            opening = false;
        }
    }

    private final class Cell extends DefaultListCellRenderer {

        private static final long serialVersionUID = 1L;

        @Override
        public Component getListCellRendererComponent(final JList<?> of, final Object value, final int index,
                final boolean selected, final boolean focus) {
            final Offer offer = (Offer) value;
            super.getListCellRendererComponent(of, offer.name(), index, selected, focus);
            list = of;
            if (pictured && index > 0)
                setIcon(pictures.icon(offer.picture()));
            setToolTipText(offer.text().isEmpty() ? null : offer.text());
            return this;
        }
    }
}
