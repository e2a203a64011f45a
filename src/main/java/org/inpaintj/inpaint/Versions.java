package org.inpaintj.inpaint;

import java.util.LinkedHashMap;
import java.util.Map;

/** Versions of what computes here. */
public final class Versions {

    private Versions() {}

    /** The plugin's version as its jar says, or "development" outside a jar. */
    public static String version() {
        final String version = Versions.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /**
     * The software that a record names: InpaintJ, the host, Java and the system; names to versions, in this order.
     *
     * @param host what InpaintJ runs in, such as "imagej", to its version; may be empty
     */
    public static Map<String, String> software(final Map<String, String> host) {
        final Map<String, String> versions = new LinkedHashMap<>();
        versions.put("inpaintj", version());
        versions.putAll(host);
        versions.put("java", System.getProperty("java.version"));
        versions.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        return versions;
    }
}
