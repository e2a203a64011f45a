/**
 * Macros without a window.
 * <p>
 * Internal.
 */
package org.inpaintj.cli.macro;
