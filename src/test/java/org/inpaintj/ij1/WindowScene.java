package org.inpaintj.ij1;

import java.awt.Window;
import java.util.List;

/**
 * A window that the plugin has, and what opens it.
 *
 * @param name   the label in the menu, and behind it which of its windows and states
 * @param shows  the classes that make the window or have it made
 * @param opener called for an empty screen, whatever the language
 */
record WindowScene(String name, List<String> shows, Opener opener) {

    /** Opens a window; on any thread but that of events. */
    interface Opener {
        Window open() throws Exception;
    }

    /** @param shows names of classes with spaces between them; may be empty */
    static WindowScene of(final String name, final String shows, final Opener opener) {
        return new WindowScene(name, shows.isEmpty() ? List.of() : List.of(shows.split(" ")), opener);
    }

    /** What its picture is called. */
    String file() {
        return name.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "") + ".png";
    }

    /** Chooses a command from the menu. */
    static Window command(final String label) {
        return PlainImageJGui.opened(() -> PlainImageJGui.choose("Plugins", "InpaintJ", label));
    }

    /** Presses a button that opens another window. */
    static Window press(final Window in, final String label) {
        return PlainImageJGui.opened(() -> PlainImageJGui.press(in, label));
    }

    /** All there are. */
    static List<WindowScene> all() {
        final List<WindowScene> all = new java.util.ArrayList<>();
        DialogScenes.addTo(all);
        ToolWindowScenes.addTo(all);
        ResultScenes.addTo(all);
        return all;
    }
}
