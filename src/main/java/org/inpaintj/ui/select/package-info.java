/**
 * Selecting with networks by mouse: the tool's clicks, candidates, what a text finds.
 */
package org.inpaintj.ui.select;
