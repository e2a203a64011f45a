package org.inpaintj.sampling.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.inpaintj.engine.Task;
import org.inpaintj.sampling.Denoiser;
import org.inpaintj.sampling.DenoisingNetwork;
import org.inpaintj.sampling.NoiseLevel;
import org.inpaintj.sampling.Philox;
import org.inpaintj.sampling.PredictionType;
import org.inpaintj.sampling.SamplerOptions;
import org.inpaintj.sampling.StepCallback;
import org.inpaintj.sampling.schedule.SigmaRange;

/**
 * The walks of diffusers and k-diffusion that models/tools/sampling_golden.py and sampling_options_golden.py recorded,
 * and the same in Java.
 */
final class SamplerGoldens {

    static final JsonObject FILE = read("golden.json.gz").getAsJsonObject();
    private static final JsonArray OPTIONS = read("options.json.gz").getAsJsonArray();
    static final float[] IMAGE = floats(FILE.getAsJsonArray("image"), 0);
    private static final float[] MASK = floats(FILE.getAsJsonArray("mask"), 0);

    private SamplerGoldens() {
    }

    /** What happened: a row an evaluation, the timestep first. */
    record Trace(float[] start, List<float[]> rows, float[] end) {
    }

    static List<JsonObject> cases(final String kind) {
        final List<JsonObject> cases = new ArrayList<>();
        FILE.getAsJsonArray(kind).forEach(c -> cases.add(c.getAsJsonObject()));
        return cases;
    }

    /** Those of models/tools/sampling_options_golden.py. */
    static List<JsonObject> withOptions() {
        final List<JsonObject> cases = new ArrayList<>();
        OPTIONS.forEach(c -> cases.add(c.getAsJsonObject()));
        return cases;
    }

    static StepRequest request(final JsonObject c) {
        final Task task = switch (c.get("task").getAsString()) {
            case "text" -> Task.TEXT_TO_IMAGE;
            case "image" -> Task.IMAGE_TO_IMAGE;
            default -> Task.INPAINT;
        };
        final JsonObject o = c.has("options") ? c.getAsJsonObject("options") : new JsonObject();
        return new StepRequest(task, c.get("steps").getAsInt(), c.get("strength").getAsDouble(), false,
                new SamplerOptions(number(o, "eta", -1), number(o, "churn", 0), number(o, "churn_min", 0),
                        number(o, "churn_max", 0), number(o, "churn_noise", 1)),
                new SigmaRange(number(o, "sigma_min", 0), number(o, "sigma_max", 0), number(o, "rho", 0)));
    }

    private static double number(final JsonObject o, final String key, final double otherwise) {
        return o.has(key) ? o.get(key).getAsDouble() : otherwise;
    }

    /**
     * Runs a plan on the network of the script.
     *
     * @param keepsClean re-imposes the image on predictions (WebUI) rather than on latents (diffusers)
     * @param before     records the latents that the network sees rather than those after the step
     */
    static Trace run(final SamplingPlan plan, final PredictionType prediction, final long seed, final boolean inpaint,
            final boolean keepsClean, final boolean before) {
        final Philox philox = new Philox(seed);
        final Supplier<float[]> noise = () -> philox.normal(IMAGE.length);
        final float[] first = noise.get();
        final float[] x = plan.start(IMAGE, first);
        final float[] start = x.clone();
        final List<float[]> rows = new ArrayList<>();
        final double[] timestep = new double[1];
        final Denoiser denoiser = prediction.denoiser(new DenoisingNetwork() {
            private float[] seen;

            @Override
            public float[] predict(final float[] in, final double t) {
                timestep[0] = t;
                seen = in.clone();
                return network(in, t);
            }

            @Override
            public float[] unguided(final float[] answer) {
                return other(seen, timestep[0]);
            }
        });
        final StepCallback callback = new StepCallback() {
            @Override
            public void before(final int evaluation, final NoiseLevel level, final float[] latents) {
                if (before)
                    rows.add(row(level.timestep(), latents));
            }

            @Override
            public void predicted(final int evaluation, final NoiseLevel level, final float[] clean) {
                if (inpaint && keepsClean)
                    impose(clean, IMAGE);
            }

            @Override
            public void unguided(final NoiseLevel level, final float[] clean) {
                if (inpaint && keepsClean)
                    impose(clean, IMAGE);
            }

            @Override
            public void after(final int evaluation, final NoiseLevel level, final float[] latents) {
                if (inpaint && !keepsClean)
                    impose(latents, level.noisy(IMAGE, first));
                if (!before)
                    rows.add(row(timestep[0], latents));
            }
        };
        plan.run(x, 1, denoiser, noise, callback);
        if (!plan.adaptive())
            assertEquals(plan.evaluations(), rows.size(), "evaluations announced");
        return new Trace(start, rows, x);
    }

    private static void impose(final float[] x, final float[] known) {
        for (int i = 0; i < x.length; i++)
            x[i] = MASK[i] * x[i] + (1 - MASK[i]) * known[i];
    }

    private static float[] row(final double timestep, final float[] x) {
        final float[] row = new float[x.length + 1];
        row[0] = (float) timestep;
        System.arraycopy(x, 0, row, 1, x.length);
        return row;
    }

    private static float[] network(final float[] x, final double t) {
        final float[] out = new float[x.length];
        for (int i = 0; i < x.length; i++)
            out[i] = (float) (0.8 * x[i] + 0.3 * Math.sin(x[i] + 0.003 * t + i));
        return out;
    }

    private static float[] other(final float[] x, final double t) {
        final float[] out = new float[x.length];
        for (int i = 0; i < x.length; i++)
            out[i] = (float) (0.6 * x[i] + 0.2 * Math.sin(2 * x[i] - 0.002 * t + i));
        return out;
    }

    /** The largest difference to a recorded row, relative to its largest value or 1. */
    static double difference(final JsonArray expected, final int from, final float[] actual, final int at) {
        final float[] e = floats(expected, from);
        double norm = 1;
        double worst = 0;
        for (int i = 0; i < e.length; i++) {
            norm = Math.max(norm, Math.abs(e[i]));
            final double difference = Math.abs(e[i] - actual[at + i]);
            worst = Double.isNaN(difference) ? Double.NaN : Math.max(worst, difference);
        }
        return worst / norm;
    }

    static float[] floats(final JsonArray array, final int from) {
        final float[] out = new float[array.size() - from];
        for (int i = 0; i < out.length; i++)
            out[i] = array.get(from + i).getAsFloat();
        return out;
    }

    private static JsonElement read(final String name) {
        try (Reader reader =
                new InputStreamReader(new GZIPInputStream(SamplerGoldens.class.getResourceAsStream(name)),
                StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(reader);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
