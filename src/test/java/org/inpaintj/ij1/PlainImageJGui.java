package org.inpaintj.ij1;

import java.awt.AWTEvent;
import java.awt.Button;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.Menu;
import java.awt.MenuItem;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import javax.swing.AbstractButton;
import javax.swing.JLabel;

import ij.Menus;

import org.inpaintj.language.Translation;

/** Hands on ImageJ's real windows, for tests: every wait ends, with a message that says what did not come. */
final class PlainImageJGui {

    private static final int PATIENCE = 60_000;

    private PlainImageJGui() {}

    /** Chooses an entry of ImageJ's menu bar, as a click would. */
    static void choose(final String... path) {
        Menu menu = null;
        for (int i = 0; i < Menus.getMenuBar().getMenuCount(); i++)
            if (Menus.getMenuBar().getMenu(i).getLabel().equals(path[0]))
                menu = Menus.getMenuBar().getMenu(i);
        MenuItem item = menu;
        for (int level = 1; level < path.length; level++)
            item = item((Menu) item, path[level]);
        final MenuItem chosen = item;
        later(() -> chosen.dispatchEvent(new ActionEvent(chosen, ActionEvent.ACTION_PERFORMED, chosen.getLabel())));
    }

    /** The labels of a menu. */
    static List<String> labels(final String... path) {
        MenuItem item = null;
        for (int i = 0; i < Menus.getMenuBar().getMenuCount(); i++)
            if (Menus.getMenuBar().getMenu(i).getLabel().equals(path[0]))
                item = Menus.getMenuBar().getMenu(i);
        for (int level = 1; level < path.length; level++)
            item = item((Menu) item, path[level]);
        final List<String> labels = new ArrayList<>();
        for (int i = 0; i < ((Menu) item).getItemCount(); i++)
            labels.add(((Menu) item).getItem(i).getLabel());
        return labels;
    }

    private static MenuItem item(final Menu menu, final String label) {
        for (int i = 0; i < menu.getItemCount(); i++)
            if (menu.getItem(i).getLabel().equals(label))
                return menu.getItem(i);
        throw new AssertionError("the menu " + menu.getLabel() + " has no entry " + label);
    }

    /**
     * The showing window of a type whose title or name holds some words, in English or in the language of the windows,
     * once it is there with all that comes with it.
     */
    static <W extends Window> W window(final Class<W> type, final String words) {
        final W window = await("a window '" + words + "' beside " + titles(), () -> find(type, words));
        settle();
        return window;
    }

    static <W extends Window> W find(final Class<W> type, final String words) {
        for (final Window window : Window.getWindows())
            if (type.isInstance(window) && answers(window) && (title(window).contains(words)
                    || title(window).contains(Translation.message(words))
                    || String.valueOf(window.getName()).contains(words)))
                return type.cast(window);
        return null;
    }

    /** The window that comes of something, whatever it is called. */
    static Window opened(final Runnable action) {
        final Set<Window> showing = Arrays.stream(Window.getWindows()).filter(Window::isShowing)
                .collect(Collectors.toSet());
        action.run();
        final Window window = await("other window than " + titles(), () -> Arrays.stream(Window.getWindows())
                .filter(each -> !showing.contains(each) && each.getType() != Window.Type.POPUP && answers(each))
                .findFirst().orElse(null));
        settle();
        return window;
    }

    /**
     * Whether a window can be dealt with: a modal dialog shows a moment before the thread that opens it waits for its
     * end, and one that ends in that moment leaves the thread waiting for ever.
     */
    static boolean answers(final Window window) {
        return window.isShowing() && (!isModal(window) || waits() >= Arrays.stream(Window.getWindows())
                .filter(other -> other.isShowing() && isModal(other)).count());
    }

    private static boolean isModal(final Window window) {
        return window instanceof Dialog dialog && dialog.isModal();
    }

    /** How many dialogs are waited for, the event thread's own included, to which Fiji gives a longer name. */
    private static long waits() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getState() != Thread.State.RUNNABLE
                        || thread.getKey().getName().contains("AWT-EventQueue"))
                .flatMap(thread -> Arrays.stream(thread.getValue()))
                .filter(at -> at.getClassName().equals("java.awt.WaitDispatchSupport")
                        && at.getMethodName().equals("enter"))
                .count();
    }

    static String title(final Window window) {
        return window instanceof java.awt.Frame frame ? String.valueOf(frame.getTitle())
                : window instanceof Dialog dialog ? String.valueOf(dialog.getTitle()) : "";
    }

    static List<String> titles() {
        final List<String> titles = new ArrayList<>();
        for (final Window window : Window.getWindows())
            if (window.isShowing())
                titles.add(title(window));
        return titles;
    }

    /** The components of a type inside a window, in their order. */
    static <C extends Component> List<C> all(final Container in, final Class<C> type) {
        final List<C> found = new ArrayList<>();
        for (final Component component : in.getComponents()) {
            if (type.isInstance(component))
                found.add(type.cast(component));
            if (component instanceof Container inner)
                found.addAll(all(inner, type));
        }
        return found;
    }

    /** Presses the button of that label, in English or in the language of the windows. */
    static void press(final Container in, final String label) {
        final List<String> labels = List.of(label, Translation.message(label));
        for (final Button button : all(in, Button.class))
            if (labels.contains(button.getLabel().trim())) {
                later(() -> button.dispatchEvent(new ActionEvent(button, ActionEvent.ACTION_PERFORMED, label)));
                return;
            }
        final AbstractButton button = await("the button " + label, () -> all(in, AbstractButton.class).stream()
                .filter(b -> b.getText() != null && labels.contains(b.getText()) && b.isEnabled())
                .findFirst().orElse(null));
        later(button::doClick);
    }

    static void key(final Component component, final int code) {
        key(component, code, 0);
    }

    static void key(final Component component, final int code, final int modifiers) {
        for (final int id : new int[] { KeyEvent.KEY_PRESSED, KeyEvent.KEY_RELEASED }) {
            final AWTEvent event = new KeyEvent(component, id, System.currentTimeMillis(), modifiers, code,
                    KeyEvent.CHAR_UNDEFINED);
            later(() -> component.dispatchEvent(event));
        }
    }

    /** Runs something on the event thread soon; a modal dialog it opens does not block the caller. */
    static void later(final Runnable action) {
        EventQueue.invokeLater(action);
    }

    /** Waits for everything that is queued on the event thread. */
    static void settle() {
        try {
            EventQueue.invokeAndWait(() -> {});
        } catch (final InterruptedException | InvocationTargetException e) {
            throw new AssertionError(e);
        }
    }

    /** What the supplier gives on the event thread, to which ImageJ's lists of windows belong. */
    static <T> T onEventThread(final Supplier<T> supplier) {
        final AtomicReference<T> given = new AtomicReference<>();
        try {
            EventQueue.invokeAndWait(() -> given.set(supplier.get()));
        } catch (final InterruptedException | InvocationTargetException e) {
            throw new AssertionError(e);
        }
        return given.get();
    }

    /** Waits until the supplier gives something. */
    static <T> T await(final String what, final Supplier<T> supplier) {
        final long end = System.currentTimeMillis() + PATIENCE;
        while (System.currentTimeMillis() < end) {
            final T found = supplier.get();
            if (found != null)
                return found;
            try {
                Thread.sleep(20);
            } catch (final InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        throw new AssertionError("no " + what + " (windows: " + titles() + ")");
    }

    static void until(final String what, final Supplier<Boolean> condition) {
        await(what, () -> condition.get() ? true : null);
    }

    /** The text a window shows outside of its fields. */
    static String text(final Window window) {
        final StringBuilder text = new StringBuilder();
        for (final Component component : all(window, Component.class))
            if (component instanceof java.awt.Label label)
                text.append(label.getText()).append('\n');
            else if (component instanceof JLabel label)
                text.append(label.getText()).append('\n');
            else if (component instanceof ij.gui.MultiLineLabel)
                try {
                    final java.lang.reflect.Field lines = ij.gui.MultiLineLabel.class.getDeclaredField("lines");
                    lines.setAccessible(true);
                    text.append(String.join(" ", (String[]) lines.get(component))).append('\n');
                } catch (final ReflectiveOperationException e) {
                    throw new AssertionError(e);
                }
        return text.toString();
    }
}
