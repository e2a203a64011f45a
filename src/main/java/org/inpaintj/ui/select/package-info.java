/**
 * Selecting with networks by mouse: the tool's clicks, candidates, what a text finds.
 * <p>
 * Internal.
 */
package org.inpaintj.ui.select;
