package org.inpaintj.model.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.inpaintj.core.InpaintException;

/**
 * What the UNet of a checkpoint predicts, which its layers do not tell.
 *
 * @param type   {@code epsilon} or {@code v_prediction}, as a {@code scheduler_config.json} calls it
 * @param ztsnr  whether the last step of its noise schedule is noise alone (zero terminal signal to noise; Lin et al.
 *               2023)
 * @param reason how it was told, to follow "because"
 */
public record CheckpointPrediction(String type, boolean ztsnr, String reason) {

    public static final String EPSILON = "epsilon", V_PREDICTION = "v_prediction";

    /** Steps of the training of Stable Diffusion 2 base, which predicts epsilon. */
    private static final double SD2_BASE_STEPS = 875000;
    /** A bias that has learnt v varies more than this; measured by ComfyUI on published models. */
    private static final double V_DEVIATION = 0.09;
    private static final String TELLING = "up_blocks.3.attentions.2.transformer_blocks.0.norm1.bias";
    private static final int MOST_YAML = 1 << 20;
    private static final Pattern PARAMETERIZATION =
            Pattern.compile("^\\s*parameterization\\s*:\\s*[\"']?(\\w+)", Pattern.MULTILINE);

    /**
     * Asks, in this order: the metadata of the file, marker tensors, a file of the same name that ends in .yaml, and
     * for Stable Diffusion 2 the weights; epsilon if none of them tells.
     *
     * @throws InpaintException if the file beside it, or the weights that tell, cannot be read
     */
    public static CheckpointPrediction of(final Checkpoint c) {
        final boolean ztsnr = marked(c, "ztsnr");
        final Optional<CheckpointPrediction> told = metadata(c, ztsnr).or(() -> marked(c, "v_pred")
                ? Optional.of(new CheckpointPrediction(V_PREDICTION, ztsnr, "the file holds the marker v_pred"))
                : Optional.empty()).or(() -> yaml(c, ztsnr));
        if (told.isPresent())
            return told.get();
        final Map<String, StoredTensor> unet = DiffusersNames.unet(c);
        final UnetShape shape = UnetShape.of(unet);
        if (shape.family().equals(Optional.of(CheckpointFamily.SD2)) && shape.channels() == 4)
            return weights(c, unet, ztsnr);
        return new CheckpointPrediction(EPSILON, ztsnr, "nothing in the file says otherwise");
    }

    private static Optional<CheckpointPrediction> metadata(final Checkpoint c, final boolean ztsnr) {
        final String word = c.metadata().getOrDefault("modelspec.prediction_type", "");
        if (word.equals("v") || word.equals(V_PREDICTION) || word.equals(EPSILON))
            return Optional.of(new CheckpointPrediction(word.equals(EPSILON) ? EPSILON : V_PREDICTION, ztsnr,
                    "the file says modelspec.prediction_type " + word));
        // Suffixes such as /inpainting do not matter.
        final String architecture = c.metadata().getOrDefault("modelspec.architecture", "").split("/")[0];
        return switch (architecture) {
            case "stable-diffusion-v2-768-v" -> Optional.of(new CheckpointPrediction(V_PREDICTION, ztsnr,
                    "the file says modelspec.architecture " + architecture));
            case "stable-diffusion-v2-512" -> Optional.of(new CheckpointPrediction(EPSILON, ztsnr,
                    "the file says modelspec.architecture " + architecture));
            default -> Optional.empty();
        };
    }

    private static boolean marked(final Checkpoint c, final String marker) {
        return Stream.of("", "model.diffusion_model.", "diffusion_model.")
                .anyMatch(prefix -> c.tensors().containsKey(prefix + marker));
    }

    /** What a configuration of CompVis' or Stability AI's programs beside the file says; without a word, epsilon. */
    private static Optional<CheckpointPrediction> yaml(final Checkpoint c, final boolean ztsnr) {
        final String name = c.file().getFileName().toString();
        final Path yaml = c.file().resolveSibling(name.replaceFirst("\\.[^.]*$", "") + ".yaml");
        if (!Files.isRegularFile(yaml))
            return Optional.empty();
        try (InputStream in = Files.newInputStream(yaml)) {
            final String text = new String(in.readNBytes(MOST_YAML), StandardCharsets.UTF_8);
            final Matcher said = PARAMETERIZATION.matcher(text);
            final boolean v = said.find() && said.group(1).equals("v");
            return Optional.of(new CheckpointPrediction(v ? V_PREDICTION : EPSILON, ztsnr, yaml.getFileName()
                    + " beside it " + (v ? "says so" : "does not say v")));
        } catch (final IOException e) {
            throw new InpaintException(yaml + " cannot be read (" + e.getMessage() + "); check its permissions.", e);
        }
    }

    private static CheckpointPrediction weights(final Checkpoint c, final Map<String, StoredTensor> unet,
            final boolean ztsnr) {
        if (c.numbers().getOrDefault("global_step", 0.0) == SD2_BASE_STEPS)
            return new CheckpointPrediction(EPSILON, ztsnr, "it was trained for 875000 steps, as Stable Diffusion 2"
                    + " base was");
        final StoredTensor bias = unet.get(TELLING);
        if (bias == null)
            return new CheckpointPrediction(EPSILON, ztsnr, "nothing in the file says otherwise");
        final double deviation = deviation(TensorValues.floats(bias));
        final boolean v = deviation > V_DEVIATION;
        return new CheckpointPrediction(v ? V_PREDICTION : EPSILON, ztsnr,
                "the last norm of its UNet varies " + (v ? "as in" : "less than in") + " models that predict v");
    }

    private static double deviation(final float[] values) {
        double sum = 0, squares = 0;
        for (final float v : values)
            sum += v;
        final double mean = sum / values.length;
        for (final float v : values)
            squares += (v - mean) * (v - mean);
        return Math.sqrt(squares / values.length);
    }
}
