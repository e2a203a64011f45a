/**
 * What {@code serve} does for its clients: pictures come in and go out, are painted one after the other, and can be
 * followed while they are. {@link org.inpaintj.serve.work.WorkQueue} is the queue, {@link
 * org.inpaintj.serve.work.Painting} what is asked for in the terms of the engines, and {@link
 * org.inpaintj.serve.work.PaintWork} does it as the commands of the menu would.
 * <pre>{@code
 * Painted made = queue.run(new PaintWork(painting, Map.of("serve", version)));
 * byte[] file = made.pictures().get(0).png();
 * }</pre>
 * What it guarantees:
 * <ul>
 * <li>No pixel outside a mask changes, for it is {@link org.inpaintj.inpaint.Inpainter} that paints, and the same
 * request gives the same picture as it does there.
 * <li>{@link org.inpaintj.serve.work.PictureReader} opens no path and no address, and looks at a picture's size before
 * it takes memory for it.
 * <li>{@link org.inpaintj.serve.work.ServedModels} gives models by the names that are listed, and nothing else.
 * <li>One work runs at a time, few wait, and the rest is turned away at once; ended works keep no pictures.
 * </ul>
 * Which fields clients send is not known here. Another kind of work is another {@link
 * org.inpaintj.serve.work.QueuedWork}.
 * <p>
 * Internal.
 */
package org.inpaintj.serve.work;
