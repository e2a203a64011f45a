package org.inpaintj.ui.form;

import java.awt.AWTKeyStroke;
import java.awt.BorderLayout;
import java.awt.Button;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Color;
import java.awt.Component;
import java.awt.FlowLayout;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.GridLayout;
import java.awt.KeyboardFocusManager;
import java.awt.Panel;
import java.awt.TextArea;
import java.awt.TextField;
import java.awt.event.InputEvent;
import java.awt.event.KeyAdapter;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

import javax.swing.Timer;

import ij.IJ;
import ij.gui.GenericDialog;

import org.inpaintj.params.Key;
import org.inpaintj.ui.form.ParameterDialog.Asker;
import org.inpaintj.ui.offer.Offer;
import org.inpaintj.ui.offer.OfferMenu;

/** This class makes the inputs of a {@link FormDialog} from the keys of a {@link org.inpaintj.params.Parameters}. */
final class FormFields {

    private static final int NUMBER = 8, TEXT = 46, BUTTON = 10;
    /** How long the user has to pause for a path to be taken as typed, ms. */
    private static final int PAUSE = 250;
    /** px. */
    private static final int GAP = 4;

    private final GenericDialog dialog;
    private final Asker command;
    private final Map<String, String> values;
    private final Consumer<String> changed;

    /**
     * @param values  what the inputs hold at first, not checked
     * @param changed told of keys that may decide what else is asked for
     */
    FormFields(final GenericDialog dialog, final Asker command, final Map<String, String> values,
            final Consumer<String> changed) {
        this.dialog = dialog;
        this.command = command;
        this.values = values;
        this.changed = changed;
    }

    /** Adds the input of a key to the dialog. */
    FormField add(final String key) {
        final List<Component> before = Arrays.asList(dialog.getComponents());
        final Class<?> type = command.keys().type(key);
        if (type == boolean.class)
            return box(key, before);
        if (!command.choices(key).isEmpty())
            return choice(key, before);
        if (type != String.class)
            return number(key, before);
        return command.keys().describe(key).lines() > 1 ? lines(key, before) : text(key, before);
    }

    private FormField field(final String key, final Component input, final List<Component> before,
            final Supplier<String> get, final Consumer<String> put) {
        input.setName(key);
        final List<Component> parts = new ArrayList<>(Arrays.asList(dialog.getComponents()));
        parts.removeAll(before);
        return new FormField(key, input, parts, get, put);
    }

    private FormField box(final String key, final List<Component> before) {
        dialog.addCheckbox(command.label(key), Boolean.parseBoolean(values.get(key)));
        final Checkbox box = last(dialog.getCheckboxes());
        box.addItemListener(event -> changed.accept(key));
        return field(key, box, before, () -> Boolean.toString(box.getState()),
                text -> box.setState(Boolean.parseBoolean(text)));
    }

    private FormField choice(final String key, final List<Component> before) {
        dialog.addChoice(command.label(key), command.choices(key).toArray(String[]::new), values.get(key));
        final Choice choice = last(dialog.getChoices());
        choice.addItemListener(event -> changed.accept(key));
        return field(key, choice, before, choice::getSelectedItem, choice::select);
    }

    private FormField number(final String key, final List<Component> before) {
        dialog.addNumericField(command.label(key), 0, 0, NUMBER, "");
        final TextField number = last(dialog.getNumericFields());
        number.setText(values.get(key));
        final Timer pause = pause(key);
        number.addTextListener(event -> pause.restart());
        return field(key, number, before, number::getText, number::setText);
    }

    private FormField text(final String key, final List<Component> before) {
        final Key.Path path = command.keys().describe(key).path();
        final boolean offers = !command.offers(key).isEmpty();
        if (command.lists(key) && offers)
            return names(key, before);
        dialog.addStringField(command.label(key), values.get(key), TEXT - (path == Key.Path.NONE ? 0 : BUTTON)
                - (offers ? BUTTON : 0));
        final TextField text = last(dialog.getStringFields());
        if (path != Key.Path.NONE || offers) {
            final Panel panel = new Panel(new FlowLayout(FlowLayout.LEFT, 0, 0));
            replace(text, panel);
            panel.add(text);
            if (path != Key.Path.NONE)
                panel.add(browse(key, path, text));
            if (offers)
                panel.add(new OfferMenu(path == Key.Path.IMAGE ? "Open images" : path == Key.Path.NONE ? "Saved"
                        : "Models", () -> command.offers(key), text::setText, dialog));
        }
        final Timer pause = pause(key);
        if (path != Key.Path.NONE)
            text.addTextListener(event -> pause.restart());
        return field(key, text, before, () -> text.getText().strip(), text::setText);
    }

    private Button browse(final String key, final Key.Path path, final TextField text) {
        final Button browse = new Button("Browse");
        browse.addActionListener(event -> PathBrowser.ask(dialog, command.label(key), path, text.getText())
                .ifPresent(text::setText));
        browse.addKeyListener(dialog);
        return browse;
    }

    /** Restarted with each letter, it tells of a key once the user pauses. */
    private Timer pause(final String key) {
        final Timer pause = new Timer(PAUSE, event -> changed.accept(key));
        pause.setRepeats(false);
        return pause;
    }

    /** Names separated by commas, of which more can be picked; which there are may depend on other inputs. */
    private FormField names(final String key, final List<Component> before) {
        dialog.addStringField(command.label(key), values.get(key), TEXT - BUTTON);
        final TextField text = last(dialog.getStringFields());
        final Panel panel = new Panel(new FlowLayout(FlowLayout.LEFT, 0, 0));
        replace(text, panel);
        panel.add(text);
        final Choice menu = new Choice();
        fill(menu, command.offers(key));
        menu.addMouseListener(new MouseAdapter() {
            @Override
            public void mouseEntered(final MouseEvent event) {
                if (menu.getItemCount() != command.offers(key).size() + 1)
                    fill(menu, command.offers(key));
            }
        });
        menu.addItemListener(event -> {
            if (menu.getSelectedIndex() > 0)
                text.setText((text.getText().isBlank() ? "" : text.getText().strip() + ", ")
                        + text(command.offers(key), menu.getSelectedItem()));
            menu.select(0);
        });
        menu.addKeyListener(dialog);
        panel.add(menu);
        return field(key, text, before, () -> text.getText().strip(), text::setText);
    }

    private static String text(final List<Offer> offers, final String name) {
        return offers.stream().filter(offer -> offer.name().equals(name)).map(Offer::text).findFirst().orElse(name);
    }

    private static void fill(final Choice menu, final List<Offer> offers) {
        menu.removeAll();
        menu.add("Add");
        offers.forEach(offer -> menu.add(offer.name()));
    }

    /** A text of several lines on the screen, which is one line: Enter means OK, as in every input. */
    private FormField lines(final String key, final List<Component> before) {
        dialog.addStringField(command.label(key), "", TEXT);
        final TextField place = last(dialog.getStringFields());
        dialog.getStringFields().remove(place);
        final TextArea area = new TextArea(values.get(key), command.keys().describe(key).lines(), TEXT,
                TextArea.SCROLLBARS_VERTICAL_ONLY);
        if (IJ.isLinux())
            area.setBackground(Color.WHITE);
        replace(place, withButtons(key, area));
        final AWTKeyStroke tab = AWTKeyStroke.getAWTKeyStroke(KeyEvent.VK_TAB, 0),
                back = AWTKeyStroke.getAWTKeyStroke(KeyEvent.VK_TAB, InputEvent.SHIFT_DOWN_MASK);
        area.setFocusTraversalKeys(KeyboardFocusManager.FORWARD_TRAVERSAL_KEYS, Set.of(tab));
        area.setFocusTraversalKeys(KeyboardFocusManager.BACKWARD_TRAVERSAL_KEYS, Set.of(back));
        area.addKeyListener(new KeyAdapter() {
            @Override
            public void keyPressed(final KeyEvent event) {
                final int code = event.getKeyCode();
                if (code == KeyEvent.VK_ENTER)
                    event.consume();
                // no others: ImageJ takes a space that is typed for one that is held down
                if (code == KeyEvent.VK_ENTER || code == KeyEvent.VK_ESCAPE)
                    dialog.keyPressed(event);
            }
        });
        return field(key, area, before, () -> area.getText().replaceAll("\\s*\\R\\s*", " ").strip(), area::setText);
    }

    /** A text with the buttons that make or change words of it; the text alone if there are none. */
    private Component withButtons(final String key, final TextArea area) {
        final List<Button> buttons = new ArrayList<>();
        for (final FieldAction action : command.actions(key))
            buttons.add(new FieldButton(action, area, dialog));
        if (command.enhances(key)) {
            final Button enhance = new Button("Enhance...");
            enhance.addActionListener(event -> EnhanceDialog.ask(dialog, area.getText(), command.values())
                    .ifPresent(area::setText));
            buttons.add(enhance);
        }
        if (buttons.isEmpty())
            return area;
        final Panel panel = new Panel(new BorderLayout(GAP, 0)), side = new Panel(new BorderLayout()),
                column = new Panel(new GridLayout(0, 1, 0, GAP));
        buttons.forEach(button -> {
            // the keyboard goes on from text to text
            button.setFocusable(false);
            column.add(button);
        });
        side.add(column, BorderLayout.NORTH);
        panel.add(area, BorderLayout.CENTER);
        panel.add(side, BorderLayout.EAST);
        return panel;
    }

    private void replace(final Component before, final Component now) {
        final GridBagConstraints place = ((GridBagLayout) dialog.getLayout()).getConstraints(before);
        dialog.remove(before);
        dialog.add(now, place);
    }

    @SuppressWarnings("unchecked")
    private static <C extends Component> C last(final List<?> components) {
        return (C) components.get(components.size() - 1);
    }
}
