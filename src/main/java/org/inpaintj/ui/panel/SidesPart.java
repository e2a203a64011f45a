package org.inpaintj.ui.panel;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.GridLayout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

import javax.swing.JCheckBox;
import javax.swing.JComponent;
import javax.swing.JPanel;
import javax.swing.JTextField;

import org.inpaintj.language.Translation;
import org.inpaintj.ui.Widgets;
import org.inpaintj.ui.WindowScale;
import org.inpaintj.ui.help.HelpKeys;

/**
 * The sides on which an image grows, each with the pixels that are added there: the key {@code directions}. A side is
 * as wide as {@code expand} until somebody gives it a width of its own. On the event thread.
 */
final class SidesPart extends JPanel {

    private static final long serialVersionUID = 1L;
    private static final List<String> SIDES = List.of("left", "right", "up", "down");
    private static final int DIGITS = 4, GAP = 4;

    private final transient PanelInputs inputs;
    private final Map<String, Side> sides = new LinkedHashMap<>();
    private boolean filling;

    /** What belongs to a side. */
    private record Side(JCheckBox box, JTextField width) {
    }

    SidesPart(final PanelInputs inputs) {
        super(new GridLayout(0, 2, WindowScale.px(2 * GAP), 0));
        this.inputs = inputs;
        SIDES.forEach(this::addSide);
    }

    private void addSide(final String name) {
        final Side side = new Side(PanelParts.plain(new JCheckBox(title(name))), new JTextField(DIGITS));
        side.box.setName(name);
        side.box.addActionListener(event -> choose());
        side.width.setName(name + "_px");
        side.width.setToolTipText(Translation.of("Pixels that are added on this side; as many as Expand says until "
                + "something else is typed"));
        side.width.getAccessibleContext().setAccessibleName(Translation.of("{0} (px)", title(name)));
        Widgets.onChange(side.width, () -> {
            if (!filling)
                choose();
        });
        for (final JComponent part : List.of(side.box, side.width))
            part.putClientProperty(HelpKeys.KEY, "directions");
        sides.put(name, side);
        final JPanel row = new JPanel(new BorderLayout(WindowScale.px(GAP), 0));
        row.add(side.box, BorderLayout.CENTER);
        row.add(side.width, BorderLayout.LINE_END);
        add(row);
    }

    private static String title(final String side) {
        return switch (side) {
            case "left" -> Translation.of("Left");
            case "right" -> Translation.of("Right");
            case "up" -> Translation.of("Up");
            default -> Translation.of("Down");
        };
    }

    /** What the label before it leads to. */
    JComponent first() {
        return sides.get(SIDES.get(0)).box;
    }

    private String common() {
        return inputs.text("expand").strip();
    }

    private void choose() {
        final StringJoiner chosen = new StringJoiner(",");
        sides.forEach((name, side) -> {
            final String own = side.width.getText().strip();
            side.width.setEnabled(side.box.isSelected());
            if (side.box.isSelected())
                chosen.add(own.isEmpty() || own.equals(common()) ? name : name + ":" + own);
        });
        inputs.put("directions", chosen.toString());
    }

    /** Takes what the settings have, whatever somebody may have written there. */
    void fill() {
        final Map<String, String> chosen = chosen();
        filling = true;
        sides.forEach((name, side) -> {
            side.box.setSelected(chosen.containsKey(name));
            side.width.setEnabled(chosen.containsKey(name));
            show(side.width, chosen.getOrDefault(name, ""));
        });
        filling = false;
    }

    /** Follows the common width, but where something is being typed. */
    void follow() {
        final Map<String, String> chosen = chosen();
        filling = true;
        sides.forEach((name, side) -> {
            if (!side.width.isFocusOwner() && chosen.containsKey(name))
                show(side.width, chosen.get(name));
        });
        filling = false;
    }

    private void show(final JTextField width, final String own) {
        final String text = own.isEmpty() ? common() : own;
        if (!text.equals(width.getText()))
            width.setText(text);
    }

    /** The sides with their own widths, empty for one without. */
    private Map<String, String> chosen() {
        final Map<String, String> chosen = new LinkedHashMap<>();
        if (!inputs.settings().has("directions"))
            SIDES.forEach(side -> chosen.put(side, ""));
        else
            for (final String part : inputs.settings().text("directions").replaceAll("\\s*:\\s*", ":")
                    .split("[,;\\s]+"))
                chosen.put(part.replaceFirst(":.*", ""), part.contains(":") ? part.replaceFirst("[^:]*:", "") : "");
        return chosen;
    }

    /** As narrow as the panel makes it. */
    @Override
    public Dimension getMinimumSize() {
        return new Dimension(1, super.getMinimumSize().height);
    }
}
