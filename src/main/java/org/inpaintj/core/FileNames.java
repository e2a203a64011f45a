package org.inpaintj.core;

/** Names of files within texts that may be paths of any system. */
public final class FileNames {

    private FileNames() {}

    /** The last part of a path, of Unix or of Windows; a text without separators as it is. */
    public static String last(final String path) {
        final String bare = path.replaceFirst("(?<=[^/\\\\])[/\\\\]+$", "");
        return bare.substring(Math.max(bare.lastIndexOf('/'), bare.lastIndexOf('\\')) + 1);
    }
}
