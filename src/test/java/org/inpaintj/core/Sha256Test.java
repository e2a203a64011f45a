package org.inpaintj.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Sha256Test {

    /** The first example of FIPS 180-4. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void piecesMakeTheDigestOfTheWhole() {
        assertEquals(ABC, new Sha256().addAscii("abc").hex());
        assertEquals(ABC, new Sha256().addHex("61")
                .add(ByteBuffer.wrap("xbc".getBytes(StandardCharsets.US_ASCII), 1, 2)).hex());
    }

    @Test
    void aFileIsReadToItsEnd(@TempDir final Path folder) throws IOException {
        final byte[] bytes = new byte[(1 << 20) + 1];
        bytes[1 << 20] = 1;
        final Path file = Files.write(folder.resolve("large"), bytes);
        assertEquals(new Sha256().add(bytes).hex(), new Sha256().add(file).hex());
    }
}
