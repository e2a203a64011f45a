package org.inpaintj.imagej.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;

import org.inpaintj.imagej.image.ProvenanceRecords;
import org.inpaintj.inpaint.Provenance;
import org.inpaintj.inpaint.Versions;
import org.inpaintj.inpaint.record.PngTexts;

/** Texts in PNG files, read back by Java's image library. */
public class PngTextsTest {

    private static final String JSON = "{\n  \"prompt\": \"ein Käfer, 甲虫 🪲\"\n}";

    @TempDir
    Path folder;

    /** The texts of a file by their keywords, as another reader sees them; of several alike the last. */
    public static Map<String, String> texts(final Path file) throws IOException {
        final Map<String, String> texts = new TreeMap<>();
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            final ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
            reader.setInput(in);
            final NodeList all = ((Element) reader.getImageMetadata(0).getAsTree("javax_imageio_png_1.0"))
                    .getElementsByTagName("iTXtEntry");
            for (int i = 0; i < all.getLength(); i++)
                texts.put(((Element) all.item(i)).getAttribute("keyword"),
                        ((Element) all.item(i)).getAttribute("text"));
            reader.dispose();
        }
        return texts;
    }

    @Test
    void anotherReaderFindsThem() throws IOException {
        final Path file = folder.resolve("image.png");
        final ColorProcessor ip = new ColorProcessor(9, 7);
        ip.noise(50);
        PngFile.write(new ImagePlus("image", ip), file);
        PngTexts.write(file, List.of(JSON));
        assertEquals(Map.of("Software", "InpaintJ " + Versions.version(), "Comment", Provenance.GENERATED,
                "inpaintj", JSON),
                texts(file));
        assertArrayEquals((int[]) ip.getPixels(), (int[]) new ij.io.Opener().openImage(file.toString()).getProcessor()
                .getPixels());
        checkChunks(Files.readAllBytes(file));
    }

    private static void checkChunks(final byte[] png) {
        final ByteBuffer in = ByteBuffer.wrap(png).position(8);
        while (in.hasRemaining()) {
            final int length = in.getInt();
            final CRC32 crc = new CRC32();
            crc.update(png, in.position(), length + 4);
            in.position(in.position() + length + 4);
            assertEquals((int) crc.getValue(), in.getInt());
        }
    }

    @Test
    void recordsComeBackInTheirOrder() throws IOException {
        final Path file = folder.resolve("image.png");
        PngFile.write(new ImagePlus("image", new ByteProcessor(3, 2)), file);
        final long plain = Files.size(file);
        PngTexts.write(file, List.of());
        assertEquals(plain, Files.size(file));
        assertEquals(List.of(), PngTexts.read(file));
        PngTexts.write(file, List.of(JSON, "{}"));
        assertEquals(List.of(JSON, "{}"), PngTexts.read(file));
        final byte[] whole = Files.readAllBytes(file);
        for (final int length : new int[] { 3, 8, 20, 60, whole.length - 30 }) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            PngTexts.read(file);
        }
        assertEquals(List.of(), PngTexts.read(Files.writeString(file, "no image")));
    }

    @Test
    void theInfoOfAnImageHoldsItsRecords() {
        final ImagePlus imp = new ImagePlus("image", new ByteProcessor(1, 1));
        assertEquals(List.of(), ProvenanceRecords.of(imp));
        imp.setProperty("Info", "Scale: {1}\n");
        final String nested = "{\n  \"a\": {\n    \"b\": \"}\"\n  }\n}";
        ProvenanceRecords.add(imp, nested);
        ProvenanceRecords.add(imp, JSON);
        assertEquals(List.of(nested, JSON), ProvenanceRecords.of(imp));
        assertEquals("Scale: {1}\nInpaintJ provenance: " + nested + "\nInpaintJ provenance: " + JSON + "\n",
                imp.getInfoProperty());
    }
}
