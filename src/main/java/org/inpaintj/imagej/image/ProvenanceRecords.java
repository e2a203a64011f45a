package org.inpaintj.imagej.image;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ij.ImagePlus;

/**
 * This class keeps the records of generated content in the Info of an image, which ImageJ saves with a TIFF and forgets
 * with a PNG.
 */
public final class ProvenanceRecords {

    private static final String MARK = "InpaintJ provenance: ";
    /** The braces inside of a record are indented. */
    private static final Pattern RECORD =
            Pattern.compile("^" + MARK + "(\\{.*?^\\})", Pattern.MULTILINE | Pattern.DOTALL);

    private ProvenanceRecords() {}

    /** Adds a record to an image's Info. */
    public static void add(final ImagePlus imp, final String record) {
        final String info = imp.getInfoProperty();
        imp.setProperty("Info", (info == null || info.isBlank() ? "" : info.stripTrailing() + "\n") + MARK + record
                + "\n");
    }

    /** The records that an image's Info holds, in the order in which they were added. */
    public static List<String> of(final ImagePlus imp) {
        final List<String> records = new ArrayList<>();
        if (imp.getInfoProperty() == null)
            return records;
        final Matcher found = RECORD.matcher(imp.getInfoProperty());
        while (found.find())
            records.add(found.group(1));
        return records;
    }
}
