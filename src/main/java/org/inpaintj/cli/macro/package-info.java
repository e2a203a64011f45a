/**
 * Macros without a window.
 */
package org.inpaintj.cli.macro;
