/**
 * How much memory networks take, and which stay loaded.
 */
package org.inpaintj.engine.diffusion.memory;
