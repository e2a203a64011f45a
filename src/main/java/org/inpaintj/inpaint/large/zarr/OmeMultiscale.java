package org.inpaintj.inpaint.large.zarr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.google.gson.JsonElement;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;
import org.inpaintj.inpaint.samples.ColourPalette;
import org.inpaintj.inpaint.samples.ImageInfo;
import org.inpaintj.inpaint.samples.ImageInfo.DisplayRange;

/**
 * The first image of an OME-Zarr group (Next-generation file formats 0.4 and 0.5): its axes, and the arrays of its
 * levels, the finest first.
 *
 * @param axes   names, in the order of the arrays' dimensions
 * @param levels folders of the arrays
 * @param method how the coarser levels were made, as the metadata says it; empty if it does not
 * @param info   how the channels are shown, as far as {@code omero} says it
 */
record OmeMultiscale(List<String> axes, List<Path> levels, String method, ImageInfo info) {

    private static final int MOST_LEVELS = 64;
    private static final List<String> KNOWN = List.of("t", "c", "z", "y", "x");

    /** Whether a folder is a group or an array of Zarr. */
    static boolean isThere(final Path folder) {
        return Files.isRegularFile(folder.resolve("zarr.json")) || Files.isRegularFile(folder.resolve(".zattrs"))
                || Files.isRegularFile(folder.resolve(".zgroup")) || Files.isRegularFile(folder.resolve(".zarray"));
    }

    /** @throws InpaintException if it is no image of OME-Zarr, saying what is missing */
    static OmeMultiscale of(final Path folder) {
        final Path v3 = folder.resolve("zarr.json"), v2 = folder.resolve(".zattrs");
        final JsonConfig attributes = Files.isRegularFile(v3)
                ? JsonConfig.read(v3).child("attributes").child("ome")
                : Files.isRegularFile(v2) ? JsonConfig.read(v2) : JsonConfig.absent(folder.toString());
        final List<JsonConfig> images = attributes.children("multiscales");
        if (images.isEmpty())
            throw new InpaintException("'" + folder + "' is no image of OME-Zarr 0.4 or 0.5, for it has no "
                    + "\"multiscales\": name the folder of an image, such as a label image in labels or a field of a "
                    + "plate.");
        final JsonConfig image = images.get(0);
        final List<String> axes = axes(folder, image);
        final List<Path> levels = new ArrayList<>();
        for (final JsonConfig level : image.children("datasets"))
            levels.add(below(folder, level.text("path", "")));
        if (levels.isEmpty() || levels.size() > MOST_LEVELS)
            throw new InpaintException("'" + folder + "' is damaged: it names " + levels.size() + " arrays.");
        final String method = image.text("type", "") + " " + image.child("metadata").text("method", "");
        return new OmeMultiscale(axes, levels, method.strip().toLowerCase(Locale.ROOT), info(attributes));
    }

    private static ImageInfo info(final JsonConfig attributes) {
        final List<DisplayRange> ranges = new ArrayList<>();
        final List<Integer> colours = new ArrayList<>();
        for (final JsonConfig channel : attributes.child("omero").children("channels")) {
            final JsonConfig window = channel.child("window");
            ranges.add(new DisplayRange(window.number("start", window.number("min", 0)),
                    window.number("end", window.number("max", 1))));
            final String colour = channel.text("color", "");
            colours.add(colour.matches("[0-9a-fA-F]{6}") ? Integer.parseInt(colour, 16) : 0xffffff);
        }
        final boolean rgb = colours.equals(List.of(0xff0000, 0x00ff00, 0x0000ff));
        return new ImageInfo(ImageInfo.DEFAULT.title(), rgb, ranges, colours, ColourPalette.NONE, 1, 1);
    }

    private static List<String> axes(final Path folder, final JsonConfig image) {
        final List<String> axes = new ArrayList<>();
        if (image.has("axes") && image.raw("axes").isJsonArray())
            for (final JsonElement axis : image.raw("axes").getAsJsonArray())
                axes.add(axis.isJsonObject() && axis.getAsJsonObject().has("name")
                        ? axis.getAsJsonObject().get("name").getAsString()
                        : axis.isJsonPrimitive() ? axis.getAsString() : "");
        else
            axes.addAll(KNOWN);
        if (!axes.contains("x") || !axes.contains("y") || !KNOWN.containsAll(axes)
                || axes.stream().distinct().count() < axes.size())
            throw new InpaintException("'" + folder + "' has the axes " + axes + ": only t, c, z, y and x are known, "
                    + "each once.");
        return axes;
    }

    /** @throws InpaintException if a path leads out of the folder */
    private static Path below(final Path folder, final String path) {
        try {
            final Path level = folder.resolve(path).normalize();
            if (!path.isBlank() && level.startsWith(folder.normalize())
                    && level.toRealPath().startsWith(folder.toRealPath()))
                return level;
        } catch (final IOException | RuntimeException e) {
            throw new InpaintException("'" + folder + "' is damaged: there is no array '" + path + "'.", e);
        }
        throw new InpaintException("'" + folder + "' is damaged: the path '" + path + "' of an array leads out of it.");
    }

    /** True if coarser levels have single samples of finer ones, and not their mean. */
    boolean isNearest() {
        return method.contains("nearest") || method.contains("subsampl") || method.contains("simpleimagescaler");
    }
}
