package org.inpaintj.imagej.image;

import java.util.LinkedHashMap;
import java.util.Map;

import ij.IJ;

/** Versions of what computes here. */
public final class Versions {

    private Versions() {}

    /** The plugin's version as its jar says, or "development" outside a jar. */
    public static String version() {
        final String version = Versions.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /** The plugin and ImageJ, names to versions, in this order. */
    public static Map<String, String> versions() {
        final Map<String, String> versions = new LinkedHashMap<>();
        versions.put("InpaintJ", version());
        versions.put("ImageJ", IJ.getVersion());
        return versions;
    }
}
