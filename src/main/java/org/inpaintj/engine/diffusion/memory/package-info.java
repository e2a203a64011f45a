/**
 * How much memory networks take, and which stay loaded.
 * <p>
 * Internal.
 */
package org.inpaintj.engine.diffusion.memory;
