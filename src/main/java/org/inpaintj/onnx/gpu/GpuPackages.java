package org.inpaintj.onnx.gpu;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.inpaintj.core.FileNames;
import org.inpaintj.core.JsonConfig;
import org.inpaintj.core.Platform;

/**
 * What an NVIDIA card needs on one system, as the list {@code packages.json} pins it: archives of Microsoft and NVIDIA
 * with their sizes and digests. Immutable.
 *
 * @param system   such as linux-x64
 * @param version  of ONNX Runtime, whose Java classes must be of the same
 * @param driver   the oldest driver that runs them, such as 525.60.13
 * @param jni      SHA-256 of ONNX Runtime's library for Java, which lies in its jar and in none of the archives
 * @param licences names of NVIDIA's licences to their addresses
 * @param parts    in the order in which they are installed
 */
public record GpuPackages(String system, String version, String driver, String jni, Map<String, String> licences,
        List<Part> parts) {

    private static final String LIST = "packages.json";

    /**
     * An archive with some of the libraries.
     *
     * @param name     for the user, with the version
     * @param licence  its name
     * @param address  where its maker offers it
     * @param bytes    size of the archive
     * @param sha256   its digest
     * @param unpacked bytes of the libraries
     * @param files    names of the libraries, as programs look for them
     * @param others   other archives with the same libraries, for the import alone
     */
    public record Part(String name, String licence, URI address, long bytes, String sha256, long unpacked,
            List<String> files, List<Archive> others) {

        public Part {
            files = List.copyOf(files);
            others = List.copyOf(others);
        }

        /** The archive that its maker offers. */
        Archive archive() {
            return new Archive(FileNames.last(address.getPath()), bytes, sha256);
        }
    }

    /**
     * A file that is known.
     *
     * @param name   of the file
     * @param bytes  its size
     * @param sha256 its digest
     */
    public record Archive(String name, long bytes, String sha256) {
    }

    public GpuPackages {
        // in their order
        licences = Collections.unmodifiableMap(new LinkedHashMap<>(licences));
        parts = List.copyOf(parts);
    }

    /** Those for this system; empty where there are none: a Mac, another processor. */
    public static Optional<GpuPackages> here() {
        return of(Platform.os() + '-' + Platform.architecture());
    }

    /** Those for a system such as win-x64; empty where there are none. */
    static Optional<GpuPackages> of(final String system) {
        try (InputStream in = GpuPackages.class.getResourceAsStream(LIST)) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), system);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Optional<GpuPackages> parse(final String json, final String system) {
        final JsonConfig all = JsonConfig.parse(LIST, json);
        if (!all.isObject(system))
            return Optional.empty();
        final JsonConfig own = all.child(system);
        final Map<String, String> licences = new LinkedHashMap<>();
        all.children("licences").forEach(each -> licences.put(each.text("name", ""), each.text("address", "")));
        return Optional.of(new GpuPackages(system, all.text("version", ""), own.text("driver", ""),
                own.text("jni", ""), licences, own.children("parts").stream().map(GpuPackages::part).toList()));
    }

    private static Part part(final JsonConfig values) {
        return new Part(values.text("name", ""), values.text("licence", ""), URI.create(values.text("address", "")),
                (long) values.number("bytes", 0), values.text("sha256", ""), (long) values.number("unpacked", 0),
                values.texts("files"), values.children("others").stream().map(each -> new Archive(each.text("name", ""),
                        (long) each.number("bytes", 0), each.text("sha256", ""))).toList());
    }

    /** Bytes of all archives. */
    public long bytes() {
        return parts.stream().mapToLong(Part::bytes).sum();
    }

    /** Bytes of all libraries. */
    public long unpacked() {
        return parts.stream().mapToLong(Part::unpacked).sum();
    }

    /** Bytes that must be free: all libraries, and the largest archive while it is unpacked. */
    long needed() {
        return unpacked() + parts.stream().mapToLong(Part::bytes).max().orElse(0);
    }

    /** ONNX Runtime's library for Java, as files are called. */
    String jniName() {
        return system.startsWith("win") ? "onnxruntime4j_jni.dll" : "libonnxruntime4j_jni.so";
    }

    /** Where the jar of ONNX Runtime has it. */
    String jniResource() {
        return "ai/onnxruntime/native/" + system + '/' + jniName();
    }
}
