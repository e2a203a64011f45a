package org.inpaintj.batch;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.inpaintj.inpaint.RecordJson;

/**
 * What became of one image of a batch. Holds no path beyond the names that were listed.
 *
 * @param item       the image as it was listed
 * @param out        its result within the folder of results
 * @param state      one of the constants here
 * @param identity   digest of everything that the result depends on
 * @param engine     that ran; empty before
 * @param seed       that was used; -1 if none was
 * @param request    keys to values where they differ from their defaults
 * @param facts      what the record of the result tells of it, such as the model and its digest
 * @param inputs     files that were read, by key, to their SHA-256
 * @param outSha256  of the result as it was written; empty where there is none
 * @param seconds    from opening to writing
 * @param engineTime seconds of these that the engine worked
 * @param attempts   how often it was begun
 * @param notes      full sentences
 * @param failure    why there is no result, a sentence; else empty
 */
public record BatchEntry(String item, String out, String state, String identity, String engine, long seed,
        Map<String, String> request, Map<String, String> facts, Map<String, String> inputs, String outSha256,
        double seconds, double engineTime, int attempts, List<String> notes, String failure) implements Serializable {

    /** The result was made now. */
    public static final String DONE = "done";
    /** The result of an earlier run still holds. */
    public static final String KEPT = "kept";
    /** There is no result, and {@code failure} says why. */
    public static final String FAILED = "failed";
    /** It was begun; only the journal has it. */
    public static final String BEGUN = "begun";
    /** The batch was cancelled before it was done. */
    public static final String CANCELLED = "cancelled";

    public BatchEntry {
        request = Collections.unmodifiableMap(new LinkedHashMap<>(request));
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        notes = List.copyOf(notes);
    }

    /** Without a result, in a state. */
    static BatchEntry of(final BatchItem item, final String state, final String failure) {
        return new BatchEntry(item.name(), item.out(), state, "", "", -1, Map.of(), Map.of(), Map.of(), "", 0, 0, 0,
                List.of(), failure);
    }

    BatchEntry from(final ItemWork.Sources sources) {
        return new BatchEntry(item, out, state, sources.identity(), engine, seed, sources.request(), facts,
                sources.inputs(), outSha256, seconds, engineTime, attempts, notes, failure);
    }

    BatchEntry as(final String other) {
        return new BatchEntry(item, out, other, identity, engine, seed, request, facts, inputs, outSha256, seconds,
                engineTime, attempts, notes, failure);
    }

    /** Without a result. Why is one line. */
    BatchEntry ended(final String how, final String why) {
        return new BatchEntry(item, out, how, identity, "", -1, request, Map.of(), inputs, "", 0, 0, attempts,
                List.of(), String.valueOf(why).replaceAll("\\s*\\R\\s*", " "));
    }

    /** What was not done, in a state. */
    public static BatchEntry without(final BatchItem item, final String state, final String failure) {
        return of(item, state, "").ended(state, failure);
    }

    /** What is there in the end, where several attempts wrote. */
    public BatchEntry found(final String sha256) {
        return new BatchEntry(item, out, state, identity, engine, seed, request, facts, inputs, sha256, seconds,
                engineTime, attempts, notes, failure);
    }

    /** With further notes, and the number of attempts that were really made. */
    public BatchEntry with(final List<String> more, final int begun) {
        final List<String> all = new ArrayList<>(notes);
        all.addAll(more);
        return new BatchEntry(item, out, state, identity, engine, seed, request, facts, inputs, outSha256, seconds,
                engineTime, begun, all, failure);
    }

    BatchEntry made(final ItemWork.Made made, final String sha256) {
        return new BatchEntry(item, out, DONE, identity, made.engine(), made.seed(), request, made.facts(), inputs,
                sha256, seconds, made.seconds(), attempts, made.notes(), "");
    }

    BatchEntry took(final double time, final int begun) {
        return new BatchEntry(item, out, state, identity, engine, seed, request, facts, inputs, outSha256, time,
                engineTime, begun, notes, failure);
    }

    /** Whether there is a result that holds. */
    public boolean isDone() {
        return state.equals(DONE) || state.equals(KEPT);
    }

    /** What was written, for people. */
    public String line() {
        return "Wrote " + out + " (engine " + engine + (seed < 0 ? "" : ", seed " + seed) + ").";
    }

    /** How many results there are of how many images, the beginning of a sentence. */
    public static String summary(final List<BatchEntry> entries) {
        final long made = entries.stream().filter(entry -> entry.state.equals(DONE)).count();
        final long kept = entries.stream().filter(entry -> entry.state.equals(KEPT)).count();
        return "Wrote " + made + " of " + entries.size() + (kept > 0 ? ", kept " + kept : "");
    }

    /** One JSON object without line breaks. */
    public String json() {
        return RecordJson.line(this);
    }

    /** @throws RuntimeException if the text is no such object */
    static BatchEntry of(final String json) {
        final BatchEntry read = RecordJson.read(json, BatchEntry.class);
        if (read == null || read.out == null || read.state == null || read.identity == null || read.outSha256 == null)
            throw new IllegalArgumentException("no entry of a batch");
        return read;
    }
}
