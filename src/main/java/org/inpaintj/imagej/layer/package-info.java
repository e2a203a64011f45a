/**
 * Layers: results that lie over an image as overlay elements, with their exact samples, mask and record.
 */
package org.inpaintj.imagej.layer;
