/**
 * Segment Anything: the models of that family, told by their files, and what is asked of them.
 */
package org.inpaintj.segment.sam;
