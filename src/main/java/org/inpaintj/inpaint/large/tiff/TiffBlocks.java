package org.inpaintj.inpaint.large.tiff;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.inpaint.large.BlockImage;
import org.inpaintj.inpaint.large.BlockLayout;
import org.inpaintj.inpaint.large.tiff.TiffDirectories.Entry;
import org.inpaintj.inpaint.samples.ImageInfo;
import org.inpaintj.inpaint.samples.ImageInfo.DisplayRange;
import org.inpaintj.inpaint.samples.SampleType;
import org.inpaintj.inpaint.samples.Samples;

/**
 * A TIFF or BigTIFF whose samples stay in the file: in strips or tiles, of either order of bytes, uncompressed or with
 * LZW, deflate or PackBits, of several pages, as ImageJ numbers them. Samples that are not compressed are replaced
 * where they lie; a compressed strip or tile that changes goes to the end of the file, and its old bytes stay unused.
 * Used by one thread.
 */
public final class TiffBlocks implements BlockImage {

    private static final int REDUCED = 1;

    private final TiffDirectories directories;
    private final TiffStorage file;
    private final String name;
    private final List<Map<Integer, Entry>> pages = new ArrayList<>();
    private final TiffPage first;
    private final BlockLayout layout;
    private final int channels;
    /** Whether the planes follow the first one without directories, as ImageJ writes more than 4 GB. */
    private final boolean bare;
    private final boolean smaller;
    private final Map<Integer, TiffPlane> planes = new HashMap<>();

    /**
     * Opens a file.
     *
     * @param path  of the file
     * @param name  for messages and records
     * @param write whether it may be written to
     * @throws InpaintException if it is damaged, or holds what cannot be worked on, saying so
     */
    public static TiffBlocks open(final Path path, final String name, final boolean write) {
        try {
            return new TiffBlocks(path, name, write);
        } catch (final IOException | ArithmeticException e) {
            throw new InpaintException("'" + name + "' is damaged and cannot be opened (" + e.getMessage() + ").", e);
        }
    }

    private TiffBlocks(final Path path, final String name, final boolean write) throws IOException {
        this.name = name;
        directories = new TiffDirectories(path);
        try {
            final List<Map<Integer, Entry>> all = directories.entries();
            if (all.isEmpty())
                throw new IOException("it holds no image");
            first = TiffPage.of(name, directories, all.get(0));
            boolean others = false;
            for (final Map<Integer, Entry> directory : all)
                if (isOfStack(directory))
                    pages.add(directory);
                else
                    others = true;
            smaller = others || all.get(0).containsKey(TiffDirectories.SMALLER);
            final Entry said = all.get(0).get(TiffDirectories.DESCRIPTION);
            final String text = said == null ? "" : directories.text(said);
            final int images = number(text, "images", pages.size());
            bare = text.startsWith("ImageJ=") && pages.size() == 1 && images > 1
                    && first.compression() == TiffCompression.NONE;
            final int count = bare ? images : pages.size();
            final int c = number(text, "channels", 1), z = number(text, "slices", 1), t = number(text, "frames", 1);
            final boolean hyper = text.startsWith("ImageJ=") && (long) c * z * t == count;
            channels = hyper ? c : 1;
            final SampleType type = first.rgb() ? SampleType.RGB : first.stored().type();
            layout = new BlockLayout(first.width(), first.height(), type,
                    channels * (first.rgb() ? 1 : first.channels()), hyper ? z : count, hyper ? t : 1,
                    first.blockWidth(), first.blockHeight(), info(text));
            file = new TiffStorage(path, name, directories.order(), directories.isBig(), write);
        } catch (final IOException | RuntimeException e) {
            directories.close();
            throw e;
        }
    }

    /** Whether a page is one of the stack; the others are smaller copies, masks, thumbnails. */
    private boolean isOfStack(final Map<Integer, Entry> directory) throws IOException {
        final Entry kind = directory.get(TiffDirectories.KIND);
        if (kind != null && (directories.values(kind)[0] & REDUCED) != 0)
            return false;
        final Entry width = directory.get(TiffDirectories.WIDTH), height = directory.get(TiffDirectories.HEIGHT);
        return width != null && height != null && directories.values(width)[0] == first.width()
                && directories.values(height)[0] == first.height()
                && TiffPage.of(name, directories, directory).isLike(first);
    }

    private static int number(final String text, final String key, final int otherwise) {
        final Matcher matcher = Pattern.compile("(?m)^" + key + "=(\\d{1,7})$").matcher(text);
        return matcher.find() ? Math.max(1, Integer.parseInt(matcher.group(1))) : otherwise;
    }

    /** The display range that ImageJ has written, if there is one. */
    private ImageInfo info(final String text) {
        final Matcher min = Pattern.compile("(?m)^min=([-+.\\dEe]{1,30})$").matcher(text);
        final Matcher max = Pattern.compile("(?m)^max=([-+.\\dEe]{1,30})$").matcher(text);
        final ImageInfo info = ImageInfo.DEFAULT.titled(name);
        try {
            return min.find() && max.find() ? info.shown(new DisplayRange(Double.parseDouble(min.group(1)),
                    Double.parseDouble(max.group(1)))) : info;
        } catch (final NumberFormatException e) {
            return info;
        }
    }

    @Override
    public BlockLayout layout() {
        return layout;
    }

    /** True if the file holds smaller copies of the image, or pages that are no part of the stack. */
    public boolean hasOthers() {
        return smaller;
    }

    /** The bytes that the samples take once they are read, all of them. */
    public long bytes() {
        return Math.multiplyExact((long) layout.width() * layout.height(), (long) layout.type().bytes())
                * layout.planes() * layout.slices() * layout.frames();
    }

    @Override
    public Samples read(final Box box, final int slice, final int frame) throws IOException {
        final Samples out = Samples.blank(layout.type(), box.width(), box.height(), layout.planes());
        for (int c = 0; c < channels; c++)
            plane(slice, frame, c).read(box, part(out, c));
        return out;
    }

    @Override
    public void write(final Box box, final Samples samples, final boolean[] where, final int slice, final int frame)
            throws IOException {
        for (int c = 0; c < channels; c++)
            plane(slice, frame, c).write(box, part(samples, c), where);
    }

    @Override
    public boolean isBlank(final Box box, final int slice, final int frame) throws IOException {
        for (int c = 0; c < channels; c++)
            if (!plane(slice, frame, c).isBlank(box))
                return false;
        return true;
    }

    @Override
    public List<String> finish() {
        return smaller ? List.of("'" + name + "' also holds smaller copies of the image or other pages, which stay as "
                + "they were.") : List.of();
    }

    /** The planes that are of one page. */
    private List<Object> part(final Samples samples, final int channel) {
        final int each = samples.planes().size() / channels;
        return samples.planes().subList(channel * each, (channel + 1) * each);
    }

    private TiffPlane plane(final int slice, final int frame, final int channel) throws IOException {
        layout.check(slice, frame);
        final int index = ((frame - 1) * layout.slices() + slice - 1) * channels + channel;
        final TiffPlane known = planes.get(index);
        if (known != null)
            return known;
        final TiffPlane made = bare ? bare(index) : stored(index);
        planes.put(index, made);
        return made;
    }

    private TiffPlane stored(final int index) throws IOException {
        final TiffPage page = TiffPage.of(name, directories, pages.get(index));
        return new TiffPlane(file, name, page, directories.values(page.offsets()),
                page.lengths() == null ? null : directories.values(page.lengths()));
    }

    /** One of the planes that follow each other. */
    private TiffPlane bare(final int index) throws IOException {
        final long size = first.rowBytes() * first.height() * (first.planar() ? first.samples() : 1);
        final long begin = directories.values(first.offsets())[0] + index * size;
        final int strips = first.down();
        final long strip = first.rowBytes() * first.blockHeight();
        return new TiffPlane(file, name, first, LongStream.range(0, first.blocks()).map(i -> begin
                + i / strips * first.rowBytes() * first.height() + i % strips * strip).toArray(), null);
    }

    @Override
    public void close() throws IOException {
        try {
            directories.close();
        } finally {
            file.close();
        }
    }
}
