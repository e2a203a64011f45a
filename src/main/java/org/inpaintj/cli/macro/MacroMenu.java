package org.inpaintj.cli.macro;

import java.awt.MenuBar;
import java.awt.MenuItem;

import ij.ImageJ;
import ij.Menus;

/**
 * This class puts the entries of {@code plugins.config} into the menus of an ImageJ that did not find the jar by
 * itself.
 */
public final class MacroMenu {

    private MacroMenu() {}

    /** Adds what is not there yet, and makes it known to macros. Runs on any thread. */
    @SuppressWarnings("unchecked")
    public static void install(final ImageJ ij) {
        for (final MenuEntry entry : MenuEntry.onClassPath())
            if (Menus.getCommands().putIfAbsent(entry.label(), entry.plugin()) == null) {
                final MenuItem item = new MenuItem(entry.label());
                item.addActionListener(ij);
                submenu(Menus.getMenuBar(), entry.menu()).add(item);
            }
    }

    /** The submenu of a path such as {@code Plugins>InpaintJ}, made where it is missing. */
    private static java.awt.Menu submenu(final MenuBar bar, final String path) {
        java.awt.Menu menu = null;
        for (final String name : path.split(">")) {
            final int count = menu == null ? bar.getMenuCount() : menu.getItemCount();
            java.awt.Menu found = null;
            for (int i = 0; i < count && found == null; i++) {
                final MenuItem item = menu == null ? bar.getMenu(i) : menu.getItem(i);
                if (item instanceof java.awt.Menu sub && sub.getLabel().equals(name))
                    found = sub;
            }
            if (found == null) {
                found = new java.awt.Menu(name);
                if (menu == null)
                    bar.add(found);
                else
                    menu.add(found);
            }
            menu = found;
        }
        return menu;
    }
}
