package org.inpaintj.sampling;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The {@code prediction_type} of a denoiser, as diffusers calls it: what it predicts, and how the clean latents follow
 * from that. With noisy latents x = alpha c + sigma n and
 * s = sqrt(alpha^2 + sigma^2): a diffusion network is shown x / s, so that its input has unit variance; a flow network
 * is shown x.
 */
public enum PredictionType {

    /** The noise n (Ho et al. 2020). */
    EPSILON {
        @Override
        public void toClean(final float[] x, final float[] output, final NoiseLevel l, final float[] clean) {
            Vectors.set(clean, 1 / l.alpha(), x, -l.sigma() / l.alpha(), output);
        }

        @Override
        public void toOutput(final float[] x, final float[] clean, final NoiseLevel l, final float[] output) {
            Vectors.set(output, 1 / l.sigma(), x, -l.alpha() / l.sigma(), clean);
        }
    },

    /** The velocity (alpha n - sigma c) / s (Salimans and Ho 2022). */
    V_PREDICTION {
        @Override
        public void toClean(final float[] x, final float[] output, final NoiseLevel l, final float[] clean) {
            final double s = norm(l);
            Vectors.set(clean, l.alpha() / (s * s), x, -l.sigma() / s, output);
        }

        @Override
        public void toOutput(final float[] x, final float[] clean, final NoiseLevel l, final float[] output) {
            final double s = norm(l);
            Vectors.set(output, l.alpha() / (s * l.sigma()), x, -s / l.sigma(), clean);
        }
    },

    /** The clean latents themselves. */
    SAMPLE {
        @Override
        public void toClean(final float[] x, final float[] output, final NoiseLevel l, final float[] clean) {
            System.arraycopy(output, 0, clean, 0, clean.length);
        }

        @Override
        public void toOutput(final float[] x, final float[] clean, final NoiseLevel l, final float[] output) {
            System.arraycopy(clean, 0, output, 0, output.length);
        }
    },

    /** The flow n - c from image to noise (Lipman et al. 2023; Esser et al. 2024). */
    FLOW_PREDICTION {
        @Override
        public void toClean(final float[] x, final float[] output, final NoiseLevel l, final float[] clean) {
            Vectors.set(clean, 1, x, -l.sigma(), output);
        }

        @Override
        public void toOutput(final float[] x, final float[] clean, final NoiseLevel l, final float[] output) {
            Vectors.set(output, 1 / l.sigma(), x, -1 / l.sigma(), clean);
        }

        @Override
        double norm(final NoiseLevel l) {
            return 1;
        }
    };

    /** The word for it in a {@code scheduler_config.json}, such as {@code v_prediction}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The type of a word, if there is one; {@code original_sample} is an older word for {@code sample}. */
    public static Optional<PredictionType> of(final String word) {
        return word.equals("original_sample") ? Optional.of(SAMPLE)
                : Stream.of(values()).filter(type -> type.word().equals(word)).findFirst();
    }

    /** {@code clean} from {@code x} and the network's output; arrays of one length. */
    public abstract void toClean(float[] x, float[] output, NoiseLevel level, float[] clean);

    /** The inverse of {@link #toClean}. */
    public abstract void toOutput(float[] x, float[] clean, NoiseLevel level, float[] output);

    /** What noisy latents are divided by before the network sees them. */
    double norm(final NoiseLevel l) {
        return Math.hypot(l.alpha(), l.sigma());
    }

    /** A denoiser around a network that predicts this. */
    public Denoiser denoiser(final DenoisingNetwork network) {
        return new Denoiser() {
            @Override
            public float[] clean(final float[] x, final NoiseLevel level) {
                return cleaned(x, answer(x, level), level);
            }

            @Override
            public GuidedPrediction both(final float[] x, final NoiseLevel level) {
                final float[] answer = answer(x, level);
                return new GuidedPrediction(cleaned(x, answer, level), cleaned(x, network.unguided(answer), level));
            }

            private float[] answer(final float[] x, final NoiseLevel level) {
                final double s = norm(level);
                final float[] input = new float[x.length];
                for (int i = 0; i < x.length; i++)
                    input[i] = (float) (x[i] / s);
                return network.predict(input, level.timestep());
            }

            private float[] cleaned(final float[] x, final float[] answer, final NoiseLevel level) {
                final float[] clean = new float[x.length];
                toClean(x, answer, level, clean);
                return clean;
            }
        };
    }
}
