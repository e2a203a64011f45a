package org.inpaintj.model.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

import org.inpaintj.core.InpaintException;
import org.inpaintj.onnx.file.FileKind;

/** The kinds of files that weights come in, told by their first bytes; what a file is called does not matter. */
enum CheckpointFormat {

    SAFETENSORS(file -> SafetensorsReader.read(real(file))), TORCH_ZIP(file -> TorchZipReader.read(real(file))),
    TORCH_LEGACY(file -> TorchLegacyReader.read(real(file))),
    SHARD_INDEX(file -> ShardIndex.read(file.toAbsolutePath().normalize()));

    private static final int HEAD = 512, TAR_AT = 257;

    private final Function<Path, Checkpoint> reader;

    CheckpointFormat(final Function<Path, Checkpoint> reader) {
        this.reader = reader;
    }

    Checkpoint read(final Path file) {
        return reader.apply(file);
    }

    /** The file itself where links lead to it, as ONNX Runtime refuses links out of a folder. */
    static Path real(final Path file) {
        try {
            return file.toRealPath();
        } catch (final IOException e) {
            throw new InpaintException(file + " cannot be read (" + e.getMessage() + "); check its permissions.", e);
        }
    }

    /** @throws InpaintException in one sentence that says what the file is instead */
    static CheckpointFormat of(final Path file) {
        if (Files.isDirectory(file))
            throw new InpaintException(file + " is a folder; give the .safetensors, .ckpt or .pth file in it.");
        FileKind.spoiled(file).ifPresent(complaint -> {
            throw new InpaintException(file + " " + complaint);
        });
        final byte[] head;
        try {
            head = head(file);
        } catch (final IOException e) {
            throw new InpaintException(file + " cannot be read (" + e.getMessage() + "); check its permissions.", e);
        }
        return of(head).orElseThrow(() -> new InpaintException(file + " " + complaint(head)));
    }

    /** The kind, if the file can be read and begins as one of them. */
    static Optional<CheckpointFormat> likely(final Path file) {
        try {
            if (!Files.isRegularFile(file))
                return Optional.empty();
            final byte[] head = head(file);
            return of(head).filter(c -> c != TORCH_ZIP || isTorch(head))
                    .filter(c -> c != SHARD_INDEX || ShardIndex.isNamedSo(file));
        } catch (final IOException e) {
            return Optional.empty();
        }
    }

    private static byte[] head(final Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(HEAD);
        }
    }

    private static Optional<CheckpointFormat> of(final byte[] head) {
        final String text = new String(head, StandardCharsets.ISO_8859_1);
        if (text.startsWith("PK\u0003\u0004"))
            return Optional.of(TORCH_ZIP);
        final boolean braced = head.length > 8 && text.substring(8).stripLeading().startsWith("{");
        final long header = braced ? ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong() : 0;
        if (header > 0 && header <= SafetensorsReader.MOST_HEADER)
            return Optional.of(SAFETENSORS);
        if (head.length > 2 && head[0] == (byte) 0x80 && head[1] >= 2 && head[1] <= 5)
            return Optional.of(TORCH_LEGACY);
        if (text.stripLeading().startsWith("{"))
            return Optional.of(SHARD_INDEX);
        // A length that is impossible is damage, which the reader names.
        return text.startsWith("{\"", 8) ? Optional.of(SAFETENSORS) : Optional.empty();
    }

    /** Whether the first entry of an archive is one of those that PyTorch begins with. */
    private static boolean isTorch(final byte[] head) {
        final int length = head.length < 30 ? 0 : head[26] & 0xff | (head[27] & 0xff) << 8;
        final String name = new String(head, Math.min(30, head.length), Math.max(0, Math.min(length, head.length - 30)),
                StandardCharsets.UTF_8);
        final String inside = name.substring(name.indexOf('/') + 1);
        return name.indexOf('/') > 0 && (inside.equals("data.pkl") || inside.equals("version")
                || inside.equals("byteorder") || inside.startsWith("data/") || inside.startsWith("."));
    }

    private static String complaint(final byte[] head) {
        final String text = new String(head, StandardCharsets.ISO_8859_1);
        if (text.startsWith("GGUF"))
            return "is a GGUF file of quantised weights, which is not supported; download the model as .safetensors.";
        if (text.startsWith("ustar", TAR_AT))
            return "is a tar archive, as PyTorch wrote it in its first years; load it with torch.load and save it again"
                    + " with torch.save, or download the model as .safetensors.";
        if (text.startsWith("\u0089HDF"))
            return "is an HDF5 file of TensorFlow or Keras, which is not supported; download the model as"
                    + " .safetensors.";
        if (head.length > 2 && head[0] == 0x08 && head[1] > 0 && head[1] < 32
                && (head[2] == 0x12 || head[2] == 0x1a || head[2] == 0x22 || head[2] == 0x3a))
            return "is an ONNX network, not a checkpoint; choose it where networks are asked for, or its folder as a"
                    + " model.";
        return "is neither a safetensors nor a PyTorch file; download the model as .safetensors.";
    }
}
