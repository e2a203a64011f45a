package org.inpaintj.engine.remote.comfy;

import java.util.List;
import java.util.Map;

import com.google.gson.Gson;
import com.google.gson.JsonObject;

/** The graphs that this program knows, of nodes that every ComfyUI has. Their values are marks, as in a user's file. */
final class InpaintGraph {

    private static final Gson GSON = new Gson();

    private InpaintGraph() {}

    /** A graph that makes a picture of the prompt alone, or changes all of one. */
    static JsonObject whole(final boolean ofText) {
        final JsonObject graph = new JsonObject();
        prompts(graph);
        if (ofText)
            node(graph, "4", "EmptyLatentImage", Map.of("width", "%width%", "height", "%height%", "batch_size", 1));
        else {
            node(graph, "8", "LoadImage", Map.of("image", "%image%"));
            node(graph, "4", "VAEEncode", Map.of("pixels", link("8", 0), "vae", link("1", 2)));
        }
        sampling(graph, false, ofText ? 1 : "%strength%");
        return graph;
    }

    /** @param ofInpainting whether it is for a model made for inpainting, which sees the picture beside the noise */
    static JsonObject of(final boolean ofInpainting) {
        final JsonObject graph = new JsonObject();
        prompts(graph);
        node(graph, "8", "LoadImage", Map.of("image", "%image%"));
        node(graph, "9", "LoadImageMask", Map.of("image", "%mask%", "channel", "red"));
        if (ofInpainting)
            node(graph, "4", "InpaintModelConditioning", Map.of("positive", link("2", 0), "negative", link("3", 0),
                    "vae", link("1", 2), "pixels", link("8", 0), "mask", link("9", 0), "noise_mask", true));
        else {
            node(graph, "10", "VAEEncode", Map.of("pixels", link("8", 0), "vae", link("1", 2)));
            node(graph, "4", "SetLatentNoiseMask", Map.of("samples", link("10", 0), "mask", link("9", 0)));
        }
        sampling(graph, ofInpainting, "%strength%");
        return graph;
    }

    private static void prompts(final JsonObject graph) {
        node(graph, "1", "CheckpointLoaderSimple", Map.of("ckpt_name", "%checkpoint%"));
        node(graph, "2", "CLIPTextEncode", Map.of("clip", link("1", 1), "text", "%prompt%"));
        node(graph, "3", "CLIPTextEncode", Map.of("clip", link("1", 1), "text", "%negative%"));
    }

    private static void sampling(final JsonObject graph, final boolean ofInpainting, final Object strength) {
        node(graph, "5", "KSampler", Map.of("model", link("1", 0), "positive", ofInpainting ? link("4", 0)
                : link("2", 0), "negative", ofInpainting ? link("4", 1) : link("3", 0), "latent_image",
                ofInpainting ? link("4", 2) : link("4", 0), "seed", "%seed%", "steps", "%steps%", "cfg", "%cfg%",
                "sampler_name", "%sampler%", "scheduler", "%schedule%", "denoise", strength));
        node(graph, "6", "VAEDecode", Map.of("samples", link("5", 0), "vae", link("1", 2)));
        node(graph, "7", "PreviewImage", Map.of("images", link("6", 0)));
    }

    private static List<Object> link(final String node, final int output) {
        return List.of(node, output);
    }

    private static void node(final JsonObject graph, final String id, final String kind,
            final Map<String, Object> inputs) {
        graph.add(id, GSON.toJsonTree(Map.of("class_type", kind, "inputs", inputs)));
    }
}
