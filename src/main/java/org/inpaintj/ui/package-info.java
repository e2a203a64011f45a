/**
 * What the user sees: the status line and the preview of a running job, messages, and the windows of jobs and layers.
 * <p>
 * Internal.
 */
package org.inpaintj.ui;
