package org.inpaintj.engine.patch.diffusion;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;

import org.inpaintj.core.InpaintException;
import org.inpaintj.onnx.Session;
import org.inpaintj.onnx.Tensor;

/**
 * The denoiser: which source patch explains a noisy patch, evaluated by ONNX Runtime with the weight-free graph
 * {@code models/patch_posterior.onnx} (its formulas are in {@code models/tools/patch_posterior.py}). Owns native
 * memory; used from one thread at a time and closed by its maker.
 */
public final class PatchPosterior implements AutoCloseable {

    private static final String GRAPH = "models/patch_posterior.onnx";

    /** Fixed, for how the library splits its sums must not depend on the machine. */
    private static final int THREADS = 2;

    private final Session session;
    private final Tensor beta, tau;
    private FloatBuffer keys, queries, energy, uniforms;
    private int dimensions, sources;

    /**
     * Loads the library if need be.
     *
     * @throws InpaintException if the library or the graph cannot be loaded, with the cause and what helps
     */
    PatchPosterior(final double beta, final double tau) {
        session = Session.open(GRAPH, graph(), PatchPosterior::options);
        this.beta = Tensor.of(new float[] { (float) beta }, 1);
        this.tau = Tensor.of(new float[] { (float) tau }, 1);
    }

    private static void options(final SessionOptions options) throws OrtException {
        options.setIntraOpNumThreads(THREADS);
        options.setInterOpNumThreads(1);
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        options.setOptimizationLevel(SessionOptions.OptLevel.BASIC_OPT);
    }

    private static byte[] graph() {
        try (InputStream in = PatchPosterior.class.getResourceAsStream("/" + GRAPH)) {
            return in.readAllBytes();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Makes room for a bank. Row d of the buffer, {@code sources} numbers long, is to be filled with the number d of
     * every source's key before {@link #sample} or {@link #mean}.
     */
    FloatBuffer bank(final int dimensions, final int sources) {
        this.dimensions = dimensions;
        this.sources = sources;
        return keys = room(keys, (long) dimensions * sources);
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
    int[] sample(final int n) {
        // exact, for no bank has 2^24 sources
        final FloatBuffer drawn = run(n, "index").buffer();
        final int[] index = new int[n];
        for (int i = 0; i < n; i++)
            index[i] = (int) drawn.get(i);
        return index;
    }

    /** For each of {@code n} queries the posterior mean of the sources' keys. */
    float[] mean(final int n) {
        return run(n, "mean").array();
    }

    private Tensor run(final int n, final String output) {
        return session.run(Map.of("queries", Tensor.wrap(queries, n, dimensions),
                "keys", Tensor.wrap(keys, dimensions, sources), "energy", Tensor.wrap(energy, n, 1),
                "uniforms", Tensor.wrap(uniforms, n, sources), "beta", beta, "tau", tau), List.of(output)).get(output);
    }

    /** The buffer cut to {@code n} numbers, or a larger one. */
    private static FloatBuffer room(final FloatBuffer buffer, final long n) {
        if (buffer != null && buffer.capacity() >= n)
            return buffer.clear().limit((int) n);
        return ByteBuffer.allocateDirect(Math.toIntExact(4 * n)).order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    @Override
    public void close() {
        session.close();
    }
}
