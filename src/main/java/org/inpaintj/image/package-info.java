/**
 * Between ImageJ and the engines: an image and its selection become a {@link org.inpaintj.image.Capture}, which paints
 * on a worker thread; {@link org.inpaintj.image.Delivery} puts the {@link org.inpaintj.image.Painting} where the user
 * wants it, mostly as a {@link org.inpaintj.image.Layer}.
 */
package org.inpaintj.image;
