/**
 * Image files: looked at before ImageJ opens them, PNG written, and what is written beside the samples.
 */
package org.inpaintj.imagej.file;
