package org.inpaintj.batch;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.inpaintj.core.InpaintException;

/**
 * A name that is made for each image of a batch: in {@code masks/{name}_mask.png} what stands in braces is filled in.
 *
 * <ul>
 * <li>{@code {name}}: the image's name without its ending
 * <li>{@code {ext}}: the ending without its point
 * <li>{@code {dir}}: the folder that the image lies in
 * <li>{@code {folder}}: that folder within the one that was listed; {@code .} at its top
 * <li>{@code {number}}: its place in the list, four digits from 0001
 * </ul>
 */
public final class FilePattern {

    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

    private FilePattern() {}

    /** Whether a text has places to be filled in. */
    public static boolean isPattern(final String text) {
        return PLACE.matcher(text).find();
    }

    /**
     * @param pattern with or without places
     * @param image   path of the file
     * @param name    its path as it was listed, with slashes
     * @param number  its place in the list, from 1
     * @throws InpaintException for another word in braces
     */
    public static String fill(final String pattern, final Path image, final String name, final int number) {
        final String file = String.valueOf(image.getFileName());
        final int dot = file.lastIndexOf('.'), slash = name.lastIndexOf('/');
        final Map<String, String> known = new LinkedHashMap<>();
        known.put("name", dot > 0 ? file.substring(0, dot) : file);
        known.put("ext", dot > 0 ? file.substring(dot + 1) : "");
        known.put("dir", String.valueOf(image.toAbsolutePath().getParent()));
        known.put("folder", slash > 0 ? name.substring(0, slash) : ".");
        known.put("number", String.format(Locale.ROOT, "%04d", number));
        return PLACE.matcher(pattern).replaceAll(place -> {
            if (!known.containsKey(place.group(1)))
                throw new InpaintException("'" + pattern + "' has {" + place.group(1) + "}, which stands for nothing: "
                        + "there are {" + String.join("}, {", known.keySet()) + "}.");
            return Matcher.quoteReplacement(known.get(place.group(1)));
        });
    }
}
