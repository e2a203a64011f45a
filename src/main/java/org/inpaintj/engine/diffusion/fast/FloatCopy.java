package org.inpaintj.engine.diffusion.fast;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.PrivateFolder;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.KeyOffer;
import org.inpaintj.engine.diffusion.checkpoint.CheckpointModel;
import org.inpaintj.engine.diffusion.checkpoint.Checkpoints;
import org.inpaintj.engine.diffusion.checkpoint.NetworkChanges;
import org.inpaintj.engine.diffusion.checkpoint.SideFile;
import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.engine.diffusion.family.ModelChoice;
import org.inpaintj.model.checkpoint.StoredTensor;
import org.inpaintj.model.checkpoint.TensorFileWriter;
import org.inpaintj.model.checkpoint.TensorValues;
import org.inpaintj.model.folder.FileMemo;
import org.inpaintj.model.folder.Fingerprint;
import org.inpaintj.onnx.file.ElementType;

/**
 * What {@code fast_copy} makes of a checkpoint of 16-bit or smaller floats: its UNet's weights are read from a file of
 * 32-bit floats in the user's cache, where they are mapped instead of being converted into memory by each process. The
 * results are the same to the bit. Copies stay until they are deleted, or until newer ones need their room. For one job
 * at a time.
 */
public final class FloatCopy {

    /** Of all copies together, bytes. */
    private static final long MOST = 32L << 30;
    /** To be left free on the disk, bytes. */
    private static final long SPARE = 512L << 20;
    private static final Pattern PART = Pattern.compile("unet-\\p{XDigit}+\\.(\\d+)\\.part");
    private static final String ENDING = ".floats";
    private static final String KEY = "fast_copy";
    /** How large the copies of models would be, bytes; 0 where there is nothing to convert. */
    private static final FileMemo<Path, Long> SIZES = new FileMemo<>(3);

    private final Supplier<PrivateFolder> folder;
    private final long most;

    /** The copy that was asked for last, the file it is one of, and the weights there. */
    private Path known, from;
    private List<StoredTensor> halves = List.of();

    /** Copies in the user's cache. */
    public FloatCopy() {
        this(() -> PrivateFolder.cache().below("copies"), MOST);
    }

    /**
     * Copies in a folder.
     *
     * @param most of all copies together, bytes
     */
    FloatCopy(final Supplier<PrivateFolder> folder, final long most) {
        this.folder = folder;
        this.most = most;
    }

    /**
     * The same model with weights of the copy, which is made if need be, or as it is.
     *
     * @param cpu   whether it runs on the processor
     * @param notes takes what was done or left, a full sentence
     * @throws InpaintException if there is too little room for the copy, with both numbers
     */
    public ModelChoice apply(final ModelChoice choice, final DiffusionModel model, final boolean cpu,
            final List<String> notes, final Progress progress) {
        if (model.denoiser().network().graph().isEmpty() || !cpu) {
            notes.add("fast_copy means nothing " + (cpu ? "to a model exported to ONNX, whose weights are mapped as"
                    + " they are." : "on this device, which has its own memory for weights."));
            return choice;
        }
        final PrivateFolder place = folder.get();
        if (place.path().isEmpty()) {
            notes.add("fast_copy was left out. " + place.refusal());
            return choice;
        }
        final Path file = file(place.path().get(), model);
        final Path source = model.denoiser().network().file().toAbsolutePath();
        if (!file.getRoot().equals(source.getRoot())) {
            notes.add("fast_copy was left out: the copy would lie on another drive than " + source
                    + ", and ONNX Runtime reads the weights of one network from one drive only.");
            return choice;
        }
        if (!file.equals(known) || !source.equals(from)) {
            halves = halves(Checkpoints.read(choice.model()).unet().orElseThrow());
            known = file;
            from = source;
        }
        if (halves.isEmpty()) {
            notes.add("fast_copy means nothing to this model: its weights are 32-bit floats already.");
            return choice;
        }
        final Map<String, StoredTensor> floats = layout(file, halves);
        try {
            notes.add(use(file, floats, progress));
        } catch (final IOException e) {
            throw new InpaintException("The copy of the weights " + file + " cannot be made or read ("
                    + e.getMessage() + "); delete it, or run without fast_copy.", e);
        }
        return choice.with(NetworkChanges.ofFloats(floats).over(choice.changes()));
    }

    /**
     * Offers the key where it would serve a model, with what a copy takes and what is free. On any thread.
     *
     * @param cpu whether it runs on the processor; asked last
     */
    public Optional<KeyOffer> offer(final ModelChoice choice, final DiffusionModel model, final BooleanSupplier cpu) {
        final Optional<Path> place = model.denoiser().network().graph().flatMap(graph -> folder.get().path());
        if (place.isEmpty())
            return Optional.empty();
        final Path file = file(place.get(), model);
        final long size = SIZES.get(choice.model(), model.denoiser().network().files(),
                () -> size(layout(file, halves(Checkpoints.read(choice.model()).unet().orElseThrow()))));
        try {
            final boolean there = isThere(file, size);
            final long free = Files.getFileStore(place.get()).getUsableSpace();
            if (size == 0 || !there && (size > most || size + SPARE > free)
                    || !file.getRoot().equals(model.denoiser().network().file().toAbsolutePath().getRoot())
                    || !cpu.getAsBoolean())
                return Optional.empty();
            return Optional.of(new KeyOffer(KEY, "true", there
                    ? "There is a fast copy of this model's weights: with it the job starts sooner and needs less"
                            + " memory."
                    : "A fast copy of this model's weights would take " + text(size) + " of the " + text(free)
                            + " that are free: with it later jobs start sooner and need less memory."));
        } catch (final IOException e) {
            // said when it is asked for
            return Optional.empty();
        }
    }

    private static Path file(final Path place, final DiffusionModel model) {
        return place.resolve("unet-" + Fingerprint.of(List.of(model.denoiser().network())).substring(0, 32) + ENDING);
    }

    private static boolean isThere(final Path file, final long size) throws IOException {
        return Files.exists(file) && PrivateFolder.owns(file) && Files.size(file) == size;
    }

    private static long size(final Map<String, StoredTensor> floats) {
        return floats.values().stream().mapToLong(t -> t.offset() + t.length()).max().orElse(0);
    }

    /** Makes the copy unless it is there; what was done, a full sentence. */
    private String use(final Path file, final Map<String, StoredTensor> floats, final Progress progress)
            throws IOException {
        final long size = size(floats);
        final boolean there = isThere(file, size);
        if (!there)
            make(file, size, progress);
        // not when it was written, by which networks that are loaded are told from others
        times(file).setTimes(null, FileTime.from(Instant.now()), null);
        return there ? "The UNet's weights were read from their copy " + file + " (" + text(size) + ")."
                : "The UNet's weights were copied to " + file + " as 32-bit floats (" + text(size) + "), from where "
                        + "later jobs read them; delete the file when it is no longer wanted.";
    }

    private static BasicFileAttributeView times(final Path copy) {
        return Files.getFileAttributeView(copy, BasicFileAttributeView.class);
    }

    private static List<StoredTensor> halves(final CheckpointModel.Unet unet) {
        return unet.weights().names().stream().sorted().map(unet.weights()::get)
                .filter(tensor -> tensor.type() != ElementType.FLOAT).toList();
    }

    /** Where a writer puts them, one after the other. */
    private static Map<String, StoredTensor> layout(final Path file, final List<StoredTensor> tensors) {
        final Map<String, StoredTensor> made = new LinkedHashMap<>();
        long at = 0;
        for (final StoredTensor tensor : tensors) {
            at = TensorFileWriter.aligned(at);
            made.put(tensor.name(), new StoredTensor(tensor.name(), ElementType.FLOAT, tensor.dims(), file, at,
                    Float.BYTES * tensor.count()));
            at += Float.BYTES * tensor.count();
        }
        return made;
    }

    private void make(final Path file, final long size, final Progress progress) throws IOException {
        SideFile.sweep(file.getParent(), PART);
        makeRoom(file, size);
        final Path part = file.resolveSibling(file.getFileName().toString().replace(ENDING, "") + '.'
                + ProcessHandle.current().pid() + ".part");
        try {
            try (TensorFileWriter writer = new TensorFileWriter(part)) {
                for (int i = 0; i < halves.size(); i++) {
                    progress.step(i, halves.size(), "Copying the weights as 32-bit floats");
                    progress.check();
                    final StoredTensor tensor = halves.get(i);
                    writer.add(tensor.name(), ElementType.FLOAT, tensor.dims(), TensorValues.floats(tensor));
                }
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Deletes the copies that were not used for longest, as far as the new one needs their room. */
    private void makeRoom(final Path file, final long size) throws IOException {
        final List<Path> copies = new ArrayList<>();
        try (Stream<Path> files = Files.list(file.getParent())) {
            files.filter(other -> other.toString().endsWith(ENDING)).forEach(copies::add);
        }
        final Map<Path, FileTime> used = new HashMap<>();
        for (final Path copy : copies)
            used.put(copy, times(copy).readAttributes().lastAccessTime());
        copies.sort(Comparator.comparing(used::get));
        long all = size;
        for (final Path copy : copies)
            all += copy.equals(file) ? 0 : Files.size(copy);
        for (final Path copy : copies)
            if (copy.equals(file))
                Files.delete(copy);
            else if (all > most) {
                all -= Files.size(copy);
                Files.delete(copy);
            }
        final long free = Files.getFileStore(file.getParent()).getUsableSpace();
        if (size > most || size + SPARE > free)
            throw new InpaintException("fast_copy needs " + text(size) + " in " + file.getParent()
                    + (size > most ? ", and all copies may take " + text(most) + " together: run without fast_copy."
                            : " and " + text(free) + " are free there: make room for " + text(size + SPARE)
                                    + ", or run without fast_copy."));
    }

    private static String text(final long bytes) {
        return bytes < 1 << 20 ? bytes + " bytes"
                : bytes < 1 << 30 ? String.format(Locale.ROOT, "%.0f MB", bytes / 0x1p20)
                        : String.format(Locale.ROOT, "%.1f GB", bytes / 0x1p30);
    }
}
