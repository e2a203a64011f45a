/**
 * Servers as such: what they say of themselves, and those that the user has saved.
 *
 * <p>A {@link org.inpaintj.engine.remote.server.ServerEngine} is an engine whose server the user names, and which can
 * ask it who it is and what models it has. {@link org.inpaintj.engine.remote.server.SavedServers} keeps addresses in
 * {@code servers.json} of the user's folder for settings:
 *
 * <pre>{@code
 * final SavedServers saved = SavedServers.standard();
 * saved.add(new SavedServer("a1111", ServerAddress.of("http://127.0.0.1:7860")));
 * engine.ask(saved.list().get(0).address(), progress).sentence();    // "v1.10.1, 12 models"
 * }</pre>
 *
 * <p>Guarantees: no server is contacted but by {@code ask}; no key is written here, those have a
 * {@link org.inpaintj.engine.remote.SecretStore}; a file that is damaged is said and never replaced in silence; what a
 * server answers is cut and bounded before it is shown. {@code SavedServers} is thread-safe, and more programs may use
 * one file: the last to write wins.
 *
 * <p>A new kind of server is an engine that implements {@code ServerEngine}; window and dialogs find it by themselves.
 * Internal.
 */
package org.inpaintj.engine.remote.server;
