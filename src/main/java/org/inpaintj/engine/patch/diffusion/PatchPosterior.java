package org.inpaintj.engine.patch.diffusion;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

import org.inpaintj.core.InpaintException;
import org.inpaintj.onnx.OnnxRuntime;

/**
 * The denoiser: which source patch explains a noisy patch, evaluated by ONNX Runtime with the weight-free graph
 * {@code models/patch_posterior.onnx} (its formulas are in {@code models/tools/patch_posterior.py}). Owns native
 * memory; used from one thread at a time and closed by its maker.
 */
public final class PatchPosterior implements AutoCloseable {

    private static final String GRAPH = "/models/patch_posterior.onnx";

    /** Fixed, for how the library splits its sums must not depend on the machine. */
    private static final int THREADS = 2;

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final OnnxTensor beta, tau;
    private FloatBuffer keys, queries, energy, uniforms;
    private OnnxTensor keyTensor;
    private int dimensions, sources;

    /**
     * Loads the library if need be.
     *
     * @throws OrtException     if the library refuses the graph
     * @throws InpaintException if the library cannot be loaded, with the cause and what helps
     */
    PatchPosterior(final double beta, final double tau) throws OrtException {
        environment = OnnxRuntime.environment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(THREADS);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.BASIC_OPT);
            session = environment.createSession(graph(), options);
        }
        this.beta = OnnxTensor.createTensor(environment, new float[] { (float) beta });
        this.tau = OnnxTensor.createTensor(environment, new float[] { (float) tau });
    }

    private static byte[] graph() {
        try (InputStream in = PatchPosterior.class.getResourceAsStream(GRAPH)) {
            return in.readAllBytes();
        } catch (final IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /**
     * Makes room for a bank. Row d of the buffer, {@code sources} numbers long, is to be filled with the number d of
     * every source's key before {@link #sample} or {@link #mean}.
     */
    FloatBuffer bank(final int dimensions, final int sources) throws OrtException {
        if (keyTensor != null)
            keyTensor.close();
        this.dimensions = dimensions;
        this.sources = sources;
        keys = room(keys, (long) dimensions * sources);
        keyTensor = OnnxTensor.createTensor(environment, keys, new long[] { dimensions, sources });
        return keys;
    }

    /** Room for {@code n} queries, row by row; to be filled before {@link #sample}. */
    FloatBuffer queries(final int n) {
        return queries = room(queries, (long) n * dimensions);
    }

    /** Room for one number a query: half the weighted square of the noisy patch. */
    FloatBuffer energy(final int n) {
        return energy = room(energy, n);
    }

    /** Room for {@code n} rows of one number a source, uniform between 0 and 1, ends excluded. */
    FloatBuffer uniforms(final int n) {
        return uniforms = room(uniforms, (long) n * sources);
    }

    /** For each of {@code n} queries the number of a source drawn from the posterior. */
    long[] sample(final int n) throws OrtException {
        final long[] index = new long[n];
        try (OnnxTensor queryTensor = tensor(queries, n, dimensions);
                OnnxTensor energyTensor = tensor(energy, n, 1);
                OnnxTensor uniformTensor = tensor(uniforms, n, sources);
                OrtSession.Result result = run(queryTensor, energyTensor, uniformTensor, "index")) {
            ((OnnxTensor) result.get(0)).getLongBuffer().get(index);
        }
        return index;
    }

    /** For each of {@code n} queries the posterior mean of the sources' keys. */
    float[] mean(final int n) throws OrtException {
        final float[] mean = new float[n * dimensions];
        try (OnnxTensor queryTensor = tensor(queries, n, dimensions);
                OnnxTensor energyTensor = tensor(energy, n, 1);
                OnnxTensor uniformTensor = tensor(uniforms, n, sources);
                OrtSession.Result result = run(queryTensor, energyTensor, uniformTensor, "mean")) {
            ((OnnxTensor) result.get(0)).getFloatBuffer().get(mean);
        }
        return mean;
    }

    private OrtSession.Result run(final OnnxTensor queryTensor, final OnnxTensor energyTensor,
            final OnnxTensor uniformTensor, final String output) throws OrtException {
        final Map<String, OnnxTensor> inputs = new HashMap<>();
        inputs.put("queries", queryTensor);
        inputs.put("keys", keyTensor);
        inputs.put("energy", energyTensor);
        inputs.put("uniforms", uniformTensor);
        inputs.put("beta", beta);
        inputs.put("tau", tau);
        return session.run(inputs, Collections.singleton(output));
    }

    private OnnxTensor tensor(final FloatBuffer buffer, final long rows, final long columns) throws OrtException {
        return OnnxTensor.createTensor(environment, buffer, new long[] { rows, columns });
    }

    /** The buffer cut to {@code n} numbers, or a larger one. */
    private static FloatBuffer room(final FloatBuffer buffer, final long n) {
        if (buffer != null && buffer.capacity() >= n)
            return buffer.clear().limit((int) n);
        return ByteBuffer.allocateDirect(Math.toIntExact(4 * n)).order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    @Override
    public void close() {
        if (keyTensor != null)
            keyTensor.close();
        beta.close();
        tau.close();
        try {
            session.close();
        } catch (final OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
