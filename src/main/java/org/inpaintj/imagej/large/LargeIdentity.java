package org.inpaintj.imagej.large;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.inpaintj.core.Box;
import org.inpaintj.core.FileStamp;
import org.inpaintj.core.Sha256;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.inpaintj.engines.Engines;
import org.inpaintj.imagej.roi.ModelStamps;
import org.inpaintj.inpaint.Versions;
import org.inpaintj.repair.Region;
import org.inpaintj.repair.RegionRequest;

/** What the result of a job on a large image depends on, but for its seeds: digests by what they are of. */
final class LargeIdentity {

    private LargeIdentity() {}

    /**
     * The image is told by the size and time of its files, for a digest of it would take as long as all the rest.
     *
     * @param request with models by their paths
     */
    static Map<String, String> of(final LargeJob job, final Request request, final List<Region> regions)
            throws IOException {
        final Map<String, String> of = new LinkedHashMap<>();
        of.put("version", Versions.version());
        of.put("engine", Engines.found().of(request, Task.INPAINT).id());
        final Map<String, String> keys = new TreeMap<>(request.keys().changes(request));
        keys.keySet().removeAll(request.seeds());
        // where they were read does not matter, what they say is in the regions
        keys.remove("mask");
        if (job.regions() != null)
            RegionRequest.KEYS.changes(job.regions()).forEach((key, value) -> {
                if (!key.equals("labels"))
                    keys.put("regions " + key, value);
            });
        keys.put("position", job.slice() + " " + job.frame());
        of.put("keys", text(keys.toString()));
        of.put("models", text(ModelStamps.of(request)));
        of.put("image", image(job.in()));
        of.put("mask", regions(regions));
        return of;
    }

    private static String text(final String text) {
        return new Sha256().add(text.getBytes(StandardCharsets.UTF_8)).hex();
    }

    private static String image(final Path in) throws IOException {
        final Sha256 digest = new Sha256().add((in.toAbsolutePath().normalize().getFileName() + "\n")
                .getBytes(StandardCharsets.UTF_8));
        try (Stream<Path> walk = Files.walk(in)) {
            for (final Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
                final FileStamp stamp = FileStamp.of(file);
                digest.add((in.relativize(file) + " " + stamp.size() + " " + stamp.time() + "\n")
                        .getBytes(StandardCharsets.UTF_8));
            }
        }
        return digest.hex();
    }

    private static String regions(final List<Region> regions) {
        final Sha256 digest = new Sha256();
        for (final Region region : regions) {
            final Box box = region.mask().box();
            digest.add((region.label() + "\n" + region.score() + " " + region.box() + " " + box + " "
                    + new TreeMap<>(region.facts()) + "\n").getBytes(StandardCharsets.UTF_8));
            final ByteBuffer values = ByteBuffer.allocate(Float.BYTES
                    * Math.min(1 << 16, Math.max(1, region.mask().values().length)));
            for (final float value : region.mask().values()) {
                values.putFloat(value);
                if (!values.hasRemaining()) {
                    digest.add(values.flip());
                    values.clear();
                }
            }
            digest.add(values.flip());
        }
        return digest.hex();
    }
}
