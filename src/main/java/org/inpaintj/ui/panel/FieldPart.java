package org.inpaintj.ui.panel;

import java.awt.BorderLayout;
import java.awt.event.KeyEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JSlider;
import javax.swing.text.JTextComponent;

import org.inpaintj.core.FileNames;
import org.inpaintj.language.Translation;
import org.inpaintj.model.catalogue.ModelRole;
import org.inpaintj.ui.Thumbnails;
import org.inpaintj.ui.Widgets;
import org.inpaintj.ui.WindowScale;
import org.inpaintj.ui.form.input.KeyInput;
import org.inpaintj.ui.offer.ModelOffers;
import org.inpaintj.ui.offer.Offer;
import org.inpaintj.ui.offer.OfferMenu;

/**
 * The inputs of the panel that are no words: model, strength, results, seed, and the sides of a larger image. On the
 * event thread.
 */
final class FieldPart extends JPanel {

    private static final long serialVersionUID = 1L;
    private static final int PICTURE = 40, PERCENT = 100, GAP = 4;

    private final transient PanelInputs inputs;
    private final JPanel column = PanelParts.column();
    /** What belongs to a key. */
    private final Map<String, List<JComponent>> parts = new LinkedHashMap<>();
    private final JLabel model = PanelParts.plain(new JLabel());
    private final transient Thumbnails pictures = new Thumbnails(WindowScale.px(PICTURE), model::repaint);
    private final JSlider strength = new JSlider(0, PERCENT);
    private final SidesPart sides;
    private final transient KeyInput strengthInput;
    private boolean filling;

    FieldPart(final PanelInputs inputs) {
        super(new BorderLayout());
        this.inputs = inputs;
        sides = new SidesPart(inputs);
        add(column, BorderLayout.CENTER);
        addModel();
        addSides();
        addInput("expand", KeyEvent.VK_L);
        strengthInput = inputs.add("strength");
        addStrength();
        addInput("candidates", KeyEvent.VK_C);
        addInput("seed", KeyEvent.VK_D);
    }

    private void addModel() {
        final JPanel row = new JPanel(new BorderLayout(WindowScale.px(GAP), 0));
        final OfferMenu menu = new OfferMenu(Translation.of("Choose..."), FieldPart::models, this::pick);
        final JLabel label = new JLabel(Translation.of("Model"));
        label.setLabelFor(menu);
        model.setName("model");
        row.add(model, BorderLayout.CENTER);
        row.add(menu, BorderLayout.LINE_END);
        parts.put("model", PanelParts.labelled(column, label, KeyEvent.VK_O, row));
    }

    private void addSides() {
        final JLabel label = new JLabel(Translation.of("Sides"));
        label.setLabelFor(sides.first());
        parts.put("directions", PanelParts.labelled(column, label, KeyEvent.VK_S, sides));
    }

    private void addInput(final String key, final int mnemonic) {
        final KeyInput input = inputs.add(key);
        final JPanel row = new JPanel(new BorderLayout());
        row.add(input.component(), BorderLayout.LINE_START);
        parts.put(key, PanelParts.labelled(column, input.label(), mnemonic, row));
    }

    /** A slider and a number that follow each other. */
    private void addStrength() {
        final JPanel row = new JPanel(new BorderLayout(WindowScale.px(GAP), 0));
        row.add(strength, BorderLayout.CENTER);
        row.add(strengthInput.component(), BorderLayout.LINE_END);
        strength.setToolTipText(strengthInput.help());
        strength.getAccessibleContext().setAccessibleName(Translation.of("Strength"));
        strength.addChangeListener(event -> {
            if (!filling)
                inputs.set("strength", String.valueOf(strength.getValue() / (double) PERCENT));
        });
        Widgets.onChange((JTextComponent) strengthInput.field(), this::slide);
        parts.put("strength", PanelParts.labelled(column, strengthInput.label(), KeyEvent.VK_T, row));
    }

    /** Brings the slider to the number, as far as it is one. */
    private void slide() {
        if (filling || strengthInput.wrong().isPresent())
            return;
        filling = true;
        strength.setValue((int) Math.round(PERCENT * Double.parseDouble(strengthInput.text())));
        filling = false;
    }

    /** What paints, and at the top what needs no model. */
    private static List<Offer> models() {
        final List<Offer> offers = new ArrayList<>(List.of(new Offer(none(), "auto")));
        offers.addAll(ModelOffers.of(ModelRole.MODEL));
        return offers;
    }

    private static String none() {
        return Translation.of("Embedded engine");
    }

    private void pick(final String text) {
        inputs.put("model", text);
        fillModel();
    }

    private void fillModel() {
        final String text = inputs.settings().model();
        final Optional<Offer> known = ModelOffers.of(ModelRole.MODEL).stream()
                .filter(offer -> offer.text().equals(text)).findFirst();
        model.setText(text.equals("auto") ? none() : known.map(Offer::name).orElse(FileNames.last(text)));
        model.setToolTipText(text.equals("auto") ? null : text);
        final Optional<Path> picture = known.flatMap(Offer::picture);
        model.setIcon(picture.isPresent() ? pictures.icon(picture) : null);
    }

    /** Takes what the settings have, once the inputs made from keys have theirs. */
    void fill() {
        fillModel();
        slide();
        sides.fill();
    }

    /** Shows what means something. */
    void show(final Set<String> offered) {
        sides.follow();
        final boolean expands = inputs.settings().mode() == PanelMode.EXPAND;
        parts.forEach((key, all) -> {
            final boolean visible = offered.contains(key)
                    && (expands || !key.equals("directions") && !key.equals("expand"));
            all.forEach(part -> part.setVisible(visible));
        });
    }
}
