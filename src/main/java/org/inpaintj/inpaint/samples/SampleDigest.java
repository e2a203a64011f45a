package org.inpaintj.inpaint.samples;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.inpaintj.raster.Mask;

/** SHA-256 of what went in and what came out, in hexadecimal. */
public final class SampleDigest {

    private SampleDigest() {}

    /** Of type, size and samples, in the order of {@link Samples#bytes()}. */
    public static String of(final Samples samples) {
        final MessageDigest sha = sha();
        sha.update((samples.depth().bits() + " " + samples.width() + " " + samples.height() + " "
                + samples.planes().size() + "\n").getBytes(StandardCharsets.US_ASCII));
        return hex(sha, samples.bytes());
    }

    /** Of place, size and values, big-endian. */
    public static String of(final Mask mask) {
        final MessageDigest sha = sha();
        sha.update((mask.box().x() + " " + mask.box().y() + " " + mask.box().width() + " " + mask.box().height() + "\n")
                .getBytes(StandardCharsets.US_ASCII));
        final ByteBuffer bytes = ByteBuffer.allocate(4 * mask.values().length);
        bytes.asFloatBuffer().put(mask.values());
        return hex(sha, bytes.array());
    }

    private static MessageDigest sha() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hex(final MessageDigest sha, final byte[] bytes) {
        return HexFormat.of().formatHex(sha.digest(bytes));
    }
}
