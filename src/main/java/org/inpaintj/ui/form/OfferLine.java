package org.inpaintj.ui.form;

import java.awt.BorderLayout;
import java.awt.Button;
import java.awt.FlowLayout;
import java.awt.Panel;
import java.util.Optional;

import org.inpaintj.engine.KeyOffer;

/** A line of a {@link FormDialog} that offers to set a key, with a button that sets it. On the event thread. */
final class OfferLine extends Panel {

    private static final long serialVersionUID = 1L;
    private static final int GAP = 2;

    private final WrappedText text = new WrappedText(0);
    private final Button button = new Button();
    private final transient FormDialog dialog;
    /** Null while there is none. */
    private transient KeyOffer shown;

    OfferLine(final FormDialog dialog) {
        super(new BorderLayout());
        this.dialog = dialog;
        button.addActionListener(event -> dialog.accept(shown));
        button.addKeyListener(dialog);
        final Panel right = new Panel(new FlowLayout(FlowLayout.RIGHT, 0, GAP));
        right.add(button);
        add(text, BorderLayout.CENTER);
        add(right, BorderLayout.SOUTH);
        setVisible(false);
    }

    /** px. */
    void setWidth(final int width) {
        text.setWidth(width);
    }

    /** Shows an offer, or nothing. */
    void show(final Optional<KeyOffer> offer) {
        shown = offer.orElse(null);
        text.set(offer.map(KeyOffer::sentence).orElse(""));
        offer.ifPresent(o -> button.setLabel("Use " + dialog.label(o)));
        setVisible(offer.isPresent());
    }
}
