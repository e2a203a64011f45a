package org.inpaintj.imagej.image;

import java.util.LinkedHashMap;
import java.util.Map;

import ij.IJ;

import org.inpaintj.inpaint.Versions;

/** This class tells the versions of the plugin and of the ImageJ that it runs in. */
public final class HostVersions {

    private HostVersions() {}

    /** ImageJ as records name it, to its version. */
    public static Map<String, String> host() {
        return Map.of("imagej", IJ.getVersion());
    }

    /** The plugin and ImageJ as people name them, to their versions, in this order. */
    public static Map<String, String> report() {
        final Map<String, String> versions = new LinkedHashMap<>();
        versions.put("InpaintJ", Versions.version());
        versions.put("ImageJ", IJ.getVersion());
        return versions;
    }
}
