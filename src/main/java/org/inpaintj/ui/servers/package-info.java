/**
 * The window of servers: {@link org.inpaintj.ui.servers.ServersWindow} lists those that the user has saved, with
 * buttons to add one, to ask it what it is, to keep a key for it and to take it off the list.
 * <pre>{@code
 * ServersWindow.open();
 * }</pre>
 * <ul>
 * <li>A server is contacted when <em>Test</em> is pressed and never else, off the event thread; closing the window
 * ends what is under way.
 * <li>Keys are typed into a field that hides them, go into the user's file of keys, and are shown nowhere.
 * <li>The kinds of servers are the engines that implement
 * {@link org.inpaintj.engine.remote.server.ServerEngine}; no class here names one.
 * </ul>
 * A new column or button belongs into {@code ServersWindow}, a new input of a server into {@code ServerForm}. Windows
 * live on the event thread; {@code open} may be called on any.
 * <p>
 * Internal.
 */
package org.inpaintj.ui.servers;
