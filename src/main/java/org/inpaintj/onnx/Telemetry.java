package org.inpaintj.onnx;

import org.inpaintj.core.Platform;

/**
 * Telemetry is what ONNX Runtime tells its makers. InpaintJ's own version tells nothing; this is for a Fiji in which
 * another plugin's version is the one that was loaded, and for native files that the user has named.
 *
 * @param version  version of the library that is loaded, such as 1.28.0
 * @param os       one of those of {@link Platform#os()}
 * @param disabled value of {@link #DISABLE}, null if it is not set
 */
public record Telemetry(String version, String os, String disabled) {

    /**
     * Variable of the environment; with {@link #YES} newer versions tell nothing. They read it when they are loaded.
     */
    public static final String DISABLE = "ORT_DISABLE_TELEMETRY";
    public static final String YES = "1";

    /** The first version that tells anything on other systems than Windows. */
    private static final int MAJOR = 1, MINOR = 29;

    /** That of the library loaded in this process. */
    public static Telemetry of(final String version) {
        return new Telemetry(version, Platform.os(), System.getenv(DISABLE));
    }

    /** Whether anything is told, and what to do if so. */
    public String text() {
        if (os.equals("win"))
            return "none: ONNX Runtime was told to report nothing to Windows";
        if (!able())
            return "none in this version of ONNX Runtime";
        return disabled != null && disabled.strip().equals(YES)
                ? "off: ONNX Runtime " + version + " could report its use to Microsoft, but " + DISABLE + "="
                + YES + " is set"
                : "ON: ONNX Runtime " + version + " reports its use to Microsoft. Set " + DISABLE + "=" + YES
                        + " in the environment before this program starts, or keep only a version before " + MAJOR + '.'
                        + MINOR + " of its jar and native files.";
    }

    /** A version that cannot be read counts as a new one. */
    private boolean able() {
        final String[] parts = version.split("\\.");
        try {
            final int major = Integer.parseInt(parts[0]);
            return major > MAJOR || major == MAJOR && Integer.parseInt(parts[1]) >= MINOR;
        } catch (final NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return true;
        }
    }
}
