/**
 * Finds the engines there are. {@link org.inpaintj.engines.Engines} looks into SciJava's index of plugins, without a
 * context, so that Fiji, plain ImageJ and the command line know the same ones: all classes annotated
 * {@code @Plugin(type = Engine.class)} that its class loader finds, the highest priority first. Nothing else in the
 * program names an engine. API.
 *
 * <pre>
 * Engines engines = Engines.found();
 * Request request = engines.request(Map.of("blur", "2", "seed", "1"));
 * engines.of(request).run(request, scene, Progress.NONE);
 * </pre>
 *
 * <ul>
 * <li>The keys of all engines and the common ones are one vocabulary, {@link org.inpaintj.engines.Engines#keys()}; two
 * engines may share a key if they agree in type, range and default.</li>
 * <li>A plugin that cannot be loaded or whose keys clash is left out with a sentence in
 * {@link org.inpaintj.engines.Engines#problems()}; it never stops the others.</li>
 * <li>Tests, and programs that bring an engine of their own, run commands with it between
 * {@link org.inpaintj.engines.Engines#use} and the closing of what that returns.</li>
 * </ul>
 * <p>
 * API.
 */
package org.inpaintj.engines;
