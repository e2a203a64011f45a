package org.inpaintj.cli;

/** Versions of what is in the jar. */
final class Versions {

    private Versions() {}

    /** The plugin's version as its jar says, or "development" outside a jar. */
    static String plugin() {
        final String version = Versions.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
