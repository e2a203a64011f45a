package org.inpaintj.engine.remote;

import org.inpaintj.params.Key;
import org.inpaintj.params.KeyGroup;

/** Where the server is, and which of its models paints. */
public record ServerKeys(
        @Key(label = "Model on the server", after = "model",
                first = "inpaint image-to-image text-to-image", group = KeyGroup.ENGINE, place = 32,
                help = "which of its models the server paints with, by its name there; empty leaves it to the server")
                String checkpoint,
        @Key(label = "Server", first = "inpaint image-to-image text-to-image", group = KeyGroup.ENGINE,
                place = 31,
                help = "address of the server that paints, such as http://127.0.0.1:7860: the crop around the "
                        + "selection is sent there; empty is the usual one on this machine, or the service's own")
                String server) {

    /** The address, or the usual one on this machine. */
    public ServerAddress address(final String usual) {
        return ServerAddress.of(server.isBlank() ? usual : server);
    }
}
