package org.inpaintj.inpaint;

import java.io.Serializable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.inpaintj.core.Box;
import org.inpaintj.core.FileNames;
import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Facts;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.inpaintj.engines.Engines;
import org.inpaintj.params.Key;
import org.inpaintj.params.Parameters;

/**
 * How a patch was made: enough to make it again and to disclose it. As JSON it goes into layers and the Info of
 * images. Holds no paths and nothing about the user.
 *
 * @param content     says that the samples were generated, or painted by hand, and not measured
 * @param task        id of the {@link Task}; "sketch" for what was painted by hand
 * @param engine      id of the engine that ran; "sketch" for what was painted by hand
 * @param seed        the seed of this candidate; means nothing where the request has no such key, for the engine
 *                    leaves nothing to chance
 * @param candidate   its number, from 1
 * @param request     the keys of the request that the result depends on, as resolved; records of earlier versions have
 *                    all keys
 * @param facts       what the engine reports: model digests, device, resolved steps
 * @param software    names to versions
 * @param image       title of the source
 * @param depth       bits a pixel of the source: 8, 16, 24 or 32
 * @param slice       z, 1-based
 * @param frame       t, 1-based
 * @param crop        what the engine saw, in pixels of the image
 * @param cropSha256  digest of the source's samples there
 * @param tones       sample values that were 0 and 1 to the engine, one pair a channel
 * @param mask        "selection", or the name of the image or file the mask came from
 * @param maskSha256  digest of the mask before it was inverted, grown or feathered
 * @param patchSha256 digest of the resulting samples
 * @param time        UTC, ISO 8601, to the second
 */
public record Provenance(String content, String task, String engine, long seed, int candidate,
        Map<String, String> request,
        Map<String, String> facts, Map<String, String> software, String image, int depth, int slice, int frame,
        Box crop, String cropSha256, List<List<Double>> tones, String mask, String maskSha256, String patchSha256,
        String time) implements Serializable {

    /** The value of {@link #content}. */
    public static final String GENERATED = "generated content: these samples were computed by InpaintJ, not measured";

    /** One JSON object over several lines. */
    public String json() {
        return RecordJson.write(this);
    }

    /**
     * Reads what {@link #json()} wrote.
     *
     * @throws InpaintException if it is something else
     */
    public static Provenance of(final String json) {
        try {
            final Provenance read = RecordJson.read(json, Provenance.class);
            if (read != null && read.isWhole())
                return read.withoutNulls();
        } catch (final RuntimeException e) {
            // not only of the parser: it wraps what a record's own checks throw
            throw new InpaintException("The provenance of a layer cannot be read: it is damaged or was written by "
                    + "another version of InpaintJ.", e);
        }
        throw new InpaintException("The provenance of a layer is incomplete: it is damaged or was written by another "
                + "version of InpaintJ.");
    }

    private boolean isWhole() {
        return task != null && engine != null && request != null && facts != null && software != null && crop != null
                && tones != null && Stream.of(request, facts, software).flatMap(m -> m.values().stream()).allMatch(
                        Objects::nonNull)
                && tones.stream().allMatch(pair -> pair != null && pair.stream().allMatch(
                        value -> value != null && Double.isFinite(value)));
    }

    /** The same where the texts that a record can do without are empty if they were not there. */
    private Provenance withoutNulls() {
        return new Provenance(text(content), task, engine, seed, candidate, request, facts, software, text(image),
                depth,
                slice, frame, crop, text(cropSha256), tones, text(mask), text(maskSha256), text(patchSha256),
                text(time));
    }

    private static String text(final String text) {
        return Objects.requireNonNullElse(text, "");
    }

    /** The same of samples that were laid over the image with an opacity below 1, as a fact. */
    public Provenance at(final double opacity) {
        final Map<String, String> all = new LinkedHashMap<>(facts);
        all.put("opacity", Double.toString(opacity));
        return new Provenance(content, task, engine, seed, candidate, request, all, software, image, depth, slice,
                frame, crop, cropSha256, tones, mask, maskSha256, patchSha256, time);
    }

    /** True if it tells of what was painted by hand, and of no result of an engine. */
    public boolean isSketch() {
        return task.equals(Strokes.SKETCH);
    }

    /** The region of a series, the engine and the seed if there is chance, for lists. */
    public String title() {
        final String region = facts.getOrDefault(Facts.REGION, "");
        return (region.isEmpty() ? "" : region + ": ") + engine + (draws() ? ", seed " + seed : "");
    }

    private boolean draws() {
        return request.containsKey("seed");
    }

    /** How many results the run made. */
    public int candidates() {
        final String number = request.getOrDefault("candidates", "1");
        return number.matches("\\d{1,9}") ? Integer.parseInt(number) : 1;
    }

    /** The region of a series and which candidate it is, for people; the engine where it is the only one. */
    public String heading() {
        final String region = facts.getOrDefault(Facts.REGION, "");
        final String which = candidates() > 1 ? "candidate " + candidate + " of " + candidates() : region.isEmpty()
                ? engine : "";
        return region + (region.isEmpty() || which.isEmpty() ? "" : ", ") + which;
    }

    /** True if both are candidates of one run, or of runs that differ in nothing. */
    public boolean isBeside(final Provenance other) {
        return candidates() > 1 && asked().equals(other.asked()) && engine.equals(other.engine) && slice == other.slice
                && frame == other.frame && crop.equals(other.crop) && cropSha256.equals(other.cropSha256)
                && maskSha256.equals(other.maskSha256);
    }

    /** The request without what may differ from candidate to candidate. */
    private Map<String, String> asked() {
        final Map<String, String> asked = new LinkedHashMap<>(request);
        asked.keySet().removeAll(List.of("stop", "subseed"));
        final String second = request.getOrDefault("subseed", "");
        if (second.matches("\\d{1,10}") && !request.getOrDefault("variation", "0").matches("0(\\.0*)?"))
            // less the number of the candidate, as each has one of its own
            asked.put("subseed", Long.toString(Long.parseLong(second) - candidate));
        return asked;
    }

    /**
     * The request that makes this candidate alone again; on the CPU if it ran there, since cards compute other bits. Of
     * paths, which a record that somebody changed may hold, it has the names alone.
     */
    public Request again() {
        // a preset must not give values to the keys that are left out because they mean nothing
        final Map<String, String> values = Engines.found().request(Map.of()).values();
        values.putAll(request);
        values.replaceAll(Provenance::withoutFolders);
        values.put("engine", engine);
        if (draws())
            values.put("seed", Long.toString(seed));
        values.put("candidates", "1");
        if (Request.Device.CPU.title().equals(facts.get("device")))
            values.put("device", "cpu");
        return Engines.found().request(values);
    }

    /** The value of a key, or the name of the file if it is a path. */
    public static String withoutFolders(final String key, final String value) {
        final Parameters<Request> keys = Engines.found().keys();
        return keys.has(key) && keys.describe(key).path() != Key.Path.NONE ? FileNames.last(value) : value;
    }

    /** The macro line that makes this candidate alone again, from the same selection where there was one. */
    public String macro() {
        final String options = options();
        return "run(\"" + Task.of(task).label() + "\", \""
                + options.replace("\\", "\\\\").replace("\"", "\\\"") + "\");";
    }

    /** The keys of that line with their values. */
    public String options() {
        if (isSketch())
            throw new InpaintException("A sketch was painted by hand, so there is no macro line that makes it.");
        return again().macro(request.keySet());
    }

    /**
     * The time of a record made now; or what the environment variable {@code SOURCE_DATE_EPOCH} says, in seconds since
     * 1970, so that files can be made again to the byte (reproducible-builds.org).
     */
    public static String now() {
        final String epoch = System.getenv("SOURCE_DATE_EPOCH");
        final Instant time = epoch != null && epoch.matches("\\d{1,11}") ? Instant.ofEpochSecond(Long.parseLong(epoch))
                : Instant.now();
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
