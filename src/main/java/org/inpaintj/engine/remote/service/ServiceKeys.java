package org.inpaintj.engine.remote.service;

import org.inpaintj.engine.remote.RemoteSampling;
import org.inpaintj.engine.remote.ServerKeys;
import org.inpaintj.params.Key;
import org.inpaintj.params.KeyGroup;

/**
 * The keys that mean something to a service.
 *
 * @param which   the service
 * @param place   another address of it, and its model
 * @param prompts what is to be painted
 */
public record ServiceKeys(Which which, ServerKeys place, RemoteSampling.RemotePrompts prompts) {

    /** The service, and what only it knows. */
    public record Which(
            @Key(label = "Service", path = Key.Path.FILE, after = "server", group = KeyGroup.ENGINE, place = 42,
                    help = "the service that paints: stability, stability-erase, stability-v1, replicate, bfl-fill, "
                            + "fal-fill, openai, relay, or a .json file that describes one; it may charge your account")
                    String service,
            @Key(label = "Inputs of the service", lines = 2, after = "service", first = "none",
                    group = KeyGroup.ENGINE, place = 43,
                    help = "further fields of the request to the service, as JSON such as {\"steps\": 30}; they "
                            + "replace those of its description") String inputs) {
    }
}
