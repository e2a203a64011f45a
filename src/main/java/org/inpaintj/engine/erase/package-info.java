/** One-shot erasers: networks that repaint a hole in a single run, such as LaMa and MI-GAN. No ImageJ. */
package org.inpaintj.engine.erase;
