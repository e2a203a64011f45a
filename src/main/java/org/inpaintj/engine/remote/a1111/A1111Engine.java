package org.inpaintj.engine.remote.a1111;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

import org.scijava.Priority;
import org.scijava.plugin.Plugin;

import org.inpaintj.core.Progress;
import org.inpaintj.engine.Capabilities;
import org.inpaintj.engine.Capabilities.Trait;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;
import org.inpaintj.engine.Task;
import org.inpaintj.engine.remote.RemoteClient;
import org.inpaintj.engine.remote.RemoteRun;
import org.inpaintj.engine.remote.Secret;
import org.inpaintj.engine.remote.SecretStore;
import org.inpaintj.engine.remote.ServerAddress;
import org.inpaintj.engine.remote.Sizes;
import org.inpaintj.engine.remote.server.ServerEngine;
import org.inpaintj.engine.remote.server.ServerReport;

/**
 * Paints on a server with the HTTP API of AUTOMATIC1111's Stable Diffusion WebUI, which Forge and its like have too:
 * image to image with a mask or without, and text to image. The crop around the selection goes there, and nothing else
 * of the image; all of it where a whole picture is changed.
 */
@Plugin(type = Engine.class, priority = Priority.HIGH - 3)
public final class A1111Engine implements ServerEngine {

    private static final String USUAL = "http://127.0.0.1:7860";
    private static final Duration LONG = Duration.ofMinutes(30);

    private final SecretStore secrets;
    private final Duration patience;

    /** With the keys of this user. */
    public A1111Engine() {
        this(SecretStore.ofUser(), LONG);
    }

    /** @param patience how long a picture may take */
    A1111Engine(final SecretStore secrets, final Duration patience) {
        this.secrets = secrets;
        this.patience = patience;
    }

    @Override
    public String id() {
        return "a1111";
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.of("Stable Diffusion WebUI or Forge on a server", Trait.PROMPT, Trait.STARTS_FROM_ORIGINAL,
                Trait.INVENTS, Trait.WHOLE_IMAGES, Trait.REMOTE, Trait.STOPS_BETWEEN).using("seed", "candidates",
                        "width", "height");
    }

    @Override
    public Class<A1111Keys> parameters() {
        return A1111Keys.class;
    }

    @Override
    public ServerAddress usual() {
        return ServerAddress.of(USUAL);
    }

    @Override
    public String keyForm() {
        return "USER:PASSWORD";
    }

    @Override
    public ServerReport ask(final ServerAddress address, final Progress progress) {
        final Secret secret = secret(address);
        return WebuiReport.of(address, headers(secret), secret, progress);
    }

    @Override
    public void check(final Request request) {
        secret(address(request));
    }

    private static ServerAddress address(final Request request) {
        return request.own(A1111Keys.class).place().address(USUAL);
    }

    private Secret secret(final ServerAddress address) {
        return secrets.forNamed("a1111", address);
    }

    private static Map<String, String> headers(final Secret secret) {
        return secret.isEmpty() ? Map.of() : Map.of("Authorization", "Basic "
                + Base64.getEncoder().encodeToString(secret.value().getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public Result run(final Request request, final Scene scene, final Progress progress) {
        final A1111Keys own = request.own(A1111Keys.class);
        final Optional<Result> nothing = scene.task() == Task.TEXT_TO_IMAGE ? Optional.empty()
                : RemoteRun.unchanged(request, scene, own.sampling().strength());
        if (nothing.isPresent())
            return nothing.get();
        final ServerAddress address = address(request);
        final Secret secret = secret(address);
        final WebuiJob job = new WebuiJob(address, new RemoteClient(address.name()), headers(secret), secret, patience);
        return RemoteRun.of(request, scene, progress, "A1111", address.name(), Sizes.LATENT,
                (crop, seed, part) -> job.paint(own, scene.task(), request.blur(), crop, seed, part));
    }
}
