/**
 * Where regions come from: selections, label images, a text, a macro.
 */
package org.inpaintj.imagej.region;
