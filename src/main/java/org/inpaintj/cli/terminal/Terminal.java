package org.inpaintj.cli.terminal;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells whether somebody watches, and asks who does. */
public final class Terminal {

    private Terminal() {}

    /**
     * True if the standard error is a terminal, as far as can be told: Java itself only knows of all streams at once.
     */
    public static boolean showsErrors() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString()
                    .matches("/dev/(pts/\\d+|tty\\w*|console)");
        } catch (final IOException | UnsupportedOperationException | SecurityException e) {
            return isConsole(System.console());
        }
    }

    /** What the user types unseen at a question; null where no terminal is there, or the input has ended. */
    public static String password(final String question) {
        final Console console = System.console();
        if (!isConsole(console))
            return null;
        final char[] typed = console.readPassword("%s", question);
        return typed == null ? null : new String(typed);
    }

    /** Newer versions of Java have a console even where there is no terminal, and a method that tells. */
    private static boolean isConsole(final Console console) {
        try {
            return console != null && (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (final NoSuchMethodException e) {
            return true;
        } catch (final ReflectiveOperationException e) {
            return false;
        }
    }
}
