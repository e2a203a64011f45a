/** The Stable Diffusion family: texts, noise and pixels through the networks of a model folder. No ImageJ. */
package org.inpaintj.engine.diffusion;
