package org.inpaintj.engine.remote.server;

import org.inpaintj.engine.remote.ServerAddress;

/**
 * A server that the user has saved.
 *
 * @param engine  the id of the engine that paints there, such as {@code a1111}
 * @param address without a key
 */
public record SavedServer(String engine, ServerAddress address) {

    /** What the key {@code server} takes. */
    public String text() {
        return address.uri().toString();
    }
}
