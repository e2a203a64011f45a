package org.inpaintj.imagej.job;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

import ij.gui.Roi;

import org.inpaintj.imagej.layer.PackedText;

/** Changes what a layer's element carries, as somebody could who knows the format. */
public final class ForgedLayer {

    public static final String PATCH = "inpaintj.patch", SELECTION = "inpaintj.selection",
            PROVENANCE = "inpaintj.provenance";
    private static final int LARGE = 1 << 24;

    private ForgedLayer() {}

    /** Changes the bytes of a property. */
    public static void bytes(final Roi layer, final String key, final UnaryOperator<byte[]> change) {
        layer.setProperty(key, PackedText.text(change.apply(PackedText.bytes(layer, key, LARGE))));
    }

    /** Replaces a part of the record. */
    public static void record(final Roi layer, final String regex, final String by) {
        bytes(layer, PROVENANCE, bytes -> {
            final String json = new String(bytes, StandardCharsets.UTF_8), forged = json.replaceFirst(regex, by);
            if (forged.equals(json))
                throw new IllegalArgumentException("nothing matches " + regex + " in " + json);
            return forged.getBytes(StandardCharsets.UTF_8);
        });
    }

    /** Replaces the selection by one of some size with fewer values than that, all the same. */
    public static void selection(final Roi layer, final int width, final int height, final int values,
            final float value) {
        final ByteBuffer out = ByteBuffer.allocate(16 + 4 * values);
        out.putInt(0).putInt(0).putInt(width).putInt(height);
        for (int i = 0; i < values; i++)
            out.putFloat(value);
        layer.setProperty(SELECTION, PackedText.text(out.array()));
    }

    /** Changes one sample. */
    public static void sample(final Roi layer) {
        bytes(layer, PATCH, bytes -> {
            // what is painted lies in the middle, the samples behind the flags
            bytes[bytes.length - (bytes.length - 16) / 4]++;
            return bytes;
        });
    }
}
