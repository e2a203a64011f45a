/**
 * Painting on a Stable Diffusion WebUI or Forge, by the HTTP interface that they have with {@code --api}.
 *
 * <p>{@link org.inpaintj.engine.remote.a1111.A1111Engine} is the engine. Its keys are those of the engine diffusion as
 * far as such a server has them; {@link org.inpaintj.engine.remote.a1111.PictureFields} is what is sent.
 *
 * <p>Guarantees: the crop is sent at a size that the models work at, without the WebUI's own crop, blur or paste; the
 * server is interrupted on cancel if the job that runs is this one; a sampler that it does not know is named in a note.
 * Internal.
 */
package org.inpaintj.engine.remote.a1111;
