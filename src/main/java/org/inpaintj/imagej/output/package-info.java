/**
 * Results that go into the image itself: in place, as a slice, or flattened layers.
 */
package org.inpaintj.imagej.output;
