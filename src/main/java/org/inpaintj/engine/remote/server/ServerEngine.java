package org.inpaintj.engine.remote.server;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.remote.ServerAddress;

/** An engine on servers that the user names, which can ask one of them what it is. */
public interface ServerEngine extends Engine {

    /** The address of such a server on this machine, if it is left as it comes. */
    ServerAddress usual();

    /** What a key for such a server looks like, such as "USER:PASSWORD". */
    String keyForm();

    /**
     * Asks a server what it is; nothing of an image goes there. Takes seconds at most, on any thread but the event
     * thread.
     *
     * @throws InpaintException   if it does not answer as such a server, in a sentence
     * @throws CancelledException when {@code progress} says so
     */
    ServerReport ask(ServerAddress address, Progress progress);
}
