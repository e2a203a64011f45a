package org.inpaintj.ui.form;

import java.awt.BorderLayout;
import java.awt.FlowLayout;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

import javax.swing.JButton;
import javax.swing.JPanel;

import org.inpaintj.engine.KeyOffer;
import org.inpaintj.language.Translation;
import org.inpaintj.ui.WrappedText;

/** A line of a {@link FormDialog} that offers to set a key, with a button that sets it. On the event thread. */
final class OfferLine extends JPanel {

    private static final long serialVersionUID = 1L;
    private static final int GAP = 2;

    private final WrappedText text = new WrappedText(0, 0);
    private final JButton button = new JButton();
    private final transient Function<KeyOffer, String> label;
    /** Null while there is none. */
    private transient KeyOffer shown;

    /**
     * @param label  what people call its key
     * @param accept told of the offer when the button is pressed
     */
    OfferLine(final Function<KeyOffer, String> label, final Consumer<KeyOffer> accept) {
        super(new BorderLayout());
        this.label = label;
        button.addActionListener(event -> accept.accept(shown));
        final JPanel right = new JPanel(new FlowLayout(FlowLayout.TRAILING, 0, GAP));
        right.add(button);
        add(text, BorderLayout.CENTER);
        add(right, BorderLayout.PAGE_END);
        setVisible(false);
    }

    /** px. */
    void setTextWidth(final int width) {
        text.setWidth(width);
    }

    /** Shows an offer, or nothing. */
    void show(final Optional<KeyOffer> offer) {
        shown = offer.orElse(null);
        text.setText(offer.map(KeyOffer::sentence).map(Translation::message).orElse(""));
        offer.ifPresent(o -> button.setText(Translation.of("Use {0}", label.apply(o))));
        setVisible(offer.isPresent());
    }
}
