package org.inpaintj.inpaint.upscale;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.inpaintj.core.FileNames;
import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.KeyUse;
import org.inpaintj.engine.Request;
import org.inpaintj.params.Key;
import org.inpaintj.params.KeyGroup;
import org.inpaintj.params.Parameters;
import org.inpaintj.upscale.InterpolatingUpscaler;
import org.inpaintj.upscale.Upscaler;
import org.inpaintj.upscale.UpscalerOptions;
import org.inpaintj.upscale.Upscalers;

/**
 * An upscale request holds everything that enlarging an image is told, by its macro keys. Macro lines, command-line
 * options and dialogs use the component names. Made by {@link #KEYS}, which check every value.
 */
public record UpscaleRequest(
        @Key(label = "Scale", def = "2", min = 1, max = 32, group = KeyGroup.RESULT, place = 21,
                help = "how many times as wide and high the result is; counts where neither width nor height is given")
                double scale,
        @Key(label = "Width (px)", min = 0, max = 100000, group = KeyGroup.RESULT, place = 31,
                help = "width of the result, px; 0 follows the height, or the scale") int width,
        @Key(label = "Height (px)", min = 0, max = 100000, group = KeyGroup.RESULT, place = 32,
                help = "height of the result, px; 0 follows the width, or the scale") int height,
        @Key(label = "Visibility of the second", def = "0.5", min = 0, max = 1, when = "upscaler2", first = "none",
                group = KeyGroup.OWN, place = 42,
                help = "share of the second upscaler in the result: 0 is the first alone, 1 the second alone")
                double visibility,
        @Key(label = "Tile (px)", def = "192", min = 0, max = 4096, first = "none", group = KeyGroup.OWN, place = 51,
                help = "side of the tiles that a network enlarges one by one, px of the image; 0 takes it in one "
                        + "piece; a network made for one size takes that") int tile,
        @Key(label = "Tile overlap (px)", def = "8", min = 0, max = 1024, first = "none", group = KeyGroup.OWN,
                place = 52, help = "how far neighbouring tiles overlap at least and fade into each other, px of the "
                        + "image") int tile_overlap,
        @Key(label = "Denoise strength", def = "1", min = 0, max = 1, first = "none", group = KeyGroup.OWN, place = 53,
                help = "how much noise realesr-general-x4v3 removes, from 0 to 1: below 1 it is mixed with "
                        + "realesr-general-wdn-x4v3, which has to lie beside it; other upscalers have no such strength")
                double denoise,
        @Key(label = "Tone", first = "none", group = KeyGroup.OWN, place = 61,
                help = "which sample values a network sees as black and white: auto takes all of 8-bit images and RGB, "
                        + "and of others the range but for the outermost thousandth on each side; display the display "
                        + "range; percentile as auto does for others; full the whole range of the type")
                Request.Tone tone,
        @Key(label = "Device", first = "none", group = KeyGroup.HARDWARE, place = 71,
                help = "what networks run on; auto is the best that works here") Request.Device device,
        @Key(label = "Second upscaler", path = Key.Path.FILE, first = "none", group = KeyGroup.OWN, place = 41,
                help = "a second upscaler that is mixed in, as upscaler; empty for none") String upscaler2,
        @Key(label = "Upscaler", def = "lanczos", path = Key.Path.FILE, group = KeyGroup.ENGINE, place = 11,
                help = "lanczos, bicubic, nearest, or the file or the name of an upscaler such as ESRGAN: .pth, "
                        + ".safetensors or .onnx") String upscaler) {

    /** All keys with their defaults. */
    public static final Parameters<UpscaleRequest> KEYS = Parameters.of(UpscaleRequest.class);

    /**
     * The first upscaler, with the options of the request.
     *
     * @throws InpaintException if there is none of that name, or the file is none
     */
    public Upscaler first() {
        return Upscalers.named(upscaler).with(options());
    }

    /** The second one; null if there is none. Errors as in {@link #first}. */
    public Upscaler second() {
        return upscaler2.isBlank() ? null : Upscalers.named(upscaler2).with(options());
    }

    private UpscalerOptions options() {
        return new UpscalerOptions(tile, tile_overlap, device, denoise);
    }

    /** The width of the result of an image, px. */
    public int width(final int ofWidth, final int ofHeight) {
        return width > 0 ? width : height > 0 ? Math.max(1, (int) Math.round((double) ofWidth * height / ofHeight))
                : (int) (ofWidth * scale);
    }

    /** The height of the result of an image, px. */
    public int height(final int ofWidth, final int ofHeight) {
        return height > 0 ? height : width > 0 ? Math.max(1, (int) Math.round((double) ofHeight * width / ofWidth))
                : (int) (ofHeight * scale);
    }

    /** What differs from the defaults and means nothing with the rest, in full sentences. */
    public List<String> notes() {
        final List<String> notes = new ArrayList<>();
        final Map<String, List<String>> idle = new LinkedHashMap<>();
        for (final String key : KEYS.changes(this).keySet()) {
            final String reason = reason(key);
            if (!reason.isEmpty())
                idle.computeIfAbsent(reason, r -> new ArrayList<>()).add(key);
        }
        idle.forEach((reason, keys) -> notes.add(KeyUse.note(keys, reason)));
        return notes;
    }

    private String reason(final String key) {
        return switch (key) {
            case "scale" -> width > 0 ? "width=" + width : height > 0 ? "height=" + height : "";
            case "tile", "tile_overlap", "tone", "device" -> interpolates(first()) && interpolates(second())
                    ? "upscaler=" + upscaler + ", which is no network" : "";
            case "denoise" -> denoises(first()) || denoises(second()) ? ""
                    : "upscaler=" + FileNames.last(upscaler) + ", which has no denoise strength";
            default -> KEYS.unmet(key, this);
        };
    }

    private static boolean interpolates(final Upscaler upscaler) {
        return upscaler == null || upscaler instanceof InterpolatingUpscaler;
    }

    private static boolean denoises(final Upscaler upscaler) {
        return upscaler != null && upscaler.denoises();
    }

    /** The keys and values on which the result depends, with the names of files alone. */
    Map<String, String> recorded() {
        final Map<String, String> texts = KEYS.texts(this);
        texts.keySet().removeIf(key -> !reason(key).isEmpty());
        texts.replaceAll((key, value) -> KEYS.describe(key).path() == Key.Path.NONE ? value : FileNames.last(value));
        return texts;
    }
}
