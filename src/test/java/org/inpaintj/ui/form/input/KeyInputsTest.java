package org.inpaintj.ui.form.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Container;
import java.awt.EventQueue;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import javax.swing.JComboBox;
import javax.swing.JLabel;
import javax.swing.JMenuItem;
import javax.swing.JPanel;
import javax.swing.JTextArea;
import javax.swing.UIManager;
import javax.swing.plaf.ColorUIResource;
import javax.swing.text.JTextComponent;

import org.junit.jupiter.api.Test;

import org.inpaintj.params.Key;
import org.inpaintj.params.Parameters;
import org.inpaintj.ui.ReadableColour;
import org.inpaintj.ui.offer.Offer;

/** Inputs as the panel of any window has them. */
class KeyInputsTest {

    /** The key whose words the window gives itself. */
    private static final String WORDS = "sampler";

    /** One key a kind of input. */
    record Kinds(
            @Key(label = "Prompt", lines = 3, help = "what to paint") String prompt,
            @Key(label = "Strength", def = "0.75", min = 0, max = 1, help = "how much is changed") double strength,
            @Key(label = "Candidates", def = "1", min = 1, max = 64, help = "how many") int candidates,
            @Key(label = "Soft", help = "soft edges") boolean soft,
            @Key(label = "Sampler", def = "auto", help = "how it goes") String sampler,
            @Key(label = "Model", def = "auto", path = Key.Path.EITHER, help = "which") String model,
            @Key(label = "Styles", help = "names") String styles) {
    }

    private static final class Window implements KeySource {

        @Override
        public Parameters<?> keys() {
            return Parameters.of(Kinds.class);
        }

        @Override
        public Map<String, String> values() {
            return defaults();
        }

        @Override
        public List<String> choices(final String key) {
            return key.equals(WORDS) ? List.of("auto", "Euler a") : List.of();
        }

        @Override
        public List<Offer> offers(final String key) {
            return switch (key) {
                case "model" -> List.of(new Offer("Tiny", "/models/tiny"));
                case "styles" -> List.of(new Offer("film", "film"), new Offer("a, b", "\"a, b\""));
                default -> List.of();
            };
        }

        @Override
        public boolean lists(final String key) {
            return key.equals("styles");
        }
    }

    private final List<String> told = new ArrayList<>();
    private final Map<String, KeyInput> inputs = new LinkedHashMap<>();

    private static <T> T onEventThread(final Supplier<T> supplier) {
        final List<T> given = new ArrayList<>();
        try {
            EventQueue.invokeAndWait(() -> given.add(supplier.get()));
        } catch (final InterruptedException | InvocationTargetException e) {
            throw new AssertionError(e);
        }
        return given.get(0);
    }

    private void make(final Map<String, String> values) {
        final Window window = new Window();
        final Map<String, String> all = new HashMap<>(window.values());
        all.putAll(values);
        onEventThread(() -> {
            for (final String key : window.keys().keys())
                inputs.put(key, KeyInputs.of(window, key, all.get(key), told::add));
            return null;
        });
    }

    private void type(final String key, final String text) {
        onEventThread(() -> {
            ((JTextComponent) inputs.get(key).field()).setText(text);
            return null;
        });
    }

    private boolean isBold(final String key) {
        return onEventThread(() -> inputs.get(key).label().getFont().isBold());
    }

    @Test
    void eachKeyHasTheInputOfItsKind() {
        make(Map.of("prompt", "a cat", "soft", "true", "sampler", "DDIM"));
        assertTrue(inputs.get("prompt").field() instanceof JTextArea area && area.getRows() == 3);
        assertEquals("true", inputs.get("soft").text());
        assertEquals("DDIM", inputs.get("sampler").text(), "what is set is shown, offered or not");
        assertEquals(inputs.get("soft").label(), inputs.get("soft").component());
        assertEquals("Strength", ((JLabel) inputs.get("strength").label()).getText());
        inputs.forEach((key, input) -> assertEquals(key, input.field().getName()));
        assertEquals("Strength: how much is changed. 0 to 1, default 0.75.", inputs.get("strength").help());
        assertEquals(List.of(), told, "nobody has changed anything");
    }

    @Test
    void whatIsWrongIsSaidWhileItIsTyped() {
        make(Map.of());
        type("strength", "1.5");
        final KeyInput strength = inputs.get("strength");
        assertEquals("The value of 'Strength' must be from 0 to 1, not 1.5.", strength.wrong().orElseThrow());
        assertEquals("1.5", strength.text(), "nothing is corrected");
        assertEquals(strength.wrong().get(), strength.help());
        assertTrue(strength.field().getToolTipText().contains("must be from 0 to 1"));
        assertTrue(ReadableColour.contrast(strength.field().getForeground(), strength.field().getBackground()) >= 4.5);
        final Color red = strength.field().getForeground();
        type("strength", "0.5");
        assertTrue(strength.wrong().isEmpty());
        assertFalse(strength.field().getForeground().equals(red));
        type("candidates", "many");
        assertEquals("The value of 'Candidates' must be a whole number from 1 to 64, not 'many'.",
                inputs.get("candidates").wrong().orElseThrow());
    }

    @Test
    void whatIsChangedIsBoldAndCanBeSetBack() {
        make(Map.of("strength", "0.4", "candidates", "1.0"));
        assertTrue(isBold("strength"), "from the beginning");
        assertFalse(isBold("candidates"), "1.0 is 1");
        assertTrue(inputs.get("strength").label().getToolTipText().contains("default: 0.75"));
        type("strength", "0.750");
        assertFalse(isBold("strength"));
        type("prompt", "a cat");
        assertTrue(isBold("prompt"));
        final JMenuItem back = (JMenuItem) inputs.get("prompt").label().getComponentPopupMenu().getComponent(0);
        onEventThread(() -> {
            back.doClick();
            return null;
        });
        assertEquals("", inputs.get("prompt").text());
        assertFalse(isBold("prompt"));
        assertTrue(told.contains("prompt"), "as if it had been typed");
    }

    @Test
    void changesAreToldOnceTheUserPauses() throws InterruptedException {
        make(Map.of());
        onEventThread(() -> {
            inputs.get("strength").set("0.3");
            inputs.get("sampler").set("Euler a");
            inputs.get("soft").set("true");
            return null;
        });
        Thread.sleep(400);
        assertEquals(List.of(), told, "set by the program");
        type("prompt", "a");
        type("prompt", "a ca");
        type("prompt", "a cat\n on a  mat ");
        onEventThread(() -> {
            ((JComboBox<?>) inputs.get("sampler").field()).setSelectedItem("auto");
            return null;
        });
        assertEquals(List.of("sampler"), told, "a choice at once");
        Thread.sleep(600);
        assertEquals(List.of("sampler", "prompt"), told, "a text once");
        assertEquals("a cat on a  mat", inputs.get("prompt").text(), "in one line");
    }

    @Test
    void whatIsPickedIsTakenAndNamesAreAdded() {
        make(Map.of("styles", "film"));
        pick("model", 1);
        assertEquals("/models/tiny", inputs.get("model").text());
        pick("styles", 2);
        assertEquals("film, \"a, b\"", inputs.get("styles").text());
        assertEquals(List.of("model", "styles"), told);
    }

    private void pick(final String key, final int index) {
        onEventThread(() -> {
            menu(inputs.get(key).component()).setSelectedIndex(index);
            return null;
        });
    }

    private static JComboBox<?> menu(final Container in) {
        for (final java.awt.Component part : in.getComponents())
            if (part instanceof JComboBox<?> menu)
                return menu;
            else if (part instanceof Container inner && menu(inner) != null)
                return menu(inner);
        return null;
    }

    /** The usual colours of a dark look and feel: all that is written can be read on what is behind it. */
    @Test
    void allCanBeReadInTheDark() {
        final Map<String, Color> dark = Map.of("Panel.background", new Color(0x3c3f41), "Label.foreground",
                new Color(0xbbbbbb), "TextField.background", new Color(0x45494a), "TextField.foreground",
                new Color(0xbbbbbb), "TextArea.background", new Color(0x45494a), "TextArea.foreground",
                new Color(0xbbbbbb), "CheckBox.background", new Color(0x3c3f41), "CheckBox.foreground",
                new Color(0xbbbbbb));
        dark.forEach((name, colour) -> UIManager.put(name, new ColorUIResource(colour)));
        try {
            make(Map.of("strength", "0.4", "soft", "true", "candidates", "99", "prompt", "a cat"));
            final JPanel panel = onEventThread(() -> {
                final JPanel made = new JPanel();
                inputs.values().forEach(input -> input.parts().forEach(made::add));
                return made;
            });
            assertEquals(dark.get("Panel.background").getRGB(), panel.getBackground().getRGB());
            for (final String key : List.of("strength", "candidates", "prompt"))
                assertTrue(ReadableColour.contrast(inputs.get(key).label().getForeground(), panel.getBackground())
                        >= 4.5, key);
            for (final String key : List.of("strength", "candidates", "prompt", "soft", "model"))
                assertTrue(ReadableColour.contrast(inputs.get(key).field().getForeground(),
                        inputs.get(key).field().getBackground()) >= 4.5, key);
            assertTrue(inputs.get("candidates").wrong().isPresent());
        } finally {
            dark.keySet().forEach(name -> UIManager.put(name, null));
        }
    }
}
