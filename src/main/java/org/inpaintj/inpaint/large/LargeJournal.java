package org.inpaintj.inpaint.large;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import com.google.gson.Gson;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Sha256;
import org.inpaintj.inpaint.Patch;
import org.inpaintj.inpaint.Provenance;
import org.inpaintj.inpaint.RecordJson;
import org.inpaintj.inpaint.samples.Samples;

/**
 * The journal of a job on a large image: a file beside the result with all that is done so far. Its first line says of
 * which job; then come for each region a line of JSON, with the region's record, and behind it the samples that were
 * painted, whose digest stands in the line. What is not whole, or has another digest, counts as not done; so a process
 * may be killed at any moment. Whoever has it open has it for himself. Used by one thread.
 */
public final class LargeJournal implements RegionStore, AutoCloseable {

    /** What comes behind the name of the image. */
    public static final String ENDING = ".inpaintj.journal";

    private static final int VERSION = 1;
    /** The last line, once all that is left to do is to give the result its name. */
    private static final byte[] PLACING = "placing\n".getBytes(StandardCharsets.US_ASCII);

    private final Path image;
    private final BlockLayout layout;
    private final JournalFile file;
    private final List<Entry> entries = new ArrayList<>();
    private final Set<Integer> done = new TreeSet<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private final BoxIndex index = new BoxIndex();
    private Map<String, String> seeds = Map.of();
    private Provenance first;
    private int earlier;
    private long end;

    /** The first line: what the result depends on, by what it is called, and the seeds that are used. */
    private record Header(int large_journal, Map<String, String> of, Map<String, String> seeds) {
    }

    /** The line before the samples of a region. */
    private record Line(int number, List<Integer> box, long bytes, String sha256, List<String> notes, String record) {
    }

    /** Where a region lies in the file. */
    private record Entry(Box box, long line, int length) {
    }

    private LargeJournal(final Path image, final BlockLayout layout, final JournalFile file) {
        this.image = image;
        this.layout = layout;
        this.file = file;
    }

    /** Where the journal of a result lies. */
    public static Path of(final Path image) {
        return image.resolveSibling(image.getFileName() + ENDING);
    }

    /**
     * The seeds that an unfinished job uses, for one that leaves them to chance.
     *
     * @param image the result
     * @return empty if there is none
     */
    public static Map<String, String> seeds(final Path image) {
        try (JournalFile file = JournalFile.read(of(image))) {
            return header(file).map(Header::seeds).orElse(Map.of());
        } catch (final IOException e) {
            return Map.of();
        }
    }

    /**
     * Whether a run was ended while it gave its result the name: what lies there is its own, and may be replaced.
     *
     * @param image the result
     */
    public static boolean isPlacing(final Path image) {
        try (JournalFile file = JournalFile.read(of(image))) {
            return isPlacing(file);
        } catch (final IOException e) {
            return false;
        }
    }

    private static boolean isPlacing(final JournalFile file) throws IOException {
        return file.size() > PLACING.length
                && Arrays.equals(file.bytes(file.size() - PLACING.length, PLACING.length), PLACING);
    }

    /** To be called when all is done, just before the result gets its name. */
    public void placing() throws IOException {
        file.write(ByteBuffer.wrap(PLACING), end);
    }

    /**
     * Opens the journal of a result, new or that of an earlier run.
     *
     * @param layout of the image
     * @param of     what the result depends on but for seeds, as digests by what they are of
     * @param asked  the seeds that are asked for; -1 where they are left to chance
     * @param drawn  the same, drawn
     * @throws InpaintException if it cannot be written, or another process has it open
     */
    public static LargeJournal open(final Path image, final BlockLayout layout, final Map<String, String> of,
            final Map<String, String> asked, final Map<String, String> drawn) {
        JournalFile file = null;
        try {
            file = JournalFile.open(of(image));
            final LargeJournal journal = new LargeJournal(image, layout, file);
            journal.begin(of, asked, drawn);
            return journal;
        } catch (final OverlappingFileLockException e) {
            throw new InpaintException("'" + image + "' is being made by another run: wait until that has ended, or "
                    + "give the result another name.", e);
        } catch (final IOException e) {
            if (file != null)
                file.close();
            throw new InpaintException("'" + of(image) + "' cannot be written (" + e.getMessage() + "): check the "
                    + "permissions of the folder.", e);
        }
    }

    private void begin(final Map<String, String> of, final Map<String, String> asked, final Map<String, String> drawn)
            throws IOException {
        final Optional<Header> before = file.size() == 0 ? Optional.empty() : header(file);
        if (before.isPresent()) {
            final Set<String> others = new TreeSet<>(of.keySet());
            others.removeIf(name -> of.get(name).equals(before.get().of().get(name)));
            if (!asked.keySet().equals(before.get().seeds().keySet()) || asked.entrySet().stream().anyMatch(seed ->
                    !seed.getValue().startsWith("-")
                            && !seed.getValue().equals(before.get().seeds().get(seed.getKey()))))
                others.add("seed");
            if (others.isEmpty()) {
                seeds = before.get().seeds();
                read(lineEnd(0));
                earlier = done.size();
                return;
            }
            notes.add("The unfinished run whose journal is '" + of(image).getFileName() + "' differs in: "
                    + String.join(", ", others) + ". It starts anew.");
        } else if (file.size() > 0)
            notes.add("'" + of(image).getFileName()
                    + "' is damaged, or of another version of InpaintJ: it starts anew.");
        seeds = Map.copyOf(drawn);
        file.truncate(0);
        final byte[] line = (new Gson().toJson(new Header(VERSION, of, seeds)) + "\n").getBytes(StandardCharsets.UTF_8);
        file.write(ByteBuffer.wrap(line), 0);
        end = line.length;
    }

    /** Empty if the file does not begin with one. */
    private static Optional<Header> header(final JournalFile file) throws IOException {
        final byte[] line = file.line(0);
        try {
            final Header header = line == null ? null
                    : new Gson().fromJson(new String(line, StandardCharsets.UTF_8), Header.class);
            return header == null || header.large_journal != VERSION || header.of == null || header.seeds == null
                    || header.seeds.values().stream().anyMatch(seed -> seed == null || !seed.matches("\\d{1,10}"))
                            ? Optional.empty() : Optional.of(header);
        } catch (final RuntimeException e) {
            return Optional.empty();
        }
    }

    private long lineEnd(final long at) throws IOException {
        return at + file.line(at).length + 1;
    }

    /** Goes to the end of the last region that is whole. */
    private void read(final long from) throws IOException {
        end = from;
        final boolean placing = isPlacing(file);
        for (byte[] line = file.line(end); line != null; line = file.line(end)) {
            final long samples = end + line.length + 1;
            if (placing && samples == file.size())
                return;
            final Line said = said(line);
            if (said != null && samples + said.bytes + 1 > file.size())
                break;
            final byte[] bytes = said == null ? null : file.bytes(samples, (int) said.bytes);
            if (bytes == null || !new Sha256().add(bytes).hex().equals(said.sha256)) {
                notes.add("'" + of(image).getFileName() + "' is damaged: what comes behind " + done.size()
                        + " regions in it is repainted anew.");
                break;
            }
            remember(said, end, line.length);
            end = samples + said.bytes + 1;
        }
        file.truncate(end);
    }

    /** Null if a line does not fit the image, or what stands before. */
    private Line said(final byte[] line) {
        try {
            final Line said = RecordJson.read(new String(line, StandardCharsets.UTF_8), Line.class);
            if (said == null || said.box == null || said.box.size() != 4 || said.sha256 == null || said.notes == null
                    || said.record == null || done.contains(said.number) || said.number < 0)
                return null;
            final Box box = box(said);
            Provenance.of(said.record);
            return box.isEmpty() || !box.equals(box.intersect(layout.bounds())) || said.bytes != size(box) ? null
                    : said;
        } catch (final RuntimeException e) {
            return null;
        }
    }

    private static Box box(final Line line) {
        return new Box(line.box.get(0), line.box.get(1), line.box.get(2), line.box.get(3));
    }

    private static int flags(final Box box) {
        return (int) (((long) box.width() * box.height() + 7) / 8);
    }

    private long size(final Box box) {
        return flags(box) + Samples.size(layout.type(), box.width(), box.height(), layout.planes());
    }

    private void remember(final Line line, final long at, final int length) {
        index.add(box(line), entries.size());
        entries.add(new Entry(box(line), at, length));
        done.add(line.number);
        notes.addAll(line.notes);
        if (first == null)
            first = Provenance.of(line.record);
    }

    @Override
    public boolean isDone(final int number) {
        return done.contains(number);
    }

    @Override
    public void put(final int number, final Patch patch, final List<String> said) throws IOException {
        final Box box = patch.box();
        final ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(size(box)));
        final byte[] flags = new byte[flags(box)];
        for (int i = 0; i < patch.painted().length; i++)
            if (patch.painted()[i])
                flags[i >> 3] |= (byte) (1 << (i & 7));
        bytes.put(flags).put(patch.samples().bytes());
        final Line line = new Line(number, List.of(box.x(), box.y(), box.width(), box.height()), bytes.capacity(),
                new Sha256().add(bytes.array()).hex(), said, RecordJson.line(patch.provenance()));
        final byte[] text = (RecordJson.line(line) + "\n").getBytes(StandardCharsets.UTF_8);
        file.write(ByteBuffer.wrap(text), end);
        file.write(bytes.flip(), end + text.length);
        file.write(ByteBuffer.wrap(new byte[] { '\n' }), end + text.length + bytes.capacity());
        remember(line, end, text.length - 1);
        end += text.length + bytes.capacity() + 1L;
    }

    /** Lays what is done over samples of the image, in its order. */
    void over(final Samples samples, final Box box) throws IOException {
        for (final int i : index.meeting(box))
            patch(entries.get(i)).over(samples, box);
    }

    private StoredPatch patch(final Entry entry) throws IOException {
        final ByteBuffer bytes = ByteBuffer.wrap(file.bytes(entry.line + entry.length + 1, (int) size(entry.box)));
        final byte[] flags = new byte[flags(entry.box)];
        bytes.get(flags);
        final boolean[] painted = new boolean[entry.box.width() * entry.box.height()];
        for (int i = 0; i < painted.length; i++)
            painted[i] = (flags[i >> 3] >> (i & 7) & 1) != 0;
        return new StoredPatch(entry.box, Samples.of(layout.type(), entry.box.width(), entry.box.height(),
                layout.planes(), bytes), painted);
    }

    /** Takes what is done, a region at a time. */
    @FunctionalInterface
    public interface Taker {

        /** @param record one JSON object in a line */
        void take(Box box, Samples samples, boolean[] painted, String record) throws IOException;
    }

    /** Hands over all regions in the order in which they were done. */
    public void forEach(final Taker taker) throws IOException {
        for (final Entry entry : entries) {
            final StoredPatch patch = patch(entry);
            taker.take(patch.box(), patch.samples(), patch.painted(), RecordJson.read(new String(
                    file.bytes(entry.line, entry.length), StandardCharsets.UTF_8), Line.class).record);
        }
    }

    /** How many regions are done. */
    public int size() {
        return entries.size();
    }

    /** How many of them an earlier run had done. */
    public int earlier() {
        return earlier;
    }

    /** The record of the first; empty if there is none. */
    public Optional<Provenance> first() {
        return Optional.ofNullable(first);
    }

    /** The seeds that are used. */
    public Map<String, String> seeds() {
        return seeds;
    }

    /** For the user, full sentences. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** False once it was closed or removed. */
    public boolean isOpen() {
        return file.isOpen();
    }

    /** Removes the file once it is needed no more, or if nothing is in it; false if it is still there. */
    public boolean remove() {
        close();
        try {
            Files.deleteIfExists(of(image));
            return true;
        } catch (final IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
