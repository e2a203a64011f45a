/**
 * What every room stands on: a {@link org.inpaintj.core.Box} of pixels, {@link org.inpaintj.core.Progress} that reports and
 * cancels, the exceptions whose message is the sentence for the user, the system's own folders.
 */
package org.inpaintj.core;
