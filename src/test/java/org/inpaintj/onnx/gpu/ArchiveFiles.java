package org.inpaintj.onnx.gpu;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Archives in memory, well made and otherwise. */
final class ArchiveFiles {

    private ArchiveFiles() {}

    static byte[] zip(final Map<String, byte[]> files) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (final Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        }
        return bytes.toByteArray();
    }

    static byte[] gzip(final byte[] bytes) throws IOException {
        final ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    static byte[] tar(final Map<String, byte[]> files) throws IOException {
        final ByteArrayOutputStream tar = new ByteArrayOutputStream();
        for (final Map.Entry<String, byte[]> file : files.entrySet())
            tar.write(entry(file.getKey(), '0', file.getValue().length, file.getValue()));
        tar.write(new byte[1024]);
        return tar.toByteArray();
    }

    /** One entry with a header as ustar has it, which may state a wrong size. */
    static byte[] entry(final String name, final char type, final long size, final byte[] content) throws IOException {
        final byte[] header = new byte[512];
        put(header, 0, name);
        put(header, 100, "0000644\0");
        put(header, 124, String.format("%011o\0", size));
        header[156] = (byte) type;
        put(header, 257, "ustar\00000");
        Arrays.fill(header, 148, 156, (byte) ' ');
        int sum = 0;
        for (final byte each : header)
            sum += each & 0xff;
        put(header, 148, String.format("%06o\0 ", sum));
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(header);
        out.write(content);
        out.write(new byte[(512 - content.length % 512) % 512]);
        return out.toByteArray();
    }

    private static void put(final byte[] header, final int at, final String text) {
        final byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, Math.min(bytes.length, 100));
    }
}
