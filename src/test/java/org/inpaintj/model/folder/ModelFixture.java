package org.inpaintj.model.folder;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.inpaintj.onnx.Tensor;

/**
 * A tiny model made by a script in {@code models/tools}: its folder as a user would have it, and what
 * PyTorch computed with it. Unpacked once for all tests, which must not change it.
 *
 * @param folder  the model
 * @param tensors golden tensors by name
 * @param cases   what each pipeline run was told, by the case's name
 */
public record ModelFixture(Path folder, Map<String, Tensor> tensors, JsonObject cases) {

    private static final Map<String, ModelFixture> UNPACKED = new ConcurrentHashMap<>();

    /** @param name such as {@code sd15} */
    public static ModelFixture of(final String name) {
        final ModelFixture known = UNPACKED.get(name);
        if (known != null)
            return known;
        final ModelFixture made = unpack(name, temporary(name));
        UNPACKED.put(name, made);
        return made;
    }

    /** A copy of the model in a folder of its own, to be changed. */
    public static Path copy(final String name, final Path target) {
        return unpack(name, target).folder();
    }

    /** Unpacks one of the archives without reading it as a model. */
    public static Path archive(final String name) {
        final Path folder = temporary(name);
        unzip(name, folder);
        return folder;
    }

    private static Path temporary(final String name) {
        try {
            final Path folder = Files.createTempDirectory("inpaintj-" + name);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            return folder;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ModelFixture unpack(final String name, final Path folder) {
        try {
            final JsonObject about = unzip(name, folder);
            final String base = about.get("base").getAsString();
            if (!base.isEmpty()) {
                unzip(base, folder);
                about.getAsJsonArray("without").forEach(part -> delete(folder.resolve(part.getAsString())));
                unzip(name, folder);
            }
            final Map<String, Tensor> tensors = new TreeMap<>();
            read(folder.resolve("golden.safetensors"), tensors);
            Files.delete(folder.resolve("golden.safetensors"));
            return new ModelFixture(folder, tensors, about.getAsJsonObject("cases"));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonObject unzip(final String name, final Path folder) {
        try (InputStream in = ModelFixture.class.getResourceAsStream("/models/" + name + ".zip");
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                final Path file = folder.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.copy(zip, file, StandardCopyOption.REPLACE_EXISTING);
            }
            final Path golden = folder.resolve("golden.safetensors");
            return Files.exists(golden) ? read(golden, new TreeMap<>()) : new JsonObject();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The safetensors format: length of a JSON header, the header, the data. Integers become floats. */
    private static JsonObject read(final Path file, final Map<String, Tensor> tensors) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            final ByteBuffer all = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size())
                    .order(ByteOrder.LITTLE_ENDIAN);
            final byte[] text = new byte[(int) all.getLong()];
            all.get(text);
            final JsonObject header = JsonParser.parseString(new String(text, StandardCharsets.UTF_8))
                    .getAsJsonObject();
            final ByteBuffer data = all.slice().order(ByteOrder.LITTLE_ENDIAN);
            header.entrySet().stream().filter(e -> !e.getKey().equals("__metadata__"))
                    .forEach(e -> tensors.put(e.getKey(), tensor(e.getValue().getAsJsonObject(), data)));
            return JsonParser.parseString(header.getAsJsonObject("__metadata__").get("about").getAsString())
                    .getAsJsonObject();
        }
    }

    private static Tensor tensor(final JsonObject about, final ByteBuffer data) {
        final long[] shape = about.getAsJsonArray("shape").asList().stream().mapToLong(n -> n.getAsLong()).toArray();
        final int from = about.getAsJsonArray("data_offsets").get(0).getAsInt();
        final Tensor tensor = Tensor.zeros(shape);
        for (int i = 0; i < tensor.size(); i++)
            tensor.buffer().put(i, switch (about.get("dtype").getAsString()) {
                case "F32" -> data.getFloat(from + 4 * i);
                case "U8" -> data.get(from + i) & 0xff;
                case "I64" -> data.getLong(from + 8 * i);
                case "U16" -> (data.getShort(from + 2 * i) & 0xffff) / 65535f;
                default -> throw new IllegalStateException(about.toString());
            });
        return tensor;
    }

    private static void delete(final Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
