package org.inpaintj.imagej.layer;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

import ij.gui.Roi;

/**
 * A packed text holds compressed bytes (RFC 1950) as a string property of a Roi. ImageJ reads properties back as Latin
 * 1 with backslash escapes, hence Base64. Nothing read is trusted: as many bytes are unpacked as the reader asks for,
 * and no more.
 */
public final class PackedText implements AutoCloseable {

    /** What one compressed byte can become at most. */
    private static final long LARGEST_RATIO = 1032;

    private final String key;
    private final Inflater inflater = new Inflater();
    /** Bytes that can still come. */
    private long most;

    /** @throws DamagedLayerException if the Roi has no such property */
    PackedText(final Roi roi, final String key) {
        this.key = key;
        final String text = roi.getProperty(key);
        if (text == null)
            throw damaged(null);
        try {
            final byte[] compressed = Base64.getDecoder().decode(text);
            most = LARGEST_RATIO * compressed.length;
            inflater.setInput(compressed);
        } catch (final IllegalArgumentException e) {
            throw damaged(e);
        }
    }

    /** Bytes as the value of a property. */
    public static String text(final byte[] bytes) {
        final Deflater deflater = new Deflater();
        try {
            deflater.setInput(bytes);
            deflater.finish();
            final ByteArrayOutputStream out = new ByteArrayOutputStream();
            final byte[] buffer = new byte[1 << 16];
            while (!deflater.finished())
                out.write(buffer, 0, deflater.deflate(buffer));
            return Base64.getEncoder().encodeToString(out.toByteArray());
        } finally {
            deflater.end();
        }
    }

    /** All bytes of a property, if they are few. */
    public static byte[] bytes(final Roi roi, final String key, final int most) {
        try (PackedText packed = new PackedText(roi, key)) {
            final ByteArrayOutputStream out = new ByteArrayOutputStream();
            final byte[] buffer = new byte[1 << 12];
            for (int n = packed.read(buffer, 0); n > 0; n = packed.read(buffer, 0)) {
                if (out.size() > most - n)
                    throw packed.damaged(null);
                out.write(buffer, 0, n);
            }
            packed.end();
            return out.toByteArray();
        }
    }

    /**
     * The next bytes.
     *
     * @throws DamagedLayerException if there are fewer
     */
    ByteBuffer take(final long bytes) {
        if (bytes > Math.min(most, Integer.MAX_VALUE - 8))
            throw damaged(null);
        final byte[] out = new byte[(int) bytes];
        int at = 0;
        while (at < out.length) {
            final int n = read(out, at);
            if (n == 0)
                throw damaged(null);
            at += n;
        }
        most -= bytes;
        return ByteBuffer.wrap(out);
    }

    /** @throws DamagedLayerException unless that was all, and whole */
    void end() {
        if (read(new byte[1], 0) > 0 || !inflater.finished())
            throw damaged(null);
    }

    private int read(final byte[] into, final int from) {
        try {
            return inflater.inflate(into, from, into.length - from);
        } catch (final DataFormatException e) {
            throw damaged(e);
        }
    }

    DamagedLayerException damaged(final Exception cause) {
        return new DamagedLayerException("its property '" + key + "' cannot be read", cause);
    }

    @Override
    public void close() {
        inflater.end();
    }
}
