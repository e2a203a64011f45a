/**
 * ControlNets (Zhang et al. 2023): networks beside a UNet that see a picture and steer what it paints.
 *
 * <p>{@link org.inpaintj.engine.diffusion.control.ControlKeys} are the keys of up to three units;
 * {@link org.inpaintj.engine.diffusion.control.ControlNets} finds and reads their files, ONNX exports or checkpoints,
 * and refuses what does not fit the model; {@link org.inpaintj.engine.diffusion.control.ControlRun} runs them in each
 * evaluation of a pass and adds up what they give.
 *
 * <pre>{@code
 * ControlNets nets = ControlNets.of(parameters.control(), model);
 * ControlRun run = nets.on(pictures, plane -> pass.canvas().place(plane), mask, model, pool);
 * run.prepare(progress);
 * run.at(evaluation, evaluations);
 * Map<String, Tensor> feeds = run.residuals(sample, timestep, branches, texts, progress);
 * }</pre>
 *
 * <p>Before a network sees a picture, it may be prepared: edges by Canny, a colour grid, masked pixels hidden, or a
 * network of the user's. Modes and their factors are those of diffusers (guess mode) and of the WebUI's extension
 * (prompt, control). A unit that does not take part in an evaluation costs nothing. Internal.
 */
package org.inpaintj.engine.diffusion.control;
