package org.inpaintj.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

import org.inpaintj.engine.Box;
import org.inpaintj.engine.InpaintException;
import org.inpaintj.mask.Mask;

import ij.gui.Roi;

/**
 * Patches as string properties of a Roi, the only thing besides its position that ImageJ keeps of it through clone,
 * duplicate and TIFF. ImageJ reads properties back as Latin 1 with backslash escapes, hence Base64; what is packed is
 * compressed (RFC 1950). Nothing read is trusted: a size is checked before memory is taken for it.
 */
final class Packing {

    private static final String NOTE = "InpaintJ";
    private static final String VERSION = "inpaintj.version";
    private static final String PATCH = "inpaintj.patch";
    private static final String SELECTION = "inpaintj.selection";
    private static final String PROVENANCE = "inpaintj.provenance";
    private static final String CURRENT = "1";
    /** Largest provenance read, in bytes. */
    private static final int MAX_JSON = 1 << 20;

    private Packing() {}

    /** True if a Roi carries a patch. */
    static boolean isLayer(final Roi roi) {
        return roi.getProperty(PATCH) != null && CURRENT.equals(roi.getProperty(VERSION));
    }

    /** The properties of the Roi that is to carry the patch; takes a while if it is large. */
    static Map<String, String> pack(final Patch patch) {
        return Map.of(NOTE, "Generated content, " + patch.provenance().title(), VERSION, CURRENT,
                PATCH, text(patchBytes(patch)), SELECTION, text(selectionBytes(patch)),
                PROVENANCE, text(patch.provenance().json().getBytes(StandardCharsets.UTF_8)));
    }

    /** The packed properties of a layer, as {@link #pack} made them. */
    static Map<String, String> properties(final Roi roi) {
        final Map<String, String> out = new LinkedHashMap<>();
        for (final String key : List.of(NOTE, VERSION, PATCH, SELECTION, PROVENANCE))
            out.put(key, roi.getProperty(key));
        return out;
    }

    /** True if {@link #unpack} succeeds. */
    static boolean isReadable(final Roi roi) {
        try {
            unpack(roi);
            return true;
        } catch (final InpaintException e) {
            return false;
        }
    }

    static Provenance provenance(final Roi roi) {
        final byte[] json = bytes(roi, PROVENANCE, MAX_JSON);
        return Provenance.of(new String(json, StandardCharsets.UTF_8));
    }

    /**
     * @param roi its place is the patch's
     * @throws InpaintException if the properties are damaged
     */
    static Patch unpack(final Roi roi) {
        final int x = roi.getBounds().x, y = roi.getBounds().y;
        final int width = roi.getBounds().width, height = roi.getBounds().height;
        final Provenance provenance = provenance(roi);
        final long pixels = (long) width * height;
        final int most = (int) Math.min(Integer.MAX_VALUE - 8, 16 + pixels + 4 * pixels * 64);
        final ByteBuffer in = ByteBuffer.wrap(bytes(roi, PATCH, most));
        try {
            final Depth depth = Depth.of(in.getInt());
            final int w = in.getInt(), h = in.getInt(), planes = in.getInt();
            if (w != width || h != height || planes < 1
                    || in.remaining() != pixels + Samples.size(depth, w, h, planes))
                throw damaged(PATCH, null);
            final boolean[] painted = new boolean[w * h];
            for (int i = 0; i < painted.length; i++)
                painted[i] = in.get() != 0;
            final byte[] shuffled = new byte[in.remaining()];
            in.get(shuffled);
            final Samples samples = Samples.of(depth, w, h, planes, ByteBuffer.wrap(gather(shuffled, depth.bytes())));
            return new Patch(new Box(x, y, w, h), samples, painted, selection(roi, x, y), provenance);
        } catch (final java.nio.BufferUnderflowException | IllegalArgumentException e) {
            throw damaged(PATCH, e);
        }
    }

    private static byte[] patchBytes(final Patch patch) {
        final Samples samples = patch.samples().only(patch.painted());
        final byte[] planes = scatter(samples.bytes(), samples.depth().bytes());
        final ByteBuffer out = ByteBuffer.allocate(Math.addExact(16 + patch.painted().length, planes.length));
        out.putInt(samples.depth().bits()).putInt(samples.width()).putInt(samples.height())
                .putInt(samples.planes().size());
        for (final boolean b : patch.painted())
            out.put((byte) (b ? 1 : 0));
        return out.put(planes).array();
    }

    /** The place relative to the patch, the size, the values. */
    private static byte[] selectionBytes(final Patch patch) {
        final Mask m = patch.selection();
        final ByteBuffer out = ByteBuffer.allocate(Math.addExact(16, Math.multiplyExact(4, m.values().length)));
        out.putInt(m.box().x() - patch.box().x()).putInt(m.box().y() - patch.box().y()).putInt(m.box().width())
                .putInt(m.box().height());
        out.asFloatBuffer().put(m.values());
        return out.array();
    }

    private static Mask selection(final Roi roi, final int x, final int y) {
        final ByteBuffer in = ByteBuffer.wrap(bytes(roi, SELECTION, Integer.MAX_VALUE - 8));
        final int dx = in.getInt(), dy = in.getInt(), w = in.getInt(), h = in.getInt();
        if (w < 0 || h < 0 || in.remaining() != 4L * w * h)
            throw damaged(SELECTION, null);
        final float[] values = new float[w * h];
        in.asFloatBuffer().get(values);
        return new Mask(new Box(x + dx, y + dy, w, h), values);
    }

    /** All first bytes, then all second ones: neighbours are alike, so it compresses better. */
    private static byte[] scatter(final byte[] in, final int bytes) {
        final byte[] out = new byte[in.length];
        final int n = in.length / bytes;
        for (int i = 0; i < n; i++)
            for (int b = 0; b < bytes; b++)
                out[b * n + i] = in[i * bytes + b];
        return out;
    }

    private static byte[] gather(final byte[] in, final int bytes) {
        final byte[] out = new byte[in.length];
        final int n = in.length / bytes;
        for (int i = 0; i < n; i++)
            for (int b = 0; b < bytes; b++)
                out[i * bytes + b] = in[b * n + i];
        return out;
    }

    /** Bytes as the value of a property. */
    static String text(final byte[] bytes) {
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

    /** @param most bytes accepted, so that a small property cannot ask for all memory */
    static byte[] bytes(final Roi roi, final String key, final int most) {
        final String text = roi.getProperty(key);
        if (text == null)
            throw damaged(key, null);
        final Inflater inflater = new Inflater();
        try {
            inflater.setInput(Base64.getDecoder().decode(text));
            final ByteArrayOutputStream out = new ByteArrayOutputStream();
            final byte[] buffer = new byte[1 << 16];
            while (!inflater.finished()) {
                final int n = inflater.inflate(buffer);
                if (n == 0 && !inflater.finished() || out.size() > most - n)
                    throw damaged(key, null);
                out.write(buffer, 0, n);
            }
            return out.toByteArray();
        } catch (final DataFormatException | IllegalArgumentException e) {
            throw damaged(key, e);
        } finally {
            inflater.end();
        }
    }

    private static InpaintException damaged(final String key, final Exception cause) {
        return new InpaintException("The property '" + key + "' of a layer is damaged, so the layer cannot be used: "
                + "discard it.", cause);
    }
}
