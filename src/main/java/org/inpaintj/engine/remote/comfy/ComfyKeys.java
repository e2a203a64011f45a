package org.inpaintj.engine.remote.comfy;

import org.inpaintj.engine.remote.RemoteSampling;
import org.inpaintj.engine.remote.ServerKeys;
import org.inpaintj.params.Key;
import org.inpaintj.params.KeyGroup;

/**
 * The keys that mean something to ComfyUI.
 *
 * @param sampling how it is sampled
 * @param nodes    which graph runs
 * @param place    where the server is
 * @param file     a graph of the user's own
 * @param prompts  what is to be painted
 */
public record ComfyKeys(RemoteSampling sampling, Nodes nodes, ServerKeys place, WorkflowFile file,
        RemoteSampling.RemotePrompts prompts) {

    /** Which of the graphs that this program knows. */
    public record Nodes(
            @Key(label = "Graph", first = "none", scope = Key.Scope.MASK, group = KeyGroup.SAMPLING, place = 141,
                    help = "how ComfyUI keeps what is not masked: latent pins it at every step, for any model; inpaint "
                            + "shows it to models made for inpainting; auto takes inpaint if the model's name says so")
                    Graph graph) {
    }

    /** A graph of the user's own. */
    public record WorkflowFile(
            @Key(label = "Workflow", path = Key.Path.FILE, after = "server", first = "none", scope = Key.Scope.MASK,
                    group = KeyGroup.ENGINE, place = 41,
                    help = "a .json file that ComfyUI has exported for its API, with marks where the prompt, the "
                            + "seed, the image and the mask belong") String workflow) {
    }

    /** How the graph keeps what is not masked. */
    public enum Graph { AUTO, LATENT, INPAINT }
}
