package org.inpaintj.engine.diffusion.checkpoint;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import ai.onnxruntime.platform.Fp16Conversions;

/**
 * Models of the real size with random weights, as diffusers saves them: Stable Diffusion 1.5 and XL. Written on the fly
 * for benchmarks, gigabytes large: {@code FullSizeModel sd15|sdxl fp16|fp32 FOLDER}.
 */
public final class FullSizeModel {

    private static final int BLOCK = 1 << 18;

    private final Map<String, long[]> shapes = new LinkedHashMap<>();

    /**
     * How values are stored.
     *
     * @param half   as 16-bit floats, or else as 32-bit floats
     * @param filled or else a hole in the file, which takes no room where the file system knows holes
     */
    public record Storage(boolean half, boolean filled) {
    }

    private FullSizeModel() {}

    public static void main(final String[] args) throws IOException {
        final Storage storage = new Storage(args[1].equals("fp16"), true);
        if (args[0].equals("sdxl"))
            sdxl(Path.of(args[2]), storage);
        else
            sd15(Path.of(args[2]), storage);
    }

    /** Writes a folder of Stable Diffusion 1.5. */
    public static void sd15(final Path folder, final Storage storage) throws IOException {
        write(folder.resolve("unet"), unet(new int[] { 320, 640, 1280, 1280 }, new int[] { 1, 1, 1, 0 }, 768, 0, false),
                storage, """
                        {"_class_name": "UNet2DConditionModel", "sample_size": 64, "attention_head_dim": 8,
                         "in_channels": 4, "out_channels": 4, "block_out_channels": [320, 640, 1280, 1280],
                         "down_block_types": ["CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D",
                         "DownBlock2D"], "cross_attention_dim": 768}""");
        write(folder.resolve("vae"), vae(), storage, """
                {"_class_name": "AutoencoderKL", "block_out_channels": [128, 256, 512, 512], "latent_channels": 4,
                 "scaling_factor": 0.18215}""");
        write(folder.resolve("text_encoder"), clip(768, 12), storage, """
                {"architectures": ["CLIPTextModel"], "hidden_act": "quick_gelu", "num_attention_heads": 12,
                 "hidden_size": 768, "max_position_embeddings": 77, "eos_token_id": 49407}""");
    }

    /** Writes a folder of Stable Diffusion XL. */
    static void sdxl(final Path folder, final Storage storage) throws IOException {
        write(folder.resolve("unet"), unet(new int[] { 320, 640, 1280 }, new int[] { 0, 2, 10 }, 2048, 2816, true),
                storage, """
                        {"_class_name": "UNet2DConditionModel", "sample_size": 128, "attention_head_dim": [5, 10, 20],
                         "in_channels": 4, "out_channels": 4, "block_out_channels": [320, 640, 1280],
                         "down_block_types": ["DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"],
                         "cross_attention_dim": 2048, "addition_time_embed_dim": 256, "use_linear_projection": true,
                         "projection_class_embeddings_input_dim": 2816}""");
        write(folder.resolve("vae"), vae(), storage, """
                {"_class_name": "AutoencoderKL", "block_out_channels": [128, 256, 512, 512], "latent_channels": 4,
                 "scaling_factor": 0.13025}""");
        write(folder.resolve("text_encoder"), clip(768, 12), storage, """
                {"architectures": ["CLIPTextModel"], "hidden_act": "quick_gelu", "num_attention_heads": 12,
                 "hidden_size": 768, "max_position_embeddings": 77, "eos_token_id": 49407}""");
        final FullSizeModel second = clip(1280, 32);
        second.add("text_projection.weight", 1280, 1280);
        write(folder.resolve("text_encoder_2"), second, storage, """
                {"architectures": ["CLIPTextModelWithProjection"], "hidden_act": "gelu", "num_attention_heads": 20,
                 "hidden_size": 1280, "max_position_embeddings": 77, "eos_token_id": 49407}""");
    }

    private void add(final String name, final long... shape) {
        shapes.put(name, shape);
    }

    private void linear(final String module, final long in, final long out, final boolean bias) {
        add(module + ".weight", out, in);
        if (bias)
            add(module + ".bias", out);
    }

    private void conv(final String module, final long in, final long out, final long side) {
        add(module + ".weight", out, in, side, side);
        add(module + ".bias", out);
    }

    private void norm(final String module, final long width) {
        add(module + ".weight", width);
        add(module + ".bias", width);
    }

    private void resnet(final String module, final long in, final long out, final long time) {
        norm(module + ".norm1", in);
        conv(module + ".conv1", in, out, 3);
        if (time > 0)
            linear(module + ".time_emb_proj", time, out, true);
        norm(module + ".norm2", out);
        conv(module + ".conv2", out, out, 3);
        if (in != out)
            conv(module + ".conv_shortcut", in, out, 1);
    }

    private void attention(final String module, final long width, final int depth, final long context,
            final boolean linear) {
        if (depth == 0)
            return;
        norm(module + ".norm", width);
        if (linear)
            linear(module + ".proj_in", width, width, true);
        else
            conv(module + ".proj_in", width, width, 1);
        for (int i = 0; i < depth; i++) {
            final String block = module + ".transformer_blocks." + i;
            for (int n = 1; n <= 3; n++)
                norm(block + ".norm" + n, width);
            for (int a = 1; a <= 2; a++) {
                linear(block + ".attn" + a + ".to_q", width, width, false);
                linear(block + ".attn" + a + ".to_k", a == 1 ? width : context, width, false);
                linear(block + ".attn" + a + ".to_v", a == 1 ? width : context, width, false);
                linear(block + ".attn" + a + ".to_out.0", width, width, true);
            }
            linear(block + ".ff.net.0.proj", width, 8 * width, true);
            linear(block + ".ff.net.2", 4 * width, width, true);
        }
        if (linear)
            linear(module + ".proj_out", width, width, true);
        else
            conv(module + ".proj_out", width, width, 1);
    }

    private static FullSizeModel unet(final int[] widths, final int[] depths, final long context, final long labels,
            final boolean linear) {
        final FullSizeModel m = new FullSizeModel();
        final long time = 4L * widths[0];
        m.linear("time_embedding.linear_1", widths[0], time, true);
        m.linear("time_embedding.linear_2", time, time, true);
        if (labels > 0) {
            m.linear("add_embedding.linear_1", labels, time, true);
            m.linear("add_embedding.linear_2", time, time, true);
        }
        m.conv("conv_in", 4, widths[0], 3);
        final Deque<Long> skips = new ArrayDeque<>();
        long width = widths[0];
        skips.push(width);
        for (int b = 0; b < widths.length; b++) {
            for (int i = 0; i < 2; i++) {
                m.resnet("down_blocks." + b + ".resnets." + i, width, widths[b], time);
                width = widths[b];
                m.attention("down_blocks." + b + ".attentions." + i, width, depths[b], context, linear);
                skips.push(width);
            }
            if (b < widths.length - 1) {
                m.conv("down_blocks." + b + ".downsamplers.0.conv", width, width, 3);
                skips.push(width);
            }
        }
        m.resnet("mid_block.resnets.0", width, width, time);
        m.attention("mid_block.attentions.0", width, linear ? depths[depths.length - 1] : 1, context, linear);
        m.resnet("mid_block.resnets.1", width, width, time);
        for (int b = 0; b < widths.length; b++) {
            final int level = widths.length - 1 - b;
            for (int i = 0; i < 3; i++) {
                m.resnet("up_blocks." + b + ".resnets." + i, width + skips.pop(), widths[level], time);
                width = widths[level];
                m.attention("up_blocks." + b + ".attentions." + i, width, depths[level], context, linear);
            }
            if (level > 0)
                m.conv("up_blocks." + b + ".upsamplers.0.conv", width, width, 3);
        }
        m.norm("conv_norm_out", width);
        m.conv("conv_out", width, 4, 3);
        return m;
    }

    private static FullSizeModel vae() {
        final FullSizeModel m = new FullSizeModel();
        final int[] widths = { 128, 256, 512, 512 };
        m.conv("encoder.conv_in", 3, 128, 3);
        long width = 128;
        for (int b = 0; b < 4; b++) {
            for (int i = 0; i < 2; i++) {
                m.resnet("encoder.down_blocks." + b + ".resnets." + i, width, widths[b], 0);
                width = widths[b];
            }
            if (b < 3)
                m.conv("encoder.down_blocks." + b + ".downsamplers.0.conv", width, width, 3);
        }
        m.middle("encoder");
        m.norm("encoder.conv_norm_out", 512);
        m.conv("encoder.conv_out", 512, 8, 3);
        m.conv("quant_conv", 8, 8, 1);
        m.conv("post_quant_conv", 4, 4, 1);
        m.conv("decoder.conv_in", 4, 512, 3);
        m.middle("decoder");
        for (int b = 0; b < 4; b++) {
            for (int i = 0; i < 3; i++) {
                m.resnet("decoder.up_blocks." + b + ".resnets." + i, width, widths[3 - b], 0);
                width = widths[3 - b];
            }
            if (b < 3)
                m.conv("decoder.up_blocks." + b + ".upsamplers.0.conv", width, width, 3);
        }
        m.norm("decoder.conv_norm_out", 128);
        m.conv("decoder.conv_out", 128, 3, 3);
        return m;
    }

    private void middle(final String half) {
        resnet(half + ".mid_block.resnets.0", 512, 512, 0);
        final String attention = half + ".mid_block.attentions.0";
        norm(attention + ".group_norm", 512);
        for (final String part : new String[] { "to_q", "to_k", "to_v", "to_out.0" })
            linear(attention + "." + part, 512, 512, true);
        resnet(half + ".mid_block.resnets.1", 512, 512, 0);
    }

    private static FullSizeModel clip(final long width, final int layers) {
        final FullSizeModel m = new FullSizeModel();
        m.add("text_model.embeddings.token_embedding.weight", 49408, width);
        m.add("text_model.embeddings.position_embedding.weight", 77, width);
        for (int i = 0; i < layers; i++) {
            final String layer = "text_model.encoder.layers." + i;
            for (final String part : new String[] { "q_proj", "k_proj", "v_proj", "out_proj" })
                m.linear(layer + ".self_attn." + part, width, width, true);
            m.norm(layer + ".layer_norm1", width);
            m.norm(layer + ".layer_norm2", width);
            m.linear(layer + ".mlp.fc1", width, 4 * width, true);
            m.linear(layer + ".mlp.fc2", 4 * width, width, true);
        }
        m.norm("text_model.final_layer_norm", width);
        return m;
    }

    /**
     * Values about as large as trained ones: the same block again and again, from a place that differs each time, for
     * ONNX Runtime keeps one packed copy of weights that are equal.
     */
    private static void write(final Path folder, final FullSizeModel model, final Storage storage,
            final String config)
            throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("config.json"), config);
        final boolean half = storage.half();
        final int size = half ? Short.BYTES : Float.BYTES;
        final StringBuilder header = new StringBuilder("{");
        long at = 0;
        for (final Map.Entry<String, long[]> e : model.shapes.entrySet()) {
            final long end = at + size * LongStream.of(e.getValue()).reduce(1, Math::multiplyExact);
            header.append(at > 0 ? ",\n" : "").append(("\"%s\": {\"dtype\": \"%s\", \"shape\": [%s], "
                    + "\"data_offsets\": [%d, %d]}").formatted(e.getKey(), half ? "F16" : "F32",
                    LongStream.of(e.getValue()).mapToObj(Long::toString)
                            .collect(Collectors.joining(", ")), at, end));
            at = end;
        }
        final byte[] json = header.append("}").toString().getBytes(StandardCharsets.UTF_8);
        final boolean text = folder.getFileName().toString().startsWith("text");
        final Path file = folder.resolve(text ? "model.safetensors" : "diffusion_pytorch_model.safetensors");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            out.write(ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).array());
            out.write(json);
            if (!storage.filled()) {
                out.flush();
                try (RandomAccessFile hole = new RandomAccessFile(file.toFile(), "rw")) {
                    hole.setLength(Long.BYTES + json.length + at);
                }
                return;
            }
            final Random random = new Random(1);
            final float[] normal = new float[BLOCK];
            for (int i = 0; i < BLOCK; i++)
                normal[i] = (float) random.nextGaussian();
            for (final Map.Entry<String, long[]> e : model.shapes.entrySet())
                values(out, e.getKey(), e.getValue(), normal, half);
        }
    }

    private static void values(final OutputStream out, final String name, final long[] shape, final float[] normal,
            final boolean half) throws IOException {
        final long count = LongStream.of(shape).reduce(1, Math::multiplyExact);
        final boolean norm = shape.length == 1 && name.endsWith("weight");
        final double scale = shape.length == 1 ? 0.01 : 0.5 / Math.sqrt((double) count / shape[0]);
        final ByteBuffer block = ByteBuffer.allocate(BLOCK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < Math.min(BLOCK, count); i++) {
            final float value = (float) ((norm ? 1 : 0) + scale * normal[i]);
            if (half)
                block.putShort(Fp16Conversions.floatToFp16(value));
            else
                block.putFloat(value);
        }
        final int length = block.position(), size = half ? Short.BYTES : Float.BYTES;
        final Random place = new Random(name.hashCode());
        long left = count * size;
        while (left > 0) {
            final int from = size * place.nextInt(length / size), n = (int) Math.min(length - from, left);
            out.write(block.array(), from, n);
            left -= n;
        }
    }
}
