package org.inpaintj.interrogate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import org.inpaintj.core.Progress;
import org.inpaintj.interrogate.GenerationConfig.Stopping;

/**
 * The search for the likeliest caption, as transformers' {@code generate} does it: with one beam the surest token every
 * time (greedy search), with several beams that many captions at once. Beams are run one after the other, since exports
 * need not take several.
 *
 * @param <S> what the language model remembers
 */
final class BeamSearch<S> {

    /**
     * A caption that is being written.
     *
     * @param score its log-probability
     * @param state after all tokens but the last
     */
    private record Beam<S>(int[] tokens, double score, S state) {
    }

    /** A finished caption with what its score is worth. */
    private record Finished(int[] tokens, double score) {
    }

    private final GenerationConfig config;
    private final LanguageModel<S> model;
    private final Progress progress;

    BeamSearch(final GenerationConfig config, final LanguageModel<S> model, final Progress progress) {
        this.config = config;
        this.model = model;
        this.progress = progress;
    }

    /** The tokens of the caption, those that it begins and ends with included. */
    int[] run() {
        return config.beams() == 1 ? greedy() : search();
    }

    private int[] greedy() {
        int[] tokens = { config.start() };
        S state = null;
        while (tokens.length < config.maxLength()) {
            final LanguageModel.Next<S> next = next(tokens, state);
            state = next.state();
            tokens = append(tokens, surest(next.logits(), tokens, 1)[0]);
            if (tokens[tokens.length - 1] == config.end())
                break;
        }
        return tokens;
    }

    private int[] search() {
        List<Beam<S>> running = List.of(new Beam<>(new int[] { config.start() }, 0, null));
        List<Finished> finished = List.of();
        for (;;) {
            final List<Beam<S>> candidates = candidates(running);
            final int written = candidates.get(0).tokens().length - 1;
            running = candidates.stream().filter(beam -> !ends(beam)).limit(config.beams()).toList();
            // candidates behind the first ones are there only to go on with
            finished = merged(finished, candidates.stream().limit(config.beams()).filter(this::ends)
                    .map(beam -> new Finished(beam.tokens(), worth(beam.score(), written))).toList());
            if (running.isEmpty() || finished.size() == config.beams() && content(running, finished, written))
                return finished.get(0).tokens();
        }
    }

    /** The likeliest captions that are one token longer, likeliest first: so many that as many as beams can go on. */
    private List<Beam<S>> candidates(final List<Beam<S>> running) {
        final List<Beam<S>> candidates = new ArrayList<>();
        final int most = 2 * config.beams();
        for (final Beam<S> beam : running) {
            final LanguageModel.Next<S> next = next(beam.tokens(), beam.state());
            final double total = logSum(next.logits());
            for (final int token : surest(next.logits(), beam.tokens(), most))
                candidates.add(new Beam<>(append(beam.tokens(), token), beam.score() + next.logits()[token] - total,
                        next.state()));
        }
        candidates.sort(Comparator.comparingDouble(beam -> -beam.score()));
        return candidates.subList(0, Math.min(most, candidates.size()));
    }

    /** So many of the tokens that may come next, surest first; of equally sure ones the first. */
    private int[] surest(final float[] logits, final int[] before, final int most) {
        final int[] best = new int[Math.min(most, logits.length)];
        int count = 0;
        for (int i = 0; i < logits.length; i++) {
            if (!may(i, before) || count == best.length && !(logits[i] > logits[best[count - 1]]))
                continue;
            int at = count < best.length ? count++ : count - 1;
            for (; at > 0 && logits[i] > logits[best[at - 1]]; at--)
                best[at] = best[at - 1];
            best[at] = i;
        }
        return Arrays.copyOf(best, count);
    }

    private static double logSum(final float[] logits) {
        double top = Double.NEGATIVE_INFINITY, sum = 0;
        for (final float logit : logits)
            top = Math.max(top, logit);
        for (final float logit : logits)
            sum += Math.exp(logit - top);
        return top + Math.log(sum);
    }

    private List<Finished> merged(final List<Finished> before, final List<Finished> more) {
        final List<Finished> all = new ArrayList<>(before);
        all.addAll(more);
        all.sort(Comparator.comparingDouble(caption -> -caption.score()));
        return all.subList(0, Math.min(config.beams(), all.size()));
    }

    /** Whether nothing better is to come. */
    private boolean content(final List<Beam<S>> running, final List<Finished> finished, final int written) {
        if (config.stopping() == Stopping.FIRST)
            return true;
        final boolean longest = config.stopping() == Stopping.EXACT && config.lengthPenalty() > 0;
        final double hope = worth(running.get(0).score(), longest ? config.maxLength() - 1 : written);
        return hope <= finished.get(finished.size() - 1).score();
    }

    private double worth(final double score, final int written) {
        return score / Math.pow(written, config.lengthPenalty());
    }

    private boolean ends(final Beam<S> beam) {
        return beam.tokens()[beam.tokens().length - 1] == config.end() || beam.tokens().length >= config.maxLength();
    }

    private boolean may(final int token, final int[] before) {
        return token != config.end() || before.length >= config.minLength();
    }

    private LanguageModel.Next<S> next(final int[] tokens, final S state) {
        progress.step(tokens.length, config.maxLength() + 1, "Writing");
        return model.next(tokens, state);
    }

    private static int[] append(final int[] tokens, final int token) {
        final int[] longer = Arrays.copyOf(tokens, tokens.length + 1);
        longer[tokens.length] = token;
        return longer;
    }
}
