/**
 * What an engine is, and what it is told and gives back. An {@link org.inpaintj.engine.Engine} turns an immutable
 * {@link org.inpaintj.engine.Request} (the keys) and a {@link org.inpaintj.engine.Scene} (pixels and mask) into a
 * {@link org.inpaintj.engine.Result} (candidates, notes and facts). Begin with {@code Engine}.
 * <pre>{@code
 * @Plugin(type = Engine.class)
 * public class MyEngine implements Engine {
 *     public Result run(Request request, Scene scene, Progress progress) { ... }
 *     ...
 * }
 * }</pre>
 * <ul>
 * <li>The same request on the same scene must give the same pixels.
 * <li>What an engine returns outside the mask is not used.
 * <li>What an engine can and needs is said by its {@link org.inpaintj.engine.Capabilities}; no caller names an engine.
 * <li>No ImageJ and no AWT is needed or seen here; pixels are ImgLib2 intervals of floats.
 * </ul>
 * To add an engine, write such a class in any jar that the program looks into: its keys join macros, dialogs, the
 * command line and records by themselves. {@code docs/develop/write-an-engine.md} shows one in full. The engines that
 * come with InpaintJ have a sub-package each, and are found by {@code engines} in the same way.
 * <p>
 * API: what engines implement and callers fill in.
 */
package org.inpaintj.engine;
