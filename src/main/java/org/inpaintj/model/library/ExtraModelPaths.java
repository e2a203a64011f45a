package org.inpaintj.model.library;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.inpaintj.core.InpaintException;

/**
 * The folders that ComfyUI's {@code extra_model_paths.yaml} names. Of YAML this reads what such files are made of and
 * refuses the rest: sections of {@code key: value}, where a value is one path or a {@code |} block of them.
 *
 * @see <a href="https://github.com/comfyanonymous/ComfyUI/blob/master/utils/extra_config.py">extra_config.py</a>
 */
final class ExtraModelPaths {

    private static final int MOST_PATHS = 1000, LONGEST = 4096;
    private static final Pattern KEY = Pattern.compile("([\\w.\\- ]+?)\\s*:(?:\\s+(.*))?");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)\\}|\\$(\\w+)|%(\\w+)%");
    /** What holds no models. */
    private static final Set<String> OTHERS = Set.of("base_path", "is_default", "custom_nodes", "configs");

    private final Path file;
    private final UnaryOperator<String> variables;
    private final Map<String, Map<String, List<String>>> sections = new LinkedHashMap<>();
    private int number;

    private ExtraModelPaths(final Path file, final UnaryOperator<String> variables) {
        this.file = file;
        this.variables = variables;
    }

    /**
     * Reads a file.
     *
     * @param variables the values of environment variables, null for those that are not set
     * @return absolute folders, those of default sections first; they need not be there
     * @throws InpaintException if it is no such file
     */
    static List<Path> read(final Path file, final UnaryOperator<String> variables) {
        final ExtraModelPaths paths = new ExtraModelPaths(file, variables);
        paths.parse(SmallText.read(file).lines().toList());
        return paths.folders();
    }

    private void parse(final List<String> lines) {
        Map<String, List<String>> section = null;
        List<String> block = null;
        int keys = -1, blockKeys = 0;
        for (final String raw : lines) {
            number++;
            final String line = number == 1 && raw.startsWith("\uFEFF") ? raw.substring(1) : raw;
            final int indent = line.length() - line.stripLeading().length();
            if (block != null && (line.isBlank() || indent > blockKeys)) {
                if (!line.isBlank())
                    block.add(line.strip());
                continue;
            }
            block = null;
            if (line.length() > LONGEST)
                throw refused("is longer than " + LONGEST + " letters");
            final String text = bare(line);
            if (text.isEmpty() || text.equals("---"))
                continue;
            if (line.substring(0, indent).indexOf('\t') >= 0)
                throw refused("is indented by a tab");
            final Matcher entry = KEY.matcher(text);
            if (!entry.matches())
                throw refused("is no 'key: value'");
            final String value = entry.group(2) == null ? "" : entry.group(2).strip();
            if (indent == 0) {
                if (!List.of("", "~", "null", "{}").contains(value))
                    throw refused("gives a section a value");
                section = sections.computeIfAbsent(entry.group(1), name -> new LinkedHashMap<>());
                keys = -1;
                continue;
            }
            keys = keys < 0 ? indent : keys;
            if (section == null || indent != keys)
                throw refused("is not indented like the lines of its section");
            final List<String> values = new ArrayList<>();
            section.put(entry.group(1), values);
            if (value.equals("|") || value.equals("|-") || value.equals("|+")) {
                block = values;
                blockKeys = indent;
            } else if (!value.isEmpty() && !value.equals("~") && !value.equals("null"))
                values.add(scalar(value));
        }
    }

    /** A line without its comment. */
    private static String bare(final String line) {
        final String text = line.strip();
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            final char c = text.charAt(i);
            if (quote != 0)
                quote = c == quote ? 0 : quote;
            else if ((c == '"' || c == '\'') && i > 0 && text.charAt(i - 1) == ' ')
                quote = c;
            else if (c == '#' && (i == 0 || Character.isWhitespace(text.charAt(i - 1))))
                return text.substring(0, i).strip();
        }
        return text;
    }

    private String scalar(final String value) {
        final char first = value.charAt(0);
        if (first == '"' || first == '\'') {
            if (value.length() < 2 || value.charAt(value.length() - 1) != first)
                throw refused("has a quote that does not end");
            final String inner = value.substring(1, value.length() - 1);
            return first == '\'' ? inner.replace("''", "'") : inner.replace("\\\\", "\\").replace("\\\"", "\"");
        }
        if ("&*!{[>|@`-".indexOf(first) >= 0)
            throw refused("has a value that is neither a path nor a '|' block of paths");
        return value;
    }

    private List<Path> folders() {
        final Set<Path> first = new LinkedHashSet<>(), others = new LinkedHashSet<>();
        for (final Map<String, List<String>> section : sections.values()) {
            final Path base = path(section.getOrDefault("base_path", List.of()).stream().findFirst().orElse(""),
                    file.toAbsolutePath().getParent());
            final boolean standard = section.getOrDefault("is_default", List.of()).stream()
                    .anyMatch(value -> value.equalsIgnoreCase("true"));
            section.forEach((key, values) -> {
                if (!OTHERS.contains(key))
                    values.forEach(value -> (standard ? first : others).add(path(value, base)));
            });
            if (first.size() + others.size() > MOST_PATHS)
                throw new InpaintException("'" + file + "' names more than " + MOST_PATHS + " folders; shorten it.");
        }
        first.addAll(others);
        return List.copyOf(first);
    }

    private Path path(final String text, final Path base) {
        final String known = VARIABLE.matcher(text).replaceAll(found -> {
            final String name = found.group(1) != null ? found.group(1)
                    : found.group(2) != null ? found.group(2) : found.group(3);
            final String value = variables.apply(name);
            return Matcher.quoteReplacement(value == null ? found.group() : value);
        });
        final boolean home = known.equals("~") || known.startsWith("~/") || known.startsWith("~\\");
        try {
            return base.resolve(home ? System.getProperty("user.home") + known.substring(1) : known)
                    .toAbsolutePath().normalize();
        } catch (final InvalidPathException e) {
            throw new InpaintException("'" + file + "' names '" + text + "', which is no path; correct it.", e);
        }
    }

    private InpaintException refused(final String why) {
        return new InpaintException("'" + file + "' cannot be read: line " + number + " " + why
                + "; write it as ComfyUI's example is written.");
    }
}
