/**
 * Painting on a ComfyUI, by its HTTP interface.
 *
 * <p>{@link org.inpaintj.engine.remote.comfy.ComfyEngine} is the engine,
 * {@link org.inpaintj.engine.remote.comfy.InpaintGraph} the graph that it sends, made of nodes that every ComfyUI has,
 * and {@link org.inpaintj.engine.remote.comfy.ComfyWorkflow} reads one of the user's own, in which marks such as
 * {@code %prompt%} stand for values. {@link org.inpaintj.engine.remote.comfy.ComfyJob} uploads, queues, follows and
 * fetches; {@link org.inpaintj.engine.remote.comfy.ComfyEvents} hears over a WebSocket how far it is.
 *
 * <p>Guarantees: names that the server gave are used as it gave them; on cancel the job is taken out of the queue, and
 * interrupted only if it is the one that runs; what a graph names is not run here. Internal.
 */
package org.inpaintj.engine.remote.comfy;
