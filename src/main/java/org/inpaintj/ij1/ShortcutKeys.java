package org.inpaintj.ij1;

import java.awt.Menu;
import java.awt.MenuItem;
import java.awt.MenuShortcut;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ij.IJ;
import ij.ImageJ;
import ij.Menus;
import ij.Prefs;

/**
 * The keys that {@code plugins.config} gives to commands of this plugin. ImageJ reads it after what the user has set in
 * <em>Plugins &gt; Shortcuts</em> and would take such a key for us, in silence: so it is given back here before the
 * first command of this plugin runs.
 */
final class ShortcutKeys {

    /** Labels to keys, as plugins.config has them. */
    static final Map<String, String> OURS = Map.of("Remove Object", "r", "Generate", "g");

    /** As {@link Menus} keeps what the user has set. */
    private static final Pattern ENTRY = Pattern.compile("h,\"\\*?(.*)\\[(.)\\]\",.*");
    private static final int MOST = 100;
    private static boolean settled;

    private ShortcutKeys() {}

    /**
     * Gives keys of the user's back, the first time.
     *
     * @param label of the command that has begun
     * @return the command that the user meant, if it has begun for such a key
     */
    static synchronized Optional<String> meant(final String label) {
        if (settled || IJ.getInstance() == null)
            return Optional.empty();
        settled = true;
        final List<String> entries = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            final String entry = Prefs.getString("plugin" + i / 10 + i % 10);
            if (entry == null)
                break;
            entries.add(entry);
        }
        return meant(label, entries, byKey(IJ.getInstance()));
    }

    /**
     * The same.
     *
     * @param entries what the user has set
     * @param byKey   whether a key has begun it
     */
    static Optional<String> meant(final String label, final List<String> entries, final boolean byKey) {
        Optional<String> meant = Optional.empty();
        for (final String entry : entries) {
            final Matcher matcher = ENTRY.matcher(entry);
            if (!matcher.matches())
                continue;
            final String own = OURS.entrySet().stream().filter(e -> e.getValue().equals(matcher.group(2)))
                    .map(Map.Entry::getKey).findFirst().orElse("");
            if (own.isEmpty() || own.equals(matcher.group(1)))
                continue;
            giveBack(own, matcher.group(2), '*' + matcher.group(1));
            if (byKey && own.equals(label))
                meant = Optional.of('*' + matcher.group(1));
        }
        return meant;
    }

    @SuppressWarnings({ "unchecked", "rawtypes" })
    private static void giveBack(final String own, final String key, final String command) {
        final int code = Menus.convertShortcutToCode(key);
        ((Map) Menus.getShortcuts()).put(code, command);
        for (int i = 0; i < Menus.getMenuBar().getMenuCount(); i++)
            take(Menus.getMenuBar().getMenu(i), own, code);
        IJ.log("The key " + key + " stays with '" + command.substring(1) + "', as Plugins > Shortcuts says: '" + own
                + "' has none.");
    }

    private static void take(final Menu menu, final String label, final int code) {
        for (int i = 0; i < menu.getItemCount(); i++) {
            final MenuItem item = menu.getItem(i);
            final MenuShortcut shortcut = item.getShortcut();
            if (item instanceof Menu inner)
                take(inner, label, code);
            else if (item.getLabel().equals(label) && shortcut != null && shortcut.getKey() == code)
                item.deleteShortcut();
        }
    }

    /** ImageJ tells by these times itself whether a key or the menu has begun a command. */
    private static boolean byKey(final ImageJ imagej) {
        try {
            return time(imagej, "keyPressedTime") >= time(imagej, "actionPerformedTime");
        } catch (final ReflectiveOperationException | RuntimeException e) {
            // of another version: the command runs, and the next press is the user's
            return false;
        }
    }

    private static long time(final ImageJ imagej, final String name) throws ReflectiveOperationException {
        final Field field = ImageJ.class.getDeclaredField(name);
        field.setAccessible(true);
        return field.getLong(imagej);
    }
}
