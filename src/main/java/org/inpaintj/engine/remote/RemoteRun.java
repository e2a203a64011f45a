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

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;

/**
 * What all engines on servers do: candidates one by one, which are told of as they come, large pictures piece by piece,
 * what comes back into the crop, and what is recorded.
 */
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

        /** @param progress of this picture alone */
        Painted paint(SentCrop crop, long seed, Progress progress);
    }

    /**
     * @param provider what kind of server it is
     * @param server   its host and port
     */
    public static Result of(final Request request, final Scene scene, final Progress progress, final String provider,
            final String server, final Sizes sizes, final Painter painter) {
        final PicturePieces pieces = PicturePieces.of(request, scene, sizes);
        final List<SentCrop> crops = new ArrayList<>();
        for (int i = 0; i < pieces.count(); i++)
            crops.add(SentCrop.of(request, pieces.piece(i), sizes));
        final List<Result.Candidate> candidates = new ArrayList<>();
        final Told told = new Told(provider, server, crops.get(0), pieces);
        for (int k = 0; k < request.candidates(); k++) {
            progress.check();
            if (k > 0 && progress.finishRequested()) {
                told.notes.add("Stopped after " + k + " of " + request.candidates() + " candidates.");
                break;
            }
            final long seed = request.seed() + k;
            try {
                final List<RandomAccessibleInterval<FloatType>> made = new ArrayList<>();
                for (int i = 0; i < crops.size(); i++) {
                    final Painted painted = painter.paint(crops.get(i), seed, new PictureShare(progress,
                            k * crops.size() + i, request.candidates() * crops.size(), crops.size() == 1));
                    final SentCrop.Taken taken = crops.get(i).take(painted.png(), server);
                    told.add(painted, taken);
                    made.add(taken.pixels());
                }
                candidates.add(new Result.Candidate(seed, pieces.joined(made)));
            } catch (final InpaintException e) {
                // what was made, and maybe paid, is not thrown away
                if (k == 0)
                    throw e;
                told.notes.add("Candidate " + (k + 1) + " was not made, and those before it are kept: "
                        + e.getMessage());
                break;
            }
            if (request.candidates() > 1)
                progress.finished(k + 1, seed, candidates.get(k)::pixels);
        }
        return new Result(candidates, List.copyOf(told.notes), told.facts);
    }

    /** What is said and recorded of all pictures. */
    private static final class Told {

        private final Set<String> notes = new LinkedHashSet<>();
        private final Map<String, String> facts = new LinkedHashMap<>();

        Told(final String provider, final String server, final SentCrop crop, final PicturePieces pieces) {
            facts.put("provider", provider);
            facts.put("server", server);
            facts.put("processing_size", crop.width() + " x " + crop.height());
            facts.put("repeatable", "no, for the server may change");
            pieces.note().ifPresent(note -> {
                notes.add(note);
                facts.put("server_pieces", Integer.toString(pieces.count()));
            });
        }

        void add(final Painted painted, final SentCrop.Taken taken) {
            notes.addAll(painted.notes());
            painted.facts().forEach((name, value) -> facts.merge(name, Answer.cut(value), (old, more) ->
                    OFTEN.contains(name) ? old + ", " + more : more));
            if (!taken.compared())
                return;
            if (!taken.note().isEmpty())
                notes.add(taken.note());
            facts.putIfAbsent("server_residual", String.format(Locale.ROOT, "%.2f of 255 levels", taken.residual()));
            if (!taken.drift().isEmpty())
                facts.putIfAbsent("server_drift", taken.drift());
            if (!taken.colour().isEmpty())
                facts.putIfAbsent("server_colour", taken.colour());
        }
    }

    /** The image as it is, without asking anybody, where the strength is 0; else empty. */
    public static Optional<Result> unchanged(final Request request, final Scene scene, final double strength) {
        return strength > 0 ? Optional.empty() : Optional.of(new Result(List.of(
                new Result.Candidate(request.seed(), scene.pixels()).asUnchanged()),
                List.of("With strength=0 nothing changes, so the server was not asked."), Map.of()));
    }

    /**
     * The progress of all pictures, told of one.
     *
     * @param whole whether its preview is one of the result
     */
    private record PictureShare(Progress all, int index, int count, boolean whole) implements Progress {

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
            if (index == 0 && whole)
                all.preview(pixels);
        }
    }
}
