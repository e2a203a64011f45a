/**
 * The window of an image's layers.
 */
package org.inpaintj.ui.layer;
