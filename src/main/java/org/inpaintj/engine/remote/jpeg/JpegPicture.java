package org.inpaintj.engine.remote.jpeg;

import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;

import org.inpaintj.core.Plane;

/** Reads a JPEG picture: its segments, and colours from its components. */
public final class JpegPicture {

    /** More pixels than any service makes, whose coefficients still fit into little memory. */
    private static final int MOST_PIXELS = 20_000_000, MOST_SCANS = 64;
    private static final int BYTE = 0xff, START = 0xd8, END = 0xd9, TABLES = 0xc4, QUANTIZATION = 0xdb, SCAN = 0xda,
            RESTART = 0xdd, ADOBE = 0xee, SEQUENTIAL = 0xc0, EXTENDED = 0xc1, PROGRESSIVE = 0xc2;

    private final byte[] file;
    private final int[][] codes = new int[8][], quantization = new int[4][];
    private final List<JpegComponent> components = new ArrayList<>();
    private int width, height, restart, transform = -1, mostAcross = 1, mostDown = 1;
    private boolean progressive;

    private JpegPicture(final byte[] file) {
        this.file = file;
    }

    /** Whether bytes begin as a JPEG does. */
    public static boolean isOne(final byte[] bytes) {
        return bytes.length > 3 && (bytes[0] & BYTE) == BYTE && (bytes[1] & BYTE) == START
                && (bytes[2] & BYTE) == BYTE;
    }

    /**
     * @return red, green and blue, 0 to 1
     * @throws DataFormatException if it is damaged or of a kind that is not read
     */
    public static List<Plane> read(final byte[] bytes) throws DataFormatException {
        try {
            final JpegPicture picture = new JpegPicture(bytes);
            picture.segments();
            return picture.colours();
        } catch (final IndexOutOfBoundsException | ArithmeticException e) {
            throw new DataFormatException("it is cut off");
        }
    }

    private int word(final int at) {
        return (file[at] & BYTE) << 8 | file[at + 1] & BYTE;
    }

    private void segments() throws DataFormatException {
        int at = 2, scans = 0;
        while (at + 4 <= file.length) {
            if ((file[at] & BYTE) != BYTE)
                throw new DataFormatException("it has no marker at " + at);
            final int marker = file[at + 1] & BYTE, next = at + 2 + word(at + 2), data = at + 4;
            if (marker == BYTE) {
                at++;
                continue;
            }
            if (marker == END)
                break;
            if (marker == SCAN) {
                if (++scans > MOST_SCANS)
                    throw new DataFormatException("it has too many scans");
                at = scan(data, next);
                continue;
            }
            segment(marker, data, next);
            at = next;
        }
        if (components.isEmpty() || scans == 0)
            throw new DataFormatException("it holds no picture");
    }

    private void segment(final int marker, final int data, final int next) throws DataFormatException {
        if (marker == QUANTIZATION)
            for (int at = data; at < next;) {
                final int kind = file[at++] & BYTE, bytes = kind >> 4 == 0 ? 1 : 2;
                final int[] table = new int[64];
                for (int i = 0; i < 64; i++, at += bytes)
                    table[i] = bytes == 1 ? file[at] & BYTE : word(at);
                quantization[kind & 3] = table;
            }
        else if (marker == TABLES)
            for (int at = data; at < next;) {
                final int kind = file[at++] & BYTE;
                int count = 0;
                for (int i = 0; i < 16; i++)
                    count += file[at + i] & BYTE;
                codes[(kind >> 4 & 1) * 4 + (kind & 3)] = JpegScan.codes(file, at, count);
                at += 16 + count;
            }
        else if (marker == RESTART)
            restart = word(data);
        else if (marker == ADOBE && next - data >= 12 && file[data] == 'A' && file[data + 1] == 'd')
            transform = file[data + 11];
        else if (marker == SEQUENTIAL || marker == EXTENDED || marker == PROGRESSIVE)
            frame(marker, data);
        else if (marker > PROGRESSIVE && marker <= 0xcf && marker != 0xcc && marker != 0xc8)
            throw new DataFormatException("it is lossless, hierarchical or arithmetically coded");
    }

    private void frame(final int marker, final int data) throws DataFormatException {
        height = word(data + 1);
        width = word(data + 3);
        final int count = file[data + 5];
        if (!components.isEmpty() || file[data] != 8 || count != 1 && count != 3 || width == 0 || height == 0
                || (long) width * height > MOST_PIXELS)
            throw new DataFormatException("it is " + width + " x " + height + " pixels of " + count
                    + " components of " + file[data] + " bits");
        progressive = marker == PROGRESSIVE;
        for (int i = 0, at = data + 6; i < count; i++, at += 3) {
            final int across = file[at + 1] >> 4 & 15, down = file[at + 1] & 15;
            if (across < 1 || across > 4 || down < 1 || down > 4)
                throw new DataFormatException("its components are sampled in no known way");
            components.add(new JpegComponent(file[at] & BYTE, across, down, file[at + 2] & 3));
            mostAcross = Math.max(mostAcross, across);
            mostDown = Math.max(mostDown, down);
        }
        components.forEach(component -> component.size(width, height, mostAcross, mostDown));
    }

    private int scan(final int data, final int begin) throws DataFormatException {
        final int count = file[data];
        final List<JpegComponent> some = new ArrayList<>();
        final int[] tables = new int[4];
        for (int i = 0; i < count; i++)
            for (final JpegComponent component : components)
                if (component.id == (file[data + 1 + 2 * i] & BYTE) && some.size() < tables.length) {
                    tables[some.size()] = file[data + 2 + 2 * i] & BYTE;
                    some.add(component);
                }
        final int at = data + 1 + 2 * count, known = file[at + 2] & BYTE;
        final int[] band = progressive ? new int[] { file[at], file[at + 1], known >> 4, known & 15 }
                : new int[] { 0, 63, 0, 0 };
        if (some.isEmpty() || some.size() != count || band[0] < 0 || band[1] > 63 || band[1] < band[0]
                || band[3] > 13 || band[0] > 0 && count > 1)
            throw new DataFormatException("a scan is not right");
        return new JpegScan(file, begin, codes, tables, band, progressive).read(some, restart,
                JpegComponent.up(width, 8 * mostAcross), JpegComponent.up(height, 8 * mostDown));
    }

    private List<Plane> colours() throws DataFormatException {
        final List<Plane> planes = new ArrayList<>();
        for (final JpegComponent component : components) {
            if (quantization[component.table] == null)
                throw new DataFormatException("a table is missing");
            planes.add(full(component.samples(quantization[component.table]), component));
        }
        if (planes.size() == 1)
            return List.of(planes.get(0).clamp(), planes.get(0).copy(), planes.get(0).copy());
        final boolean plain = transform == 0 || transform < 0 && components.get(0).id == 'R'
                && components.get(1).id == 'G';
        if (!plain)
            for (int i = 0; i < width * height; i++) {
                final float y = planes.get(0).values()[i], b = planes.get(1).values()[i] - 128 / 255f,
                        r = planes.get(2).values()[i] - 128 / 255f;
                planes.get(0).values()[i] = y + 1.402f * r;
                planes.get(1).values()[i] = y - 0.344136f * b - 0.714136f * r;
                planes.get(2).values()[i] = y + 1.772f * b;
            }
        planes.forEach(Plane::clamp);
        return planes;
    }

    /** A component at the size of the picture, 0 to 1: between its samples,
            which lie in the middle of what they cover. */
    private Plane full(final Plane samples, final JpegComponent component) {
        final Plane out = new Plane(width, height);
        final float across = (float) component.across / mostAcross, down = (float) component.down / mostDown;
        final int right = JpegComponent.up(width * component.across, mostAcross) - 1,
                bottom = JpegComponent.up(height * component.down, mostDown) - 1;
        for (int y = 0; y < height; y++) {
            final float v = Math.max(0, Math.min(bottom, (y + 0.5f) * down - 0.5f));
            final int top = (int) v, below = Math.min(bottom, top + 1);
            for (int x = 0; x < width; x++) {
                final float u = Math.max(0, Math.min(right, (x + 0.5f) * across - 0.5f));
                final int left = (int) u, beside = Math.min(right, left + 1);
                out.values()[y * width + x] = ((1 - v + top) * ((1 - u + left) * samples.at(left, top) + (u - left)
                        * samples.at(beside, top)) + (v - top) * ((1 - u + left) * samples.at(left, below) + (u - left)
                                * samples.at(beside, below))) / 255;
            }
        }
        return out;
    }
}
