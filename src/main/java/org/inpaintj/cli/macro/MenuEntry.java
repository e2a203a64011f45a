package org.inpaintj.cli.macro;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A menu entry is one line of a {@code plugins.config}.
 *
 * @param menu   where it goes, such as {@code Plugins>InpaintJ}
 * @param label  what it is called, also by macros
 * @param plugin the class, with its argument in {@code ("...")} if it has one
 */
public record MenuEntry(String menu, String label, String plugin) {

    private static final Pattern LINE = Pattern.compile("\\s*([^#\"]+?)\\s*,\\s*\"([^\"]+)\"\\s*,\\s*(\\S.*?)\\s*");
    /** A key behind a label, which is no part of it; ImageJ keeps those of function keys. */
    private static final Pattern KEY = Pattern.compile("(.+)\\[(.|N.)\\]");

    /** The entries of every plugin on the class path, in the order of their lines; separators left out. */
    static List<MenuEntry> onClassPath() {
        final List<MenuEntry> entries = new ArrayList<>();
        try {
            for (final URL url : Collections.list(MenuEntry.class.getClassLoader().getResources("plugins.config")))
                try (InputStream in = url.openStream()) {
                    entries.addAll(parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
                }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }

    public static List<MenuEntry> parse(final String config) {
        return config.lines().map(LINE::matcher).filter(Matcher::matches)
                .map(m -> new MenuEntry(m.group(1), KEY.matcher(m.group(2)).replaceFirst("$1"), m.group(3)))
                .filter(e -> !e.label.equals("-")).toList();
    }
}
