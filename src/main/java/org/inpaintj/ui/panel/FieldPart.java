package org.inpaintj.ui.panel;

import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.FlowLayout;
import java.awt.event.KeyAdapter;
import java.awt.event.KeyEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

import javax.swing.JCheckBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JSlider;
import javax.swing.JSpinner;
import javax.swing.JTextField;
import javax.swing.SpinnerNumberModel;

import org.inpaintj.core.FileNames;
import org.inpaintj.language.Translation;
import org.inpaintj.model.catalogue.ModelRole;
import org.inpaintj.ui.Thumbnails;
import org.inpaintj.ui.WindowScale;
import org.inpaintj.ui.offer.ModelOffers;
import org.inpaintj.ui.offer.Offer;
import org.inpaintj.ui.offer.OfferMenu;

/**
 * The inputs of the panel that are no words: model, strength, results, seed, and the sides of a larger image. On the
 * event thread.
 */
final class FieldPart extends JPanel {

    private static final long serialVersionUID = 1L;
    private static final int PICTURE = 40, PERCENT = 100, MOST = 64, WIDEST = 16384;
    private static final List<String> SIDES = List.of("left", "right", "up", "down");

    private final transient PanelSettings settings;
    private final transient Runnable changed;
    private final JPanel column = PanelParts.column();
    /** What belongs to a key. */
    private final Map<String, List<Component>> parts = new LinkedHashMap<>();
    private final JLabel model = new JLabel();
    private final transient Thumbnails pictures = new Thumbnails(WindowScale.px(PICTURE), model::repaint);
    private final JSlider strength = new JSlider(0, PERCENT);
    private final JSpinner strengthNumber = new JSpinner(new SpinnerNumberModel(0.75, 0, 1, 0.05));
    private final JSpinner candidates = new JSpinner(new SpinnerNumberModel(1, 1, MOST, 1));
    private final JSpinner expand = new JSpinner(new SpinnerNumberModel(64, 1, WIDEST, 16));
    private final JTextField seed = new JTextField(10);
    private final Map<String, JCheckBox> sides = new LinkedHashMap<>();
    private boolean filling;

    FieldPart(final PanelSettings settings, final Runnable changed) {
        super(new BorderLayout());
        this.settings = settings;
        this.changed = changed;
        add(column, BorderLayout.CENTER);
        build();
        listen();
    }

    private void build() {
        final JPanel models = new JPanel(new BorderLayout(WindowScale.px(4), 0));
        final OfferMenu menu = new OfferMenu(Translation.of("Choose..."), FieldPart::models, this::pick,
                new KeyAdapter() {});
        model.setName("model");
        models.add(model, BorderLayout.CENTER);
        models.add(menu, BorderLayout.LINE_END);
        row("model", Translation.of("Model"), KeyEvent.VK_O, models, menu);
        final JPanel border = new JPanel(new FlowLayout(FlowLayout.LEADING, 0, 0));
        for (final String side : SIDES) {
            final JCheckBox box = new JCheckBox(title(side));
            box.setName(side);
            sides.put(side, box);
            border.add(box);
        }
        row("directions", Translation.of("Sides"), KeyEvent.VK_S, border, sides.get("left"));
        row("expand", Translation.of("Pixels"), KeyEvent.VK_L, expand, field(expand));
        final JPanel strong = new JPanel(new BorderLayout());
        strong.add(strength, BorderLayout.CENTER);
        strong.add(strengthNumber, BorderLayout.LINE_END);
        row("strength", Translation.of("Strength"), KeyEvent.VK_T, strong, strength);
        row("candidates", Translation.of("Candidates"), KeyEvent.VK_C, candidates, field(candidates));
        row("seed", Translation.of("Seed"), KeyEvent.VK_D, seed, seed);
        field(strengthNumber).setColumns(4);
        strengthNumber.setName("strength");
        candidates.setName("candidates");
        expand.setName("expand");
        seed.setName("seed");
        strength.setToolTipText(Translation.of("0 changes nothing, 1 repaints freely"));
        candidates.setToolTipText(Translation.of("Results to make, each a layer, the first visible"));
        seed.setToolTipText(Translation.of("A number makes the same again; -1 draws one"));
    }

    private static String title(final String side) {
        return switch (side) {
            case "left" -> Translation.of("Left");
            case "right" -> Translation.of("Right");
            case "up" -> Translation.of("Up");
            default -> Translation.of("Down");
        };
    }

    private static JTextField field(final JSpinner spinner) {
        return ((JSpinner.DefaultEditor) spinner.getEditor()).getTextField();
    }

    private void row(final String key, final String label, final int mnemonic, final JComponent part,
            final Component input) {
        input.getAccessibleContext().setAccessibleName(label);
        parts.put(key, List.of(PanelParts.labelled(column, label, mnemonic, part, input), part));
    }

    private void listen() {
        strength.addChangeListener(event -> {
            if (!filling && Math.round((double) strengthNumber.getValue() * PERCENT) != strength.getValue())
                strengthNumber.setValue(strength.getValue() / (double) PERCENT);
        });
        strengthNumber.addChangeListener(event -> {
            final double now = (double) strengthNumber.getValue();
            strength.setValue((int) Math.round(now * PERCENT));
            typed("strength", number(now));
        });
        candidates.addChangeListener(event -> typed("candidates", String.valueOf(candidates.getValue())));
        expand.addChangeListener(event -> typed("expand", String.valueOf(expand.getValue())));
        seed.getDocument().addDocumentListener(PanelParts.onChange(() -> typed("seed", seed.getText().strip())));
        sides.values().forEach(box -> box.addActionListener(event -> {
            final StringJoiner chosen = new StringJoiner(",");
            sides.forEach((side, each) -> {
                if (each.isSelected())
                    chosen.add(side);
            });
            typed("directions", chosen.toString());
        }));
    }

    private static String number(final double value) {
        return value == Math.rint(value) ? String.valueOf((long) value)
                : String.valueOf(Math.round(value * 1e6) / 1e6);
    }

    private void typed(final String key, final String text) {
        if (filling)
            return;
        settings.set(key, text);
        changed.run();
    }

    /** What paints, and at the top what needs no model. */
    private static List<Offer> models() {
        final List<Offer> offers = new ArrayList<>(List.of(new Offer(none(), "auto")));
        offers.addAll(ModelOffers.of(ModelRole.MODEL));
        return offers;
    }

    private static String none() {
        return Translation.of("None: the embedded engine");
    }

    private void pick(final String text) {
        settings.set("model", text);
        fillModel();
        changed.run();
    }

    private void fillModel() {
        final String text = settings.model();
        final Optional<Offer> known = ModelOffers.of(ModelRole.MODEL).stream()
                .filter(offer -> offer.text().equals(text)).findFirst();
        model.setText(text.equals("auto") ? none() : known.map(Offer::name).orElse(FileNames.last(text)));
        model.setToolTipText(text.equals("auto") ? null : text);
        final Optional<Path> picture = known.flatMap(Offer::picture);
        model.setIcon(picture.isPresent() ? pictures.icon(picture) : null);
    }

    /** Takes what the settings have, and where they have nothing what the mode gives. */
    void fill() {
        filling = true;
        fillModel();
        final Map<String, String> recipe = settings.mode().recipe();
        final double strong = parsed("strength", Double.parseDouble(recipe.getOrDefault("strength", settings.mode()
                == PanelMode.EXPAND ? "0.8" : "0.75")));
        strengthNumber.setValue(Math.min(1, Math.max(0, strong)));
        strength.setValue((int) Math.round(strong * PERCENT));
        candidates.setValue((int) Math.min(MOST, Math.max(1, parsed("candidates", 1))));
        expand.setValue((int) Math.min(WIDEST, Math.max(1, parsed("expand",
                Double.parseDouble(recipe.getOrDefault("expand", "64"))))));
        seed.setText(settings.has("seed") ? settings.text("seed") : "-1");
        final String chosen = settings.has("directions") ? settings.text("directions") : String.join(",", SIDES);
        sides.forEach((side, box) -> box.setSelected(List.of(chosen.split("\\s*,\\s*")).contains(side)));
        filling = false;
    }

    private double parsed(final String key, final double otherwise) {
        try {
            return settings.text(key).isBlank() ? otherwise : Double.parseDouble(settings.text(key));
        } catch (final NumberFormatException e) {
            // shown as what would be used, and said when it is
            return otherwise;
        }
    }

    /** Shows what means something. */
    void show(final Set<String> offered) {
        parts.forEach((key, all) -> {
            final boolean visible = key.equals("directions") || key.equals("expand")
                    ? settings.mode() == PanelMode.EXPAND && offered.contains(key) : offered.contains(key);
            all.forEach(part -> part.setVisible(visible));
        });
    }
}
