/**
 * One-shot erasers: networks that repaint a hole in a single run, LaMa (Suvorov et al. 2022) and MI-GAN (Sargsyan et
 * al. 2023), in the ONNX exports that people share.
 * <p>
 * {@link org.inpaintj.engine.erase.EraseEngine} is the engine, {@link org.inpaintj.engine.erase.EraserWindow} the part
 * of the scene that the network sees, {@link org.inpaintj.engine.erase.EraserFormat} what the numbers of an export mean
 * (mask first or last, 0 to 1 or 0 to 255), and {@link org.inpaintj.engine.erase.EraserSession} finds out by small runs
 * what a file does not say.
 * </p>
 * <p>
 * Guarantees: no prompt and no chance, so that the same scene gives the same pixels whatever the seed; nothing of what
 * is under the mask reaches the network, not even by a resampler; the eraser used last stays loaded, and another file
 * of the same name is loaded anew.
 * </p>
 * <pre>{@code
 * Request request = Engines.found().request(Map.of("engine", "erase", "model", "lama.onnx"));
 * Result result = new EraseEngine().run(request, scene, progress);
 * }</pre>
 * <p>
 * Internal: others see only the engine, through the registry. Another export is a constant of
 * {@link org.inpaintj.engine.erase.EraserFormat} and a fixture in the tests.
 * </p>
 */
package org.inpaintj.engine.erase;
