package org.inpaintj.model.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;

import ai.onnxruntime.platform.Fp16Conversions;

import org.inpaintj.core.InpaintException;
import org.inpaintj.onnx.file.ElementType;

/**
 * A writer puts tensors one after the other into a side file, from where ONNX Runtime maps them: weights that were
 * computed rather than downloaded. Little endian, each at a multiple of 64 bytes. For one thread.
 */
public final class TensorFileWriter implements AutoCloseable {

    private static final int ALIGNMENT = 64;

    private final Path file;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
    private long position;

    /**
     * Makes the file; one that is there is replaced.
     *
     * @param file in a folder that exists
     * @throws InpaintException if that is not possible
     */
    public TensorFileWriter(final Path file) {
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE);
            this.file = file.toRealPath();
        } catch (final IOException e) {
            throw new InpaintException("The file " + file + " for computed weights could not be made ("
                    + e.getMessage() + "); check the permissions of its folder.", e);
        }
    }

    /** The file, without links. */
    public Path file() {
        return file;
    }

    /**
     * Writes a tensor.
     *
     * @param type   32- or 16-bit floats, or 8-bit integers, to which values are rounded and cut
     * @param values in C order, as many as the sizes say
     * @return where it lies; to be read once the writer is closed
     * @throws InpaintException if there is no room for it
     */
    public StoredTensor add(final String name, final ElementType type, final List<Long> dims, final float[] values) {
        try {
            buffer.clear();
            for (final long end = aligned(position); position < end; position++)
                buffer.put((byte) 0);
            final StoredTensor tensor =
                    new StoredTensor(name, type, dims, file, position, type.bytes(values.length));
            if (tensor.count() != values.length)
                throw new IllegalArgumentException(values.length + " values do not fill " + dims);
            for (final float value : values) {
                if (buffer.remaining() < Float.BYTES)
                    flush();
                put(type, value);
            }
            flush();
            position += tensor.length();
            return tensor;
        } catch (final IOException e) {
            throw new InpaintException(String.format(Locale.ROOT, "The computed weights could not be written to %s"
                    + " (%s; %.1f GB so far, %.1f GB free); make room there and run it again.", file, e.getMessage(),
                    position / 1e9, free() / 1e9), e);
        }
    }

    /** Where a tensor begins that follows one that ends there. */
    public static long aligned(final long end) {
        return (end + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    private void put(final ElementType type, final float value) {
        switch (type) {
            case FLOAT -> buffer.putFloat(value);
            case FLOAT16 -> buffer.putShort(Fp16Conversions.floatToFp16(value));
            case INT8 -> buffer.put((byte) Math.max(Byte.MIN_VALUE, Math.min(Byte.MAX_VALUE, Math.round(value))));
            default -> throw new IllegalArgumentException("no tensors of " + type + " are written");
        }
    }

    private void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining())
            channel.write(buffer);
        buffer.clear();
    }

    private double free() {
        try {
            return Files.getFileStore(file).getUsableSpace();
        } catch (final IOException e) {
            return 0;
        }
    }

    /** Bytes written so far. */
    public long size() {
        return position;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (final IOException e) {
            throw new InpaintException("The computed weights could not be written to " + file + " (" + e.getMessage()
                    + "); make room there and run it again.", e);
        }
    }
}
