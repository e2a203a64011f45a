package org.inpaintj.engine.remote;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;

/** What all engines on servers do: candidates one by one, their pictures into the crop, and what is recorded. */
public final class RemoteRun {

    /** Facts of which each candidate has its own. */
    private static final Set<String> OFTEN = Set.of("request_id", "cost");

    private RemoteRun() {}

    /**
     * A picture that a server made.
     *
     * @param png   its bytes
     * @param notes full sentences
     * @param facts for the record
     */
    public record Painted(byte[] png, List<String> notes, Map<String, String> facts) {
    }

    /** Asks the server for one picture. */
    @FunctionalInterface
    public interface Painter {

        /** @param progress of this candidate alone */
        Painted paint(SentCrop crop, long seed, Progress progress);
    }

    /**
     * @param provider what kind of server it is
     * @param server   its host and port
     */
    public static Result of(final Request request, final Scene scene, final Progress progress, final String provider,
            final String server, final Sizes sizes, final Painter painter) {
        final SentCrop crop = SentCrop.of(request, scene, sizes);
        final List<Result.Candidate> candidates = new ArrayList<>();
        final Set<String> notes = new LinkedHashSet<>();
        final Map<String, String> facts = new LinkedHashMap<>();
        facts.put("provider", provider);
        facts.put("server", server);
        facts.put("processing_size", crop.width() + " x " + crop.height());
        facts.put("repeatable", "no, for the server may change");
        for (int k = 0; k < request.candidates(); k++) {
            final long seed = request.seed() + k;
            final Painted painted = painter.paint(crop, seed, new CandidatePart(progress, k, request.candidates()));
            final SentCrop.Taken taken = crop.take(painted.png(), server);
            candidates.add(new Result.Candidate(seed, taken.pixels()));
            notes.addAll(painted.notes());
            if (!taken.note().isEmpty())
                notes.add(taken.note());
            painted.facts().forEach((name, value) -> facts.merge(name, Answer.cut(value), (old, more) ->
                    OFTEN.contains(name) ? old + ", " + more : more));
            facts.putIfAbsent("server_residual", String.format(Locale.ROOT, "%.2f of 255 levels", taken.residual()));
            if (!taken.drift().isEmpty())
                facts.putIfAbsent("server_drift", taken.drift());
        }
        return new Result(candidates, List.copyOf(notes), facts);
    }

    /** The image as it is, without asking anybody, where the strength is 0; else empty. */
    public static Optional<Result> unchanged(final Request request, final Scene scene, final double strength) {
        return strength > 0 ? Optional.empty() : Optional.of(new Result(List.of(
                new Result.Candidate(request.seed(), scene.pixels()).asUnchanged()),
                List.of("With strength=0 nothing changes, so the server was not asked."), Map.of()));
    }

    /** The progress of all candidates, told of one. */
    private record CandidatePart(Progress all, int index, int count) implements Progress {

        @Override
        public void step(final int done, final int total, final String what) {
            all.step(index * total + done, count * total, what);
        }

        @Override
        public boolean cancelled() {
            return all.cancelled();
        }

        @Override
        public void check() {
            all.check();
        }

        @Override
        public void note(final String sentence) {
            all.note(sentence);
        }

        @Override
        public void preview(final Supplier<RandomAccessibleInterval<FloatType>> pixels) {
            if (index == 0)
                all.preview(pixels);
        }
    }
}
