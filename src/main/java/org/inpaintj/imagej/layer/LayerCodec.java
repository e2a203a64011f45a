package org.inpaintj.imagej.layer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ij.ImagePlus;
import ij.gui.Roi;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.inpaint.Patch;
import org.inpaintj.inpaint.Provenance;
import org.inpaintj.inpaint.samples.SampleDigest;
import org.inpaintj.inpaint.samples.SampleType;
import org.inpaintj.inpaint.samples.Samples;
import org.inpaintj.raster.Mask;

/**
 * This codec writes patches as string properties of a Roi and reads them; properties are the only thing besides its
 * position that ImageJ keeps of it through clone, duplicate and TIFF. A size is checked before memory is taken for it.
 */
public final class LayerCodec {

    private static final String NOTE = "InpaintJ";
    private static final String VERSION = "inpaintj.version";
    static final String PATCH = "inpaintj.patch";
    private static final String SELECTION = "inpaintj.selection";
    private static final String PROVENANCE = "inpaintj.provenance";
    private static final String CURRENT = "1";
    /** Largest provenance read, in bytes. */
    private static final int MAX_JSON = 1 << 20;
    /** Planes and pixels that a layer may have in any image, however small that is by now. */
    private static final int ENOUGH_PLANES = 64, ENOUGH_PIXELS = 1 << 22;
    /** Farther from the layer no selection lies; beyond it sums would overflow. */
    private static final int FAR = 1 << 26;

    private LayerCodec() {}

    /** True if a Roi carries a patch, be it damaged. */
    public static boolean isLayer(final Roi roi) {
        return roi.getProperty(VERSION) != null || roi.getProperty(PATCH) != null;
    }

    /** The properties of the Roi that is to carry the patch; takes a while if it is large. */
    public static Map<String, String> pack(final Patch patch) {
        final String what = patch.provenance().isSketch() ? "Painted by hand, " : "Generated content, ";
        return Map.of(NOTE, what + patch.provenance().title(), VERSION, CURRENT,
                PATCH, PackedText.text(patchBytes(patch)), SELECTION, PackedText.text(selectionBytes(patch)),
                PROVENANCE, PackedText.text(patch.provenance().json().getBytes(StandardCharsets.UTF_8)));
    }

    /** The packed properties of a layer, as {@link #pack} made them. */
    public static Map<String, String> properties(final Roi roi) {
        final Map<String, String> out = new LinkedHashMap<>();
        for (final String key : List.of(NOTE, VERSION, PATCH, SELECTION, PROVENANCE))
            out.put(key, roi.getProperty(key));
        return out;
    }

    /** @throws DamagedLayerException if it cannot be read */
    static Provenance provenance(final Roi roi) {
        final byte[] json = PackedText.bytes(roi, PROVENANCE, MAX_JSON);
        try {
            return Provenance.of(new String(json, StandardCharsets.UTF_8));
        } catch (final InpaintException e) {
            throw new DamagedLayerException("its provenance is incomplete or of another version of InpaintJ", e);
        }
    }

    /**
     * @param roi its place is the patch's
     * @param imp the image that it lies over
     * @throws DamagedLayerException if the properties are damaged, or the samples are not those that were generated
     */
    static Patch unpack(final Roi roi, final ImagePlus imp) {
        if (!CURRENT.equals(roi.getProperty(VERSION)))
            throw new DamagedLayerException("it was written by another version of InpaintJ", null);
        final Provenance provenance = provenance(roi);
        final Patch patch;
        try (PackedText in = new PackedText(roi, PATCH)) {
            patch = patch(in, roi, imp, provenance);
        }
        final String generated = provenance.patchSha256();
        // a record need not have one
        if (!generated.isEmpty() && !generated.equals(SampleDigest.of(patch.samples().only(patch.painted()))))
            throw new DamagedLayerException("its samples are not those that were generated, by their SHA-256", null);
        return patch;
    }

    private static Patch patch(final PackedText in, final Roi roi, final ImagePlus imp, final Provenance provenance) {
        final int x = roi.getBounds().x, y = roi.getBounds().y;
        final ByteBuffer head = in.take(16);
        final SampleType type = type(in, head.getInt());
        final int w = head.getInt(), h = head.getInt(), planes = head.getInt();
        if (w != roi.getBounds().width || h != roi.getBounds().height || planes < 1
                || planes > Math.max(ENOUGH_PLANES, imp.getStackSize()))
            throw in.damaged(null);
        final ByteBuffer flags = in.take((long) w * h);
        final boolean[] painted = new boolean[flags.remaining()];
        for (int i = 0; i < painted.length; i++)
            painted[i] = flags.get() != 0;
        final byte[] shuffled = in.take(Samples.size(type, w, h, planes)).array();
        in.end();
        final Samples samples = Samples.of(type, w, h, planes, ByteBuffer.wrap(gather(shuffled, type.bytes())));
        return new Patch(new Box(x, y, w, h), samples, painted, selection(roi, imp), provenance);
    }

    private static SampleType type(final PackedText in, final int bits) {
        try {
            return SampleType.of(bits);
        } catch (final IllegalArgumentException e) {
            throw in.damaged(e);
        }
    }

    private static byte[] patchBytes(final Patch patch) {
        final Samples samples = patch.samples().only(patch.painted());
        final byte[] planes = scatter(samples.bytes(), samples.type().bytes());
        final ByteBuffer out = ByteBuffer.allocate(Math.addExact(16 + patch.painted().length, planes.length));
        out.putInt(samples.type().bits()).putInt(samples.width()).putInt(samples.height())
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

    /** A selection lies within the image as it was, which was hardly larger than the larger of what is here. */
    private static Mask selection(final Roi roi, final ImagePlus imp) {
        try (PackedText in = new PackedText(roi, SELECTION)) {
            final ByteBuffer head = in.take(16);
            final int dx = head.getInt(), dy = head.getInt(), w = head.getInt(), h = head.getInt();
            final long pixels = (long) w * h, most = Math.max((long) imp.getWidth() * imp.getHeight(),
                    Math.max(ENOUGH_PIXELS, (long) roi.getBounds().width * roi.getBounds().height));
            if (w < 0 || h < 0 || pixels > most || Math.max(Math.abs((long) dx), Math.abs((long) dy)) > FAR)
                throw in.damaged(null);
            final float[] values = new float[(int) pixels];
            in.take(4 * pixels).asFloatBuffer().get(values);
            in.end();
            for (final float value : values)
                if (!(value >= 0 && value <= 1))
                    throw in.damaged(null);
            return new Mask(new Box(roi.getBounds().x + dx, roi.getBounds().y + dy, w, h), values);
        }
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
}
