package org.inpaintj.engine.remote.service;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.inpaintj.engine.remote.FakeServer.Got;

/** The parts of a multipart/form-data body, read as a server does. */
final class FakeForm {

    private static final Pattern PART = Pattern.compile("Content-Disposition: form-data; name=\"([^\"]+)\"[^\r]*\r\n"
            + "(?:Content-Type: [^\r]+\r\n)?\r\n", Pattern.DOTALL);

    private FakeForm() {}

    static Map<String, byte[]> of(final Got got) {
        assertTrue(got.header("Content-Type").startsWith("multipart/form-data; boundary="), "kind");
        final String boundary = "--" + got.header("Content-Type").replaceFirst(".*boundary=", ""), text = got.text();
        final Map<String, byte[]> parts = new LinkedHashMap<>();
        for (final String part : text.split(Pattern.quote(boundary))) {
            final Matcher head = PART.matcher(part);
            if (head.find())
                parts.put(head.group(1), part.substring(head.end(), part.length() - 2)
                        .getBytes(StandardCharsets.ISO_8859_1));
        }
        return parts;
    }

    static String text(final Map<String, byte[]> parts, final String name) {
        return parts.containsKey(name) ? new String(parts.get(name), StandardCharsets.UTF_8) : null;
    }
}
