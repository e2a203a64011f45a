package org.inpaintj.ij1;

import static org.inpaintj.ij1.TestDesktop.again;
import static org.inpaintj.ij1.TestDesktop.check;
import static org.inpaintj.ij1.TestDesktop.choose;
import static org.inpaintj.ij1.TestDesktop.image;
import static org.inpaintj.ij1.TestDesktop.inpaintDialog;
import static org.inpaintj.ij1.TestDesktop.input;
import static org.inpaintj.ij1.TestDesktop.message;
import static org.inpaintj.ij1.TestDesktop.shown;
import static org.inpaintj.ij1.TestDesktop.type;
import static org.inpaintj.ij1.TestDesktop.typed;

import java.awt.Color;
import java.awt.Component;
import java.awt.Dialog;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import javax.swing.JCheckBox;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JLabel;
import javax.swing.JMenuItem;
import javax.swing.JScrollPane;
import javax.swing.JTextField;
import javax.swing.UIManager;
import javax.swing.plaf.ColorUIResource;
import javax.swing.text.JTextComponent;

import ij.ImagePlus;
import ij.Prefs;

import org.inpaintj.core.CancelledException;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.ui.ModalDialogs;
import org.inpaintj.ui.ReadableColour;
import org.inpaintj.ui.TextLink;
import org.inpaintj.ui.WrappedText;
import org.inpaintj.ui.form.FormDialog;

/** What a dialog says of what is typed, and that none of it is lost. */
final class TypingScenarios {

    private TypingScenarios() {}

    static void addTo(final Map<String, GuiScenarios.Scenario> all) {
        all.put("a value that is not the default is marked and set back", TypingScenarios::marked);
        all.put("what the second page sets leads there", TypingScenarios::link);
        all.put("a value out of range is red while it is typed", TypingScenarios::wrong);
        all.put("what was typed before Cancel is offered again", TypingScenarios::nothingLost);
        all.put("a dialog that offers it is as high as the screen lets it", TypingScenarios::high);
        all.put("a prompt outlives an engine that has none", TypingScenarios::hidden);
        all.put("the dialog can be read in a dark look and feel", TypingScenarios::dark);
        all.put("the keyboard reaches inputs and buttons", TypingScenarios::keyboard);
        all.put("an interrupt closes a dialog", TypingScenarios::interrupt);
    }

    private static void gone(final FormDialog dialog) {
        PlainImageJGui.press(dialog, "Cancel");
        PlainImageJGui.until("end of the dialog", () -> !dialog.isShowing());
    }

    private static JComponent label(final FormDialog dialog, final String text) {
        return PlainImageJGui.all(dialog, JLabel.class).stream().filter(label -> text.equals(label.getText()))
                .findFirst().orElseThrow();
    }

    private static boolean isBold(final FormDialog dialog, final String label) {
        return PlainImageJGui.onEventThread(() -> label(dialog, label).getFont().isBold());
    }

    private static void marked() {
        image();
        Prefs.set("inpaintj.inpaint", "engine=slow padding=40 invert");
        final FormDialog dialog = inpaintDialog();
        check(isBold(dialog, "Padding (px)") && isBold(dialog, "Engine"), "as it was left the last time");
        check(!isBold(dialog, "Seed (-1 = random)") && !isBold(dialog, "Grow (px)"), "the others are not");
        final JCheckBox invert = input(dialog, JCheckBox.class, "invert");
        check(invert.getFont().isBold() && invert.isSelected(), "a box has its own label");
        check(label(dialog, "Padding (px)").getToolTipText().contains("default: 32"), "what it would be");
        type(dialog, "grow", "3");
        check(isBold(dialog, "Grow (px)"), "at once");
        final JMenuItem back = (JMenuItem) label(dialog, "Padding (px)").getComponentPopupMenu().getComponent(0);
        PlainImageJGui.later(back::doClick);
        PlainImageJGui.until("the default", () -> typed(dialog, "padding").equals("32"));
        check(!isBold(dialog, "Padding (px)"), "no mark");
        PlainImageJGui.press(dialog, "Defaults");
        PlainImageJGui.until("all defaults", () -> !invert.isSelected() && !isBold(dialog, "Engine")
                && !isBold(dialog, "Grow (px)") && !invert.getFont().isBold());
        gone(dialog);
    }

    private static void link() {
        image();
        Prefs.set("inpaintj.inpaint", "engine=slow spill=3");
        final FormDialog dialog = inpaintDialog();
        type(dialog, "seed", "8");
        final TextLink link = PlainImageJGui.await("a link", () -> PlainImageJGui.all(dialog, TextLink.class).stream()
                .filter(text -> text.isShowing() && text.getText().contains("Spill (px) 3")).findFirst().orElse(null));
        PlainImageJGui.later(link::requestFocus);
        PlainImageJGui.until("focus", link::isFocusOwner);
        PlainImageJGui.key(link, KeyEvent.VK_SPACE);
        final FormDialog more = PlainImageJGui.window(FormDialog.class, "Inpaint Selection: More");
        type(more, "spill", "0");
        PlainImageJGui.press(more, "OK");
        final FormDialog back = PlainImageJGui.await("the first page", () -> {
            final FormDialog found = PlainImageJGui.find(FormDialog.class, "Inpaint Selection");
            return found == null || found == dialog || found == more ? null : found;
        });
        check(PlainImageJGui.all(back, TextLink.class).stream().noneMatch(text -> text.isShowing()
                && text.getText().contains("More...")), "nothing is hidden any more");
        check(typed(back, "seed").equals("8"), typed(back, "seed"));
        gone(back);
    }

    private static String help(final FormDialog dialog) {
        return PlainImageJGui.all(dialog, WrappedText.class).stream().filter(Component::isShowing)
                .map(WrappedText::getText).reduce("", (a, b) -> a + b + "\n");
    }

    private static void wrong() {
        image();
        Prefs.set("inpaintj.inpaint", "engine=slow");
        final FormDialog dialog = inpaintDialog();
        final JTextField candidates = input(dialog, JTextField.class, "candidates");
        PlainImageJGui.later(candidates::requestFocus);
        PlainImageJGui.until("what it takes", () -> help(dialog).contains("1 to 64, default 1."));
        final Color plain = candidates.getForeground();
        type(dialog, "candidates", "65");
        PlainImageJGui.until("what is wrong", () -> help(dialog).contains(
                "The value of 'Candidates' must be from 1 to 64, not 65."));
        check(!candidates.getForeground().equals(plain) && ReadableColour.contrast(candidates.getForeground(),
                candidates.getBackground()) >= ReadableColour.CONTRAST, candidates.getForeground());
        check(candidates.getText().equals("65"), "nothing is corrected");
        type(dialog, "candidates", "6");
        PlainImageJGui.until("the help again", () -> help(dialog).contains("default 1."));
        check(candidates.getForeground().equals(plain), candidates.getForeground());
        gone(dialog);
    }

    private static TextLink offered(final FormDialog dialog) {
        return PlainImageJGui.all(dialog, TextLink.class).stream().filter(text -> text.isShowing()
                && text.getText().startsWith("Type again")).findFirst().orElse(null);
    }

    private static FormDialog offering(final FormDialog before) {
        PlainImageJGui.until("end of the dialog", () -> !before.isShowing() && GuiScenarios.commands() == 0);
        final FormDialog dialog = inpaintDialog();
        PlainImageJGui.until("the offer", () -> offered(dialog) != null);
        return dialog;
    }

    private static void high() {
        image();
        Prefs.set("inpaintj.inpaint", "engine=diffusion spill=3 tone=full");
        final FormDialog before = inpaintDialog();
        type(before, "seed", "5");
        PlainImageJGui.press(before, "Cancel");
        Prefs.setGuiScale(1.7);
        try {
            final FormDialog dialog = offering(before);
            final int screen = dialog.getGraphicsConfiguration().getBounds().height;
            check(PlainImageJGui.all(dialog, JScrollPane.class).get(0).getVerticalScrollBar().isVisible()
                    && dialog.getHeight() > screen - 100, dialog.getHeight() + " of " + screen);
            gone(dialog);
        } finally {
            Prefs.setGuiScale(1);
        }
    }

    /** Half typed, of both pages, by Cancel, Esc and the close box; what was used is not offered. */
    private static void nothingLost() {
        final ImagePlus imp = image();
        Prefs.set("inpaintj.inpaint", "engine=slow steps=2");
        FormDialog dialog = inpaintDialog();
        choose(dialog, "engine", "slow_prompt");
        PlainImageJGui.until("its prompt", () -> shown(inpaint()).contains("prompt"));
        type(dialog, "prompt", "a long, well thought out prompt");
        type(dialog, "candidates", "many");
        PlainImageJGui.press(dialog, "Cancel");
        dialog = offering(dialog);
        check(!shown(dialog).contains("prompt") && typed(dialog, "candidates").equals("1"), "as if nothing had been");
        final TextLink link = offered(dialog);
        PlainImageJGui.later(link::press);
        PlainImageJGui.until("what was typed", () -> shown(inpaint()).contains("prompt")
                && typed(inpaint(), "prompt").equals("a long, well thought out prompt")
                && typed(inpaint(), "candidates").equals("many"));
        PlainImageJGui.until("no offer", () -> offered(inpaint()) == null);
        type(dialog, "candidates", "2");
        PlainImageJGui.key(input(dialog, JTextComponent.class, "candidates"), KeyEvent.VK_ESCAPE);
        dialog = offering(dialog);
        PlainImageJGui.later(offered(dialog)::press);
        PlainImageJGui.until("what was typed", () -> shown(inpaint()).contains("prompt")
                && typed(inpaint(), "candidates").equals("2"));
        final FormDialog used = dialog;
        PlainImageJGui.press(used, "OK");
        PlainImageJGui.until("layers", () -> Layer.of(imp).size() == 2);
        PlainImageJGui.until("end of the command", () -> GuiScenarios.commands() == 0);
        final FormDialog last = inpaintDialog();
        check(offered(last) == null && typed(last, "prompt").equals("a long, well thought out prompt"), "it was used");
        gone(last);
    }

    private static void hidden() {
        final ImagePlus imp = image();
        Prefs.set("inpaintj.inpaint", "engine=slow_prompt steps=2");
        final FormDialog dialog = inpaintDialog();
        type(dialog, "prompt", "a prompt for later");
        choose(dialog, "engine", "patch");
        PlainImageJGui.until("no prompt", () -> !shown(dialog).contains("prompt"));
        // the pause after typing
        TestDesktop.sleep(500);
        PlainImageJGui.press(dialog, "OK");
        PlainImageJGui.until("layer", () -> Layer.of(imp).size() == 1);
        check(!Layer.of(imp).get(0).macro().contains("prompt"), Layer.of(imp).get(0).macro());
        final FormDialog next = inpaintDialog();
        choose(next, "engine", "slow_prompt");
        PlainImageJGui.until("the prompt", () -> shown(next).contains("prompt"));
        check(typed(next, "prompt").equals("a prompt for later"), typed(next, "prompt"));
        gone(next);
    }

    private static FormDialog inpaint() {
        return PlainImageJGui.window(FormDialog.class, "Inpaint Selection");
    }

    /** The usual colours of a dark look and feel. */
    private static void dark() {
        image();
        Prefs.set("inpaintj.inpaint", "engine=slow_prompt candidates=2 spill=3");
        final Map<String, Integer> colours = new java.util.HashMap<>();
        for (final String part : List.of("Panel", "OptionPane", "Viewport", "CheckBox", "Label", "ScrollPane")) {
            colours.put(part + ".background", 0x3c3f41);
            colours.put(part + ".foreground", 0xbbbbbb);
        }
        for (final String part : List.of("TextField", "TextArea", "ComboBox")) {
            colours.put(part + ".background", 0x45494a);
            colours.put(part + ".foreground", 0xbbbbbb);
        }
        colours.forEach((name, colour) -> UIManager.put(name, new ColorUIResource(colour)));
        try {
            final FormDialog dialog = inpaintDialog();
            final JTextField candidates = input(dialog, JTextField.class, "candidates");
            PlainImageJGui.later(candidates::requestFocus);
            type(dialog, "candidates", "99");
            PlainImageJGui.until("what is wrong", () -> help(dialog).contains("must be from 1 to 64"));
            check(unreadable(dialog).isEmpty(), unreadable(dialog));
            PlainImageJGui.press(dialog, "OK");
            final Window said = PlainImageJGui.await("message", () -> message("The value of 'Candidates'"));
            check(unreadable(said).isEmpty(), unreadable(said));
            check(Arrays.stream(Window.getWindows()).noneMatch(window -> window instanceof Dialog
                    && window.isShowing() && !(window instanceof JDialog)), "no dialog of AWT");
            PlainImageJGui.press(said, "OK");
            gone(again(dialog));
        } finally {
            colours.keySet().forEach(name -> UIManager.put(name, null));
        }
    }

    /** The texts that cannot be told from what is behind them. */
    private static TreeSet<String> unreadable(final Window window) {
        final TreeSet<String> texts = new TreeSet<>();
        for (final JComponent part : PlainImageJGui.all(window, JComponent.class)) {
            final String text = part instanceof JLabel label ? label.getText() : part instanceof JCheckBox box
                    ? box.getText() : part instanceof JTextComponent typed ? typed.getText() : "";
            Component behind = part;
            while (!behind.isOpaque())
                behind = behind.getParent();
            if (part.isShowing() && text != null && !text.isEmpty()
                    && ReadableColour.contrast(part.getForeground(), behind.getBackground()) < ReadableColour.CONTRAST)
                texts.add(text);
        }
        return texts;
    }

    private static void interrupt() {
        final Thread asking = new Thread(() -> ModalDialogs.tell("Told", "words that wait to be read"), "Asking");
        asking.start();
        PlainImageJGui.await("message", () -> message("words that wait"));
        asking.interrupt();
        PlainImageJGui.until("end of both", () -> message("words that wait") == null && !asking.isAlive());
        final Thread late = new Thread(() -> {
            Thread.currentThread().interrupt();
            ModalDialogs.tell("Told", "words that nobody reads");
        }, "Asking");
        final List<Throwable> thrown = new ArrayList<>();
        late.setUncaughtExceptionHandler((thread, error) -> thrown.add(error));
        late.start();
        PlainImageJGui.until("end", () -> !late.isAlive() && message("nobody reads") == null);
        check(thrown.stream().allMatch(CancelledException.class::isInstance), thrown);
    }

    private static void keyboard() {
        image();
        Prefs.set("inpaintj.inpaint", "engine=slow_prompt");
        final FormDialog dialog = inpaintDialog();
        final JTextComponent prompt = input(dialog, JTextComponent.class, "prompt");
        PlainImageJGui.until("focus on the prompt", prompt::isFocusOwner);
        final List<Character> letters = PlainImageJGui.all(dialog, JLabel.class).stream().filter(Component::isShowing)
                .map(label -> (char) label.getDisplayedMnemonic()).filter(letter -> letter != 0).toList();
        check(letters.size() > 5 && new TreeSet<>(letters).size() == letters.size(), letters);
        final JLabel padding = (JLabel) label(dialog, "Padding (px)");
        // the label has the focus as long as the key is held
        post(prompt, KeyEvent.KEY_PRESSED, padding.getDisplayedMnemonic());
        PlainImageJGui.until("no focus on the prompt", () -> !prompt.isFocusOwner());
        post(padding, KeyEvent.KEY_RELEASED, padding.getDisplayedMnemonic());
        PlainImageJGui.until("focus on the padding", input(dialog, JTextField.class, "padding")::isFocusOwner);
        PlainImageJGui.key(input(dialog, JTextField.class, "padding"), KeyEvent.VK_M, KeyEvent.ALT_DOWN_MASK);
        final FormDialog more = PlainImageJGui.window(FormDialog.class, "Inpaint Selection: More");
        PlainImageJGui.key(more.getRootPane(), KeyEvent.VK_ESCAPE);
        PlainImageJGui.until("end of the second page", () -> !more.isShowing());
        gone(again(dialog));
    }

    private static void post(final Component at, final int what, final int code) {
        Toolkit.getDefaultToolkit().getSystemEventQueue().postEvent(new KeyEvent(at, what, System.currentTimeMillis(),
                KeyEvent.ALT_DOWN_MASK, code, KeyEvent.CHAR_UNDEFINED));
    }
}
