package org.inpaintj.model.checkpoint;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Makes of a small archive the same with the long places that archives beyond 4 GB need. */
final class Zip64 {

    private static final int END = 0x06054b50, CENTRAL_BYTES = 46, EXTRA = 20;

    private Zip64() {}

    static byte[] of(final byte[] zip) {
        final ByteBuffer in = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        int end = zip.length - 22;
        while (in.getInt(end) != END)
            end--;
        final int count = in.getShort(end + 10), start = in.getInt(end + 16);
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(zip, 0, start);
        int at = start;
        for (int i = 0; i < count; i++) {
            final int name = in.getShort(at + 28), extra = in.getShort(at + 30);
            final byte[] entry = new byte[CENTRAL_BYTES + name + EXTRA];
            System.arraycopy(zip, at, entry, 0, CENTRAL_BYTES + name);
            final ByteBuffer e = ByteBuffer.wrap(entry).order(ByteOrder.LITTLE_ENDIAN);
            e.putInt(24, -1).putShort(30, (short) EXTRA).putInt(42, -1);
            e.position(CENTRAL_BYTES + name);
            e.putShort((short) 1).putShort((short) 16).putLong(in.getInt(at + 24)).putLong(in.getInt(at + 42));
            out.writeBytes(entry);
            at += CENTRAL_BYTES + name + extra;
        }
        final int behind = out.size();
        out.writeBytes(ByteBuffer.allocate(56).order(ByteOrder.LITTLE_ENDIAN).putInt(0x06064b50).putLong(44)
                .putShort((short) 45).putShort((short) 45).putInt(0).putInt(0).putLong(count).putLong(count)
                .putLong(behind - start).putLong(start).array());
        out.writeBytes(ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN).putInt(0x07064b50).putInt(0)
                .putLong(behind).putInt(1).array());
        out.writeBytes(ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN).putInt(END).putInt(0).putInt(-1)
                .putInt(-1).putInt(-1).putShort((short) 0).array());
        return out.toByteArray();
    }
}
