/**
 * Smooth fills that follow the structure around a hole, and how far they can be trusted.
 */
package org.inpaintj.engine.patch.membrane;
