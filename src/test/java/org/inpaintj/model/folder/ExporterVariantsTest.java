package org.inpaintj.model.folder;

import static org.inpaintj.onnx.file.ElementType.FLOAT;
import static org.inpaintj.onnx.file.ElementType.FLOAT16;
import static org.inpaintj.onnx.file.ElementType.INT32;
import static org.inpaintj.onnx.file.ElementType.INT64;
import static org.inpaintj.onnx.file.ElementType.UINT8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.engine.diffusion.family.ModelFolder;
import org.inpaintj.onnx.ModelBytes;
import org.inpaintj.onnx.file.ElementType;
import org.inpaintj.onnx.file.OnnxModelInfo;
import org.inpaintj.sampling.PredictionType;

/** Folders as other exporters write them: other names, types and ranks, free axes, no configuration. */
class ExporterVariantsTest {

    @TempDir
    Path folder;

    private void put(final String part, final ModelBytes model) throws IOException {
        Files.createDirectories(folder.resolve(part));
        Files.write(folder.resolve(part).resolve("model.onnx"), model.build());
    }

    private static ModelBytes unet(final ElementType io, final ElementType time, final boolean scalar,
            final Object axis,
            final int channels, final int width) {
        final ModelBytes m = new ModelBytes().input("sample", io, "b", axis, "h", "w");
        if (scalar)
            m.input("timestep", time);
        else
            m.input("timestep", time, "steps");
        return m.input("encoder_hidden_states", io, "b", "s", width).output("out_sample", io, "b", axis, "h", "w")
                .weights("w1", new float[8 * channels], 8, channels, 1, 1).weights("w2", new float[32], 4, 8, 1, 1)
                .node("", "Conv", "sample", "w1", "->", "x").node("", "Resize", "x", "->", "y")
                .node("", "Resize", "y", "->", "z").node("", "Conv", "z", "w2", "->", "out_sample");
    }

    private static ModelBytes autoencoder(final String in, final int from, final String out, final int to,
            final int sizes) {
        final ModelBytes m = new ModelBytes().input(in, FLOAT, "b", "c", "h", "w")
                .output(out, FLOAT, "b", "d", "h", "w")
                .weights("w1", new float[8 * from], 8, from, 1, 1).weights("w2", new float[8 * to], to, 8, 1, 1)
                .node("", "Conv", in, "w1", "->", "x0");
        for (int i = 0; i < sizes; i++)
            m.node("", "Resize", "x" + i, "->", "x" + (i + 1));
        return m.node("", "Conv", "x" + sizes, "w2", "->", out);
    }

    private void sd(final ElementType ids, final ModelBytes unet, final int width, final String encoded,
            final int parameters)
            throws IOException {
        put("unet", unet);
        put("vae_decoder", autoencoder("latent_sample", 4, "sample", 3, 3));
        put("vae_encoder", autoencoder("sample", 3, encoded, parameters, 0));
        put("text_encoder", new ModelBytes().input("input_ids", ids, "b", "s")
                .output("last_hidden_state", FLOAT, "b", "s", width)
                .output("pooler_output", FLOAT, "b", width));
        Files.createDirectories(folder.resolve("tokenizer"));
        Files.writeString(folder.resolve("tokenizer/vocab.json"), "{}");
        Files.writeString(folder.resolve("tokenizer/merges.txt"), "#version\n");
    }

    @ParameterizedTest
    @CsvSource({ "INT64, FLOAT, true, latent_parameters, 8, false", "INT32, INT64, false, latent_parameters, 8, false",
        "INT32, INT64, false, latent_sample, 4, true", "INT32, FLOAT, false, latent_sample, 4, true",
        "INT32, FLOAT16, false, latent_sample, 4, true", "INT64, DOUBLE, false, latent, 8, false" })
    void exportersOfAllTimesAreBound(final ElementType ids, final ElementType time, final boolean scalar,
            final String encoded,
            final int parameters, final boolean sampled) throws IOException {
        sd(ids, unet(FLOAT, time, scalar, "channels", 9, 768), 768, encoded, parameters);
        final DiffusionModel m = DiffusionModel.read(folder);
        assertEquals("Stable Diffusion 1, inpainting", m.title());
        assertEquals(ids, m.encoders().get(0).ids().type());
        assertEquals(time, m.denoiser().inputs().timestep().type());
        assertEquals(scalar ? 0 : 1, m.denoiser().inputs().timestep().rank());
        assertEquals(sampled, m.vae().encoder().orElseThrow().sampled());
        assertEquals(sampled, m.notes().stream().anyMatch(n -> n.contains("draws random numbers")));
        assertEquals(0.18215, m.vae().scale().get(0));
        assertEquals(8, m.vae().factor());
        assertEquals(32, m.multiple());
        assertEquals(512, m.size());
    }

    @Test
    void widthTellsTheSecondGeneration() throws IOException {
        sd(INT32, unet(FLOAT, INT64, false, 4, 4, 1024), 1024, "latent_sample", 4);
        final DiffusionModel m = DiffusionModel.read(folder);
        assertEquals("Stable Diffusion 2", m.title());
        assertEquals(PredictionType.EPSILON, m.prediction());
        assertTrue(m.notes().stream().anyMatch(n -> n.contains("does not say what its UNet predicts")));
        Files.writeString(folder.resolve("unet/config.json"),
                "{\"_class_name\": \"UNet2DConditionModel\", \"sample_size\": 96}");
        final DiffusionModel large = DiffusionModel.read(folder);
        assertEquals(PredictionType.V_PREDICTION, large.prediction());
        assertEquals(768, large.size());
    }

    @Test
    void halfPrecisionIsReadFromTheGraph() throws IOException {
        sd(INT32, unet(FLOAT16, FLOAT16, false, 4, 4, 768), 768, "latent_sample", 4);
        assertEquals(FLOAT16, DiffusionModel.read(folder).denoiser().inputs().sample().type());
    }

    @Test
    void fusedExportsAreUnderstoodButNotForTheCpu() throws IOException {
        sd(INT32, unet(FLOAT16, FLOAT, false, 4, 4, 768).node("com.microsoft", "NhwcConv", "z", "->", "q"), 768,
                "latent", 4);
        final DiffusionModel m = DiffusionModel.read(folder);
        assertTrue(m.cpuProblem().orElseThrow().contains("com.microsoft:NhwcConv"));
    }

    @Test
    void editingByInstructionIsUnderstood() throws IOException {
        sd(INT32, unet(FLOAT, INT64, false, "c", 8, 768), 768, "latent_sample", 4);
        assertTrue(DiffusionModel.read(folder).editing());
    }

    @Test
    void channelsThatNothingTellsAreAskedFor() throws IOException {
        sd(INT32, new ModelBytes().input("sample", FLOAT, "b", "c", "h", "w").input("timestep", FLOAT, "t")
                .input("encoder_hidden_states", FLOAT, "b", "s", 768)
                .output("out_sample", FLOAT, "b", "c", "h", "w"), 768,
                "latent_sample", 4);
        assertTrue(ModelFolder.read(folder).problems().get(0).contains("add its config.json"));
        Files.writeString(folder.resolve("unet/config.json"),
                "{\"_class_name\": \"UNet2DConditionModel\", \"in_channels\": 9, \"out_channels\": 4}");
        assertTrue(DiffusionModel.read(folder).inpainting());
    }

    @Test
    void variantsSideBySideGiveThePlainOne() throws IOException {
        sd(INT32, unet(FLOAT, INT64, false, 4, 4, 768), 768, "latent_sample", 4);
        Files.write(folder.resolve("unet/model_fp16.onnx"), unet(FLOAT16, FLOAT16, false, 4, 4, 768).build());
        Files.write(folder.resolve("unet/a.onnx"),
                unet(FLOAT, FLOAT, false, 4, 4, 768).node("com.microsoft", "GroupNorm", "z", "->", "q").build());
        assertEquals("model.onnx", DiffusionModel.read(folder).denoiser().network().file().getFileName().toString());
    }

    @Test
    void otherNetworksAreCalledByTheirKind() throws IOException {
        final ModelBytes controlled = unet(FLOAT, INT64, false, 4, 4, 768);
        for (int i = 0; i < 12; i++)
            controlled.input("down_block_" + i + "_additional_residual", FLOAT, "b", 320, "h", "w");
        assertRole(NetworkKind.CONTROLLED_UNET, controlled);
        final ModelBytes control = unet(FLOAT, INT64, false, 4, 4, 768)
                .input("controlnet_cond", FLOAT, "b", 3, "h", "w")
                .output("mid_block_res_sample", FLOAT, "b", 4, "h", "w");
        assertRole(NetworkKind.CONTROLNET, control);
        assertRole(NetworkKind.FLUX, new ModelBytes().input("hidden_states", FLOAT, "b", "p", 64)
                .input("timestep", FLOAT, "t")
                .input("encoder_hidden_states", FLOAT, "b", "s", 4096).input("img_ids", INT64, "p", 3)
                .output("out_hidden_states", FLOAT, "b", "p", 64));
        assertRole(NetworkKind.ERASER, new ModelBytes().input("image", FLOAT, "b", 3, 512, 512)
                .input("mask", FLOAT, "b", 1, 512, 512)
                .output("output", FLOAT, "b", 3, 512, 512));
        assertRole(NetworkKind.ERASER, new ModelBytes().input("x", FLOAT16, 1, 1, 512, 512)
                .input("y", FLOAT16, 1, 3, 512, 512)
                .output("z", FLOAT16, 1, 3, 512, 512));
        assertRole(NetworkKind.ERASER, new ModelBytes().input("image", UINT8, "b", 3, "h", "w")
                .input("mask", UINT8, "b", 1, "h", "w")
                .output("result", UINT8, 1, 3, 256, 256));
        assertRole(NetworkKind.ERASER, new ModelBytes().input("input", FLOAT, 1, 4, 512, 512)
                .output("output", FLOAT, 1, 3, 512, 512));
        assertRole(NetworkKind.ERASER, new ModelBytes().input("input", FLOAT, 1, 4, "h", "w")
                .output("output", FLOAT, 1, 3, "h", "w"));
        assertRole(NetworkKind.VAE_DECODER, new ModelBytes().input("z", FLOAT, 1, 4, 64, 64)
                .output("sample", FLOAT, 1, 3, 512, 512));
        assertRole(NetworkKind.VAE_DECODER, autoencoder("latents", 4, "sample", 3, 3));
        assertRole(NetworkKind.VAE_DECODER, new ModelBytes().input("z", FLOAT, 1, 4, "h", "w")
                .output("sample", FLOAT, 1, 3, "h", "w")
                .node("", "InstanceNormalization", "z", "->", "sample"));
        assertRole(NetworkKind.SEGMENT_ENCODER, new ModelBytes().input("input_image", FLOAT, "h", "w", 3)
                .output("image_embeddings", FLOAT, 1, 256, 64, 64));
        assertRole(NetworkKind.SEGMENT_DECODER, new ModelBytes().input("image_embeddings", FLOAT, 1, 256, 64, 64)
                .input("point_coords", FLOAT, 1, "n", 2).output("masks", FLOAT, 1, 4, "h", "w"));
        assertRole(NetworkKind.UPSCALER, new ModelBytes().input("input", FLOAT, "b", 3, "h", "w")
                .output("output", FLOAT, "b", 3, "h", "w"));
        assertRole(NetworkKind.SAFETY_CHECKER, new ModelBytes().input("clip_input", FLOAT, "b", 3, 224, 224)
                .output("out_images", FLOAT, "b", "h", "w", 3));
        assertRole(NetworkKind.T5, new ModelBytes().input("input_ids", INT64, "b", "s")
                .output("last_hidden_state", FLOAT, "b", "s", 4096));
        assertRole(NetworkKind.UNKNOWN, new ModelBytes().input("x", FLOAT, "n").output("y", FLOAT, "n"));
        // which does without one too
        sd(INT32, controlled, 768, "latent_sample", 4);
        assertEquals(12, DiffusionModel.read(folder).denoiser().inputs().residuals().count());
        Files.delete(folder.resolve("unet/model.onnx"));
        put("unet", new ModelBytes().input("sample", FLOAT, "b", 4, "h", "w").input("timestep", INT64, "t")
                .input("encoder_hidden_states", FLOAT, "b", "s", 768)
                .input("controlnet_conds", FLOAT, "n", "b", 3, "h", "w").input("conditioning_scales", FLOAT, "n", 1)
                .output("noise_pred", FLOAT, "b", 4, "h", "w"));
        assertTrue(ModelFolder.read(folder).problems().get(0).contains(
                "is a UNet with ControlNets in it, which cannot be told from each other; export the UNet with inputs"));
    }

    private void assertRole(final NetworkKind kind, final ModelBytes model) throws IOException {
        final Path file = Files.write(folder.resolve("x.onnx"), model.build());
        final OnnxModelInfo info = OnnxModelInfo.read(file);
        Files.delete(file);
        assertEquals(kind, NetworkClassifier.of(info), () -> List.of(info.inputs(), info.outputs())
                .toString());
    }
}
