package org.inpaintj.engine.remote.comfy;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import com.google.gson.JsonObject;
import org.scijava.Priority;
import org.scijava.plugin.Plugin;

import org.inpaintj.core.FileNames;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Capabilities;
import org.inpaintj.engine.Capabilities.Trait;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;
import org.inpaintj.engine.Task;
import org.inpaintj.engine.remote.MarkedJson;
import org.inpaintj.engine.remote.RemoteRun;
import org.inpaintj.engine.remote.RemoteRun.Painted;
import org.inpaintj.engine.remote.SecretStore;
import org.inpaintj.engine.remote.ServerAddress;
import org.inpaintj.engine.remote.Sizes;
import org.inpaintj.engine.remote.server.ServerEngine;
import org.inpaintj.engine.remote.server.ServerReport;

/**
 * Paints on a ComfyUI: with a graph that this program knows, or one of the user's own for inpainting. The crop around
 * the selection goes there, and nothing else of the image; all of it where a whole picture is changed.
 */
@Plugin(type = Engine.class, priority = Priority.HIGH - 4)
public final class ComfyEngine implements ServerEngine {

    private static final String USUAL = "http://127.0.0.1:8188";

    private final SecretStore secrets;
    private final Duration patience;

    /** With the keys of this user. */
    public ComfyEngine() {
        this(SecretStore.ofUser(), Duration.ofMinutes(30));
    }

    /** @param patience how long a picture may take */
    ComfyEngine(final SecretStore secrets, final Duration patience) {
        this.secrets = secrets;
        this.patience = patience;
    }

    @Override
    public String id() {
        return "comfyui";
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.of("ComfyUI on a server", Trait.PROMPT, Trait.STARTS_FROM_ORIGINAL, Trait.INVENTS,
                Trait.WHOLE_IMAGES, Trait.REMOTE, Trait.STOPS_BETWEEN).using("seed", "candidates", "width", "height");
    }

    @Override
    public Class<ComfyKeys> parameters() {
        return ComfyKeys.class;
    }

    @Override
    public ServerAddress usual() {
        return ServerAddress.of(USUAL);
    }

    @Override
    public String keyForm() {
        return "TOKEN";
    }

    @Override
    public ServerReport ask(final ServerAddress address, final Progress progress) {
        final ComfyJob job = new ComfyJob(address, secrets.forNamed("comfyui", address), patience);
        return ServerReport.of(job.version(progress), job.checkpoints(progress));
    }

    @Override
    public void check(final Request request) {
        final ComfyKeys own = request.own(ComfyKeys.class);
        secrets.forNamed("comfyui", own.place().address(USUAL));
        if (!own.file().workflow().isBlank())
            ComfyWorkflow.read(own.file().workflow());
    }

    @Override
    public Result run(final Request request, final Scene scene, final Progress progress) {
        final ComfyKeys own = request.own(ComfyKeys.class);
        final Optional<Result> nothing = scene.task() == Task.TEXT_TO_IMAGE ? Optional.empty()
                : RemoteRun.unchanged(request, scene, own.sampling().strength());
        if (nothing.isPresent())
            return nothing.get();
        final ServerAddress address = own.place().address(USUAL);
        final ComfyJob job = new ComfyJob(address, secrets.forNamed("comfyui", address), patience);
        final Optional<JsonObject> theirs = own.file().workflow().isBlank() ? Optional.empty()
                : Optional.of(ComfyWorkflow.read(own.file().workflow()));
        final boolean names = theirs.isEmpty() || MarkedJson.marks(theirs.get()).contains("checkpoint");
        final String model = names ? job.checkpoint(own.place().checkpoint().strip(), progress) : "";
        final boolean inpainting = switch (own.nodes().graph()) {
            case AUTO -> model.toLowerCase(Locale.ROOT).contains("inpaint");
            case LATENT -> false;
            case INPAINT -> true;
        };
        final JsonObject graph = theirs.orElseGet(() -> scene.task() == Task.INPAINT ? InpaintGraph.of(inpainting)
                : InpaintGraph.whole(scene.task() == Task.TEXT_TO_IMAGE));
        final Map<String, String> facts = new LinkedHashMap<>();
        if (!model.isEmpty())
            facts.put("server_model", model);
        if (theirs.isPresent())
            facts.put("workflow", FileNames.last(own.file().workflow()));
        return RemoteRun.of(request, scene, progress, "ComfyUI", address.name(), Sizes.LATENT, (crop, seed, part) -> {
            final Painted painted = job.paint(graph, values(own, model, crop.width(), crop.height(), seed), crop, part);
            facts.putAll(painted.facts());
            return new Painted(painted.png(), painted.notes(), facts);
        });
    }

    /** What the marks stand for. */
    private static Map<String, Object> values(final ComfyKeys own, final String model, final int width,
            final int height, final long seed) {
        final String sampler = ComfyNames.sampler(own.sampling().namedSampler());
        final Map<String, Object> values = new LinkedHashMap<>();
        values.put("prompt", own.prompts().prompt());
        values.put("negative", own.prompts().negative());
        values.put("checkpoint", model);
        values.put("seed", seed);
        values.put("steps", own.sampling().steps());
        values.put("cfg", own.sampling().cfg());
        values.put("strength", own.sampling().strength());
        values.put("sampler", sampler);
        values.put("schedule", ComfyNames.schedule(own.sampling().schedule(), sampler));
        values.put("width", width);
        values.put("height", height);
        return values;
    }
}
