/**
 * The window of an image's layers.
 * <p>
 * Internal.
 */
package org.inpaintj.ui.layer;
