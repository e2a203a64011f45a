package org.inpaintj.inpaint.samples;

import java.nio.ByteBuffer;

import org.inpaintj.core.Sha256;
import org.inpaintj.raster.Mask;

/** SHA-256 of what went in and what came out, in hexadecimal. */
public final class SampleDigest {

    private SampleDigest() {}

    /** Of type, size and samples, in the order of {@link Samples#bytes()}. */
    public static String of(final Samples samples) {
        return new Sha256().addAscii(samples.type().bits() + " " + samples.width() + " " + samples.height() + " "
                + samples.planes().size() + "\n").add(samples.bytes()).hex();
    }

    /** Of place, size and values, big-endian. */
    public static String of(final Mask mask) {
        final ByteBuffer bytes = ByteBuffer.allocate(4 * mask.values().length);
        bytes.asFloatBuffer().put(mask.values());
        return new Sha256().addAscii(mask.box().x() + " " + mask.box().y() + " " + mask.box().width() + " "
                + mask.box().height() + "\n").add(bytes.array()).hex();
    }
}
