package org.inpaintj.engine.diffusion;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import org.inpaintj.core.Box;
import org.inpaintj.core.Plane;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.diffusion.DiffusionParameters.Content;
import org.inpaintj.engine.diffusion.latent.LatentCodec;
import org.inpaintj.engine.diffusion.latent.LatentPreview;
import org.inpaintj.engine.diffusion.soft.LatentMask;
import org.inpaintj.model.folder.VaeFiles;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.raster.Letterbox;
import org.inpaintj.raster.TorchBilinear;

/**
 * The picture of a run as its model sees it: the latents that image-to-image starts from, the mask and the masked
 * latents that a model made for inpainting is fed beside them, and a preview that learns colours from both. For one
 * thread.
 */
final class PictureLatents {

    private static final int COLOURS = 3;

    private final LatentCodec codec;
    private final Content content;
    private final double hide;
    private final boolean soft;
    private final int width, height, factor;
    private final float[] mask;
    private Optional<MaskedPicture> picture;
    private float[] clean;
    private final VaeFiles vae;
    private Tensor beside;
    /** Latents as encoded, and from what. */
    private float[] learned;
    private List<Plane> learnedFrom;
    private LatentPreview colours;
    /** Null where the picture itself is encoded. */
    private Unscaled unscaled;

    /**
     * A picture that is encoded at its own size, and whose latents are then stretched.
     *
     * @param planes red, green and blue, 0..1
     * @param inner  where all of it comes to lie on the canvas, px
     */
    record Unscaled(List<Plane> planes, Box inner) {
    }

    /**
     * Encodes nothing yet.
     *
     * @param picture empty for text-to-image
     * @param shape   of the latents: 1, channels, y, x
     * @param mask    over one channel of the latents; null without one
     * @param content what the masked part starts from
     * @param hide    how much of the masked part is hidden from an inpainting model, 0..1
     * @param soft    whether the mask counts in all its greys for such a model; else it is rounded
     */
    PictureLatents(final LatentCodec codec, final VaeFiles vae, final Optional<MaskedPicture> picture,
            final long[] shape, final float[] mask, final Content content, final double hide, final boolean soft) {
        this.codec = codec;
        this.vae = vae;
        this.picture = picture;
        this.mask = mask;
        this.content = content;
        this.hide = hide;
        this.soft = soft;
        factor = vae.factor();
        height = (int) shape[2];
        width = (int) shape[3];
    }

    /** Another picture from now on, of the same size and with the same mask. */
    void show(final MaskedPicture other) {
        picture = Optional.of(other);
        clean = null;
        beside = null;
        colours = null;
    }

    /** Latents of another picture from now on, which need not be encoded: of the same size. */
    void show(final MaskedPicture other, final Tensor start) {
        show(other);
        clean = start.array();
        learned = clean.clone();
        learnedFrom = other.planes();
    }

    /** Whether {@link #preview} is possible: with a picture to learn colours from, or a VAE that decodes quickly. */
    boolean previews() {
        return vae.tiny() || picture.isPresent();
    }

    Optional<MaskedPicture> picture() {
        return picture;
    }

    /** Another picture to be encoded, before {@link #read}; without a mask. */
    void encode(final Unscaled other) {
        unscaled = other;
    }

    /**
     * The picture that was encoded to start from, with what stands for masked content: red, green and blue, nominally
     * 0..1, of the canvas's size, or of its own where the latents were stretched; empty where none was.
     */
    Optional<List<Plane>> start() {
        return Optional.ofNullable(learnedFrom).map(planes -> unscaled == null ? planes : unscaled.planes);
    }

    /** Whether {@link #read} is still to be called. */
    boolean isUnread() {
        return picture.isPresent() && clean == null;
    }

    /** Encodes the picture. */
    void read(final Progress progress) {
        final MaskedPicture given = picture.orElseThrow();
        List<Plane> planes = given.planes();
        if (given.mask().isPresent() && content != Content.ORIGINAL)
            planes = MaskedContent.fill(planes, given.mask().get());
        clean = unscaled == null ? codec.encode(tensor(planes), progress).array() : stretched(progress);
        learned = clean.clone();
        learnedFrom = planes;
        if (mask != null && content == Content.NOTHING)
            replace(clean, new float[clean.length]);
    }

    /**
     * The latents of the unscaled picture over the canvas: bilinear between the centres of samples, and not smoothed
     * where they shrink, as the WebUI's latent upscale.
     */
    private float[] stretched(final Progress progress) {
        final Plane first = unscaled.planes.get(0);
        final int wide = (first.width() + factor - 1) / factor, high = (first.height() + factor - 1) / factor;
        final Letterbox whole = Letterbox.topLeft(first.width(), first.height(), first.width(), first.height(),
                wide * factor, high * factor);
        final Tensor encoded = codec.encode(tensor(unscaled.planes.stream()
                .map(plane -> whole.pad(plane, Letterbox.Padding.EDGE)).toList()), progress);
        final Box inner = unscaled.inner;
        final double across = (double) first.width() / inner.width(), down = (double) first.height() / inner.height();
        final TorchBilinear bilinear = new TorchBilinear(
                TorchBilinear.Axis.part(wide, -inner.x() * across / factor, width * across, width),
                TorchBilinear.Axis.part(high, -inner.y() * down / factor, height * down, height));
        final int channels = (int) encoded.size(1), each = wide * high;
        final float[] all = encoded.array(), out = new float[channels * width * height];
        for (int c = 0; c < channels; c++)
            System.arraycopy(bilinear.resize(new Plane(Arrays.copyOfRange(all, c * each, (c + 1) * each), wide, high))
                    .values(), 0, out, c * width * height, width * height);
        return out;
    }

    /** Latents of as many images, one after the other, to start from; null without a picture. */
    float[] start(final int images, final float[] noise) {
        if (clean == null)
            return null;
        final float[] all = new float[clean.length * images];
        for (int i = 0; i < images; i++)
            System.arraycopy(clean, 0, all, i * clean.length, clean.length);
        if (mask != null && content == Content.NOISE)
            replace(all, noise);
        return all;
    }

    private void replace(final float[] latents, final float[] masked) {
        for (int i = 0; i < latents.length; i++)
            latents[i] += mask[i % mask.length] * (masked[i] - latents[i]);
    }

    /** Mask and masked latents, of shape 1, 1 + channels, y, x; null before {@link #readBeside}. */
    Tensor beside() {
        return beside;
    }

    /** Encodes mask and masked picture, after the picture; without a mask everything is masked. */
    void readBeside(final Progress progress) {
        final Plane whole = picture.flatMap(MaskedPicture::mask).orElse(null);
        final Plane hidden = whole == null ? Plane.filled(1, width * factor, height * factor) : whole;
        final Tensor pixels = tensor(whole == null
                ? Collections.nCopies(COLOURS, new Plane(width * factor, height * factor)) : learnedFrom);
        if (soft)
            fade(pixels, hidden.values(), hide);
        else
            hide(pixels, hidden.values(), whole == null ? 1 : hide);
        final LatentMask over = new LatentMask(hidden, factor);
        final Tensor latents = codec.encode(pixels, progress);
        beside = Tensor.zeros(1, 1 + latents.size(1), height, width);
        beside.buffer().put(soft ? over.greys(true) : over.values(true)).put(latents.buffer());
    }

    /** Encodes the picture for a model that edits by instruction, which reads it without the scale of latents. */
    void readPicture(final Progress progress) {
        final Tensor latents = Tensor.zeros(1, vae.channels(), height, width);
        if (picture.isPresent()) {
            final Tensor scaled = codec.encode(tensor(picture.get().planes()), progress);
            final int each = height * width;
            for (int i = 0; i < latents.size(); i++)
                latents.buffer().put(i, (float) (scaled.get(i) / vae.scale().get(i / each)));
        }
        beside = latents;
    }

    /** Pixels as the VAE reads them, -1..1. */
    private static Tensor tensor(final List<Plane> planes) {
        final Tensor pixels = Tensor.zeros(1, planes.size(), planes.get(0).height(), planes.get(0).width());
        for (int c = 0; c < planes.size(); c++) {
            final float[] plane = planes.get(c).values();
            for (int i = 0; i < plane.length; i++)
                pixels.buffer().put(c * plane.length + i, 2 * Math.min(1, Math.max(0, plane[i])) - 1);
        }
        return pixels;
    }

    /**
     * Fades pixels towards the grey in their middle where they are masked by half or more (the WebUI's inpainting
     * conditioning mask strength).
     *
     * @param pixels -1..1, of shape 1, channels, y, x; changed in place
     * @param mask   1 = masked, row by row
     * @param amount 0 leaves them as they are, 1 hides them
     */
    static void hide(final Tensor pixels, final float[] mask, final double amount) {
        for (int i = 0; i < pixels.size(); i++)
            if (mask[i % mask.length] >= 0.5f)
                pixels.buffer().put(i, (float) (pixels.get(i) * (1 - amount)));
    }

    /** The same by as much as they are masked, for soft inpainting. */
    private static void fade(final Tensor pixels, final float[] mask, final double amount) {
        for (int i = 0; i < pixels.size(); i++)
            pixels.buffer().put(i, (float) (pixels.get(i) * (1 - amount * mask[i % mask.length])));
    }

    /** What latents of the first image look like, roughly: red, green and blue, 0..1; after the picture was read. */
    List<Plane> preview(final float[] latents) {
        if (vae.tiny()) {
            final int count = vae.channels() * height * width;
            final Tensor pixels = codec.decode(Tensor.of(Arrays.copyOf(latents, count), 1, vae.channels(), height,
                    width), Progress.NONE);
            for (int i = 0; i < pixels.size(); i++)
                pixels.buffer().put(i, Math.min(1, Math.max(0, pixels.get(i) / 2 + 0.5f)));
            return PicturePlanes.planes(pixels);
        }
        if (colours == null)
            colours = new LatentPreview(learned, learnedFrom, width, height, factor);
        return colours.planes(Arrays.copyOf(latents, learned.length));
    }
}
