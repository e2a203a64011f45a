package org.inpaintj.tokenizer;

import java.nio.charset.Charset;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cleans a prompt as CLIP's texts were cleaned, with the steps of the Python library ftfy: HTML entities, Windows
 * control characters, ligatures, full-width letters, curly quotes, line breaks, terminal colours, control characters,
 * composed accents (NFC). Text that was decoded with a wrong character set is left as it is.
 *
 * @see <a href="https://ftfy.readthedocs.io/en/latest/config.html">the steps and their order</a>
 */
final class TextRepair {

    private static final Pattern ENTITY = Pattern.compile("&#?[0-9A-Za-z]{1,24};");
    private static final Pattern TERMINAL = Pattern.compile("\u001b\\[[\\d;]*[a-zA-Z]");
    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final Map<String, String> ENTITIES = Map.ofEntries(Map.entry("amp", "&"), Map.entry("lt", "<"),
            Map.entry("gt", ">"), Map.entry("quot", "\""), Map.entry("apos", "'"), Map.entry("nbsp", "\u00a0"),
            Map.entry("hellip", "\u2026"), Map.entry("ndash", "\u2013"), Map.entry("mdash", "\u2014"),
            Map.entry("lsquo", "\u2018"), Map.entry("rsquo", "\u2019"), Map.entry("ldquo", "\u201c"),
            Map.entry("rdquo", "\u201d"), Map.entry("copy", "\u00a9"), Map.entry("reg", "\u00ae"),
            Map.entry("trade", "\u2122"), Map.entry("deg", "\u00b0"), Map.entry("times", "\u00d7"),
            Map.entry("AMP", "&"), Map.entry("LT", "<"), Map.entry("GT", ">"), Map.entry("QUOT", "\""));
    private static final Map<Integer, String> LIGATURES = ligatures();

    private TextRepair() {}

    /** Line by line; once a line looks like markup, entities are left alone. */
    static String repair(final String text) {
        final StringBuilder repaired = new StringBuilder();
        boolean entities = true;
        for (int from = 0; from < text.length();) {
            final int found = text.indexOf('\n', from);
            final int to = found < 0 ? text.length() : found + 1;
            String line = text.substring(from, to);
            entities &= line.indexOf('<') < 0;
            String before;
            do {
                before = line;
                line = pass(line, entities);
            } while (!line.equals(before));
            repaired.append(line);
            from = to;
        }
        return repaired.toString();
    }

    private static String pass(final String line, final boolean entities) {
        final StringBuilder out = new StringBuilder();
        final String plain = entities && line.indexOf('&') >= 0 ? entities(line) : line;
        plain.codePoints().forEach(c -> out.append(widths(LIGATURES.getOrDefault(windows(c), null), windows(c))));
        final String straight = out.toString().replaceAll("[\u201c-\u201f]", "\"")
                .replaceAll("[\u02bc\u2018-\u201b]", "'")
                .replace("\r\n", "\n").replaceAll("[\r\u2028\u2029\u0085]", "\n");
        final StringBuilder kept = new StringBuilder();
        TERMINAL.matcher(straight).replaceAll("").codePoints().map(c -> c >= 0xd800 && c <= 0xdfff ? 0xfffd : c)
                .filter(c -> !isControl(c)).forEach(kept::appendCodePoint);
        return Normalizer.normalize(kept, Normalizer.Form.NFC);
    }

    /** C1 control characters are Windows letters that went through Latin-1. */
    private static int windows(final int c) {
        if (c < 0x80 || c > 0x9f)
            return c;
        final int letter = new String(new byte[] { (byte) c }, WINDOWS).codePointAt(0);
        return letter == 0xfffd ? c : letter;
    }

    /** A ligature's letters or the character itself, full-width and half-width forms made ordinary. */
    private static String widths(final String ligature, final int c) {
        if (ligature != null)
            return ligature;
        if (c == 0x3000)
            return " ";
        final String text = Character.toString(c);
        return c >= 0xff01 && c < 0xfff0 ? Normalizer.normalize(text, Normalizer.Form.NFKC) : text;
    }

    private static boolean isControl(final int c) {
        return c < 0x09 || c == 0x0b || c >= 0x0e && c < 0x20 || c == 0x7f || c >= 0x206a && c < 0x2070 || c == 0xfeff
                || c >= 0xfff9 && c < 0xfffd;
    }

    private static String entities(final String line) {
        return ENTITY.matcher(line).replaceAll(m -> Matcher.quoteReplacement(entity(m.group())));
    }

    private static String entity(final String entity) {
        final String name = entity.substring(1, entity.length() - 1);
        if (!name.startsWith("#"))
            return ENTITIES.getOrDefault(name, entity);
        try {
            final boolean hex = name.startsWith("#x") || name.startsWith("#X");
            final int c = Integer.parseInt(name.substring(hex ? 2 : 1), hex ? 16 : 10);
            return Character.isValidCodePoint(c) && c != 0 && (c < 0xd800 || c > 0xdfff)
                    ? Character.toString(windows(c)) : "\ufffd";
        } catch (final NumberFormatException e) {
            return entity;
        }
    }

    private static Map<Integer, String> ligatures() {
        final String[] all = { "\u0132IJ", "\u0133ij", "\u0149\u02bcn", "\u01f1DZ", "\u01f2Dz", "\u01f3dz",
            "\u01c4D\u017d", "\u01c5D\u017e", "\u01c6d\u017e", "\u01c7LJ", "\u01c8Lj", "\u01c9lj",
            "\u01caNJ", "\u01cbNj",
            "\u01ccnj", "\ufb00ff", "\ufb01fi", "\ufb02fl", "\ufb03ffi", "\ufb04ffl", "\ufb05\u017ft", "\ufb06st" };
        final Map<Integer, String> map = new HashMap<>();
        for (final String each : all)
            map.put((int) each.charAt(0), each.substring(1));
        return map;
    }
}
