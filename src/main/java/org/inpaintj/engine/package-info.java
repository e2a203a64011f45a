/**
 * What an engine is: an immutable {@link org.inpaintj.engine.Request} and a {@link org.inpaintj.engine.Scene} go in,
 * a {@link org.inpaintj.engine.Result} comes out. No ImageJ, no AWT; one sub-package an engine.
 * <p>
 * API: what engines implement and callers fill in.
 */
package org.inpaintj.engine;
