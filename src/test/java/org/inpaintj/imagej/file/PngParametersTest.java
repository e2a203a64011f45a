package org.inpaintj.imagej.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ij.ImagePlus;
import ij.process.ByteProcessor;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.PngChunks;
import org.inpaintj.inpaint.record.PngTexts;

/** Texts of parameters in PNG files, of any kind and any quality. */
public class PngParametersTest {

    private static final String TEXT = "a cäfe\nSteps: 3, Sampler: Euler, Seed: 5";

    @TempDir
    Path folder;
    private Path file;
    private byte[] plain;

    @BeforeEach
    void image() throws IOException {
        file = folder.resolve("image.png");
        PngFile.write(new ImagePlus("image", new ByteProcessor(3, 2)), file);
        plain = Files.readAllBytes(file);
    }

    /** Puts a chunk behind the header of a PNG file, as another program does. */
    public static void insert(final Path file, final String kind, final byte[] data) throws IOException {
        final byte[] all = Files.readAllBytes(file);
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(all, 0, 33);
        PngChunks.write(out, PngChunks.kind(kind), data, data.length);
        out.write(all, 33, all.length - 33);
        Files.write(file, out.toByteArray());
    }

    /** Writes a small picture with a text of parameters as the WebUI does. */
    public static void picture(final Path file, final String text) throws IOException {
        PngFile.write(new ImagePlus("picture", new ByteProcessor(3, 2)), file);
        insert(file, "tEXt", data("tEXt", false, text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** What a chunk of the kind holds. */
    public static byte[] data(final String kind, final boolean packed, final byte[] text) throws IOException {
        final ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.write("parameters\0".getBytes(StandardCharsets.ISO_8859_1));
        if (kind.equals("iTXt"))
            data.write(new byte[] { (byte) (packed ? 1 : 0), 0, 'd', 'e', 0, 'P', 0 });
        else if (packed)
            data.write(0);
        if (packed)
            try (DeflaterOutputStream deflated = new DeflaterOutputStream(data)) {
                deflated.write(text);
            }
        else
            data.write(text);
        return data.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = { "tEXt", "zTXt", "iTXt", "iTXt packed" })
    void everyKindIsRead(final String kind) throws IOException {
        assertEquals(Optional.empty(), PngTexts.parameters(file));
        final byte[] text = TEXT.getBytes(kind.startsWith("i") ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
        insert(file, kind.substring(0, 4), data(kind.substring(0, 4), kind.matches("z.*|.*packed"), text));
        insert(file, "tEXt", "parametersX\0no".getBytes(StandardCharsets.ISO_8859_1));
        insert(file, "tEXt", new byte[0]);
        assertEquals(Optional.of(TEXT), PngTexts.parameters(file));
    }

    @Test
    void tooLongIsRefused() throws IOException {
        final byte[] huge = new byte[10 << 20];
        Arrays.fill(huge, (byte) 'a');
        for (final String kind : List.of("tEXt", "zTXt", "iTXt")) {
            Files.write(file, plain);
            // ten megabytes pack into ten kilobytes
            insert(file, kind, data(kind, kind.equals("zTXt"), huge));
            assertEquals("The text of parameters in '" + file + "' is longer than 1 MB, so it is not read: type the "
                    + "settings.", refusal());
        }
        Files.write(file, plain);
        insert(file, "iTXt", data("iTXt", true, huge));
        assertTrue(refusal().contains("longer than 1 MB"));
        // of other texts the length does not matter
        Files.write(file, plain);
        insert(file, "tEXt", data("tEXt", false, TEXT.getBytes(StandardCharsets.ISO_8859_1)));
        huge[8] = 0;
        insert(file, "tEXt", huge);
        assertEquals(Optional.of(TEXT), PngTexts.parameters(file));
    }

    @Test
    void damagedIsSaid() throws IOException {
        insert(file, "iTXt", data("iTXt", false, new byte[] { 'a', (byte) 0xff, 'b' }));
        assertEquals("The text of parameters in '" + file + "' is not in UTF-8: the file is damaged; take another copy "
                + "of it.", refusal());
        Files.write(file, plain);
        insert(file, "zTXt", "parameters\0\0no deflated text".getBytes(StandardCharsets.ISO_8859_1));
        assertTrue(refusal().contains("cannot be unpacked"));
        Files.write(file, plain);
        insert(file, "zTXt", "parameters\0\7x".getBytes(StandardCharsets.ISO_8859_1));
        assertTrue(refusal().contains("compressed in a way that is not known"));
        Files.write(file, plain);
        insert(file, "iTXt", "parameters\0\0".getBytes(StandardCharsets.ISO_8859_1));
        assertTrue(refusal().contains("ends too early"));
        Files.write(file, plain);
        insert(file, "tEXt", data("tEXt", false, TEXT.getBytes(StandardCharsets.ISO_8859_1)));
        final byte[] wrong = Files.readAllBytes(file);
        wrong[60]++;
        Files.write(file, wrong);
        assertTrue(refusal().contains("does not fit its checksum"));
        Files.writeString(file, "no picture at all");
        assertTrue(refusal().contains("is no PNG"));
        Files.write(file, ByteBuffer.allocate(16).putLong(PngChunks.SIGNATURE).putInt(-5).array());
        assertTrue(refusal().contains("is cut off or no PNG"));
    }

    /** Whatever is cut off or changed: a text, none, or a sentence. */
    @Test
    void anyBytesEndInASentence() throws IOException {
        insert(file, "zTXt", data("zTXt", true, TEXT.getBytes(StandardCharsets.ISO_8859_1)));
        final byte[] whole = Files.readAllBytes(file);
        final Random random = new Random(3);
        for (int i = 0; i < 400; i++) {
            final byte[] some = i < whole.length ? Arrays.copyOf(whole, i) : whole.clone();
            if (i >= whole.length || i % 2 == 0 && i > 0)
                some[random.nextInt(some.length)] = (byte) random.nextInt();
            Files.write(file, some);
            try {
                assertTrue(PngTexts.parameters(file).map(String::length).orElse(0) < 1000);
            } catch (final InpaintException e) {
                assertTrue(e.getMessage().endsWith("."), e.getMessage());
            }
        }
    }

    private String refusal() {
        return assertThrows(InpaintException.class, () -> PngTexts.parameters(file)).getMessage();
    }
}
