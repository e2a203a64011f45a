/**
 * The image pyramid of the embedded engine and what works on one level of it.
 */
package org.inpaintj.engine.patch.level;
