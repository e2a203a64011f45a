/**
 * Image files: looked at before ImageJ opens them, and what is written beside the samples.
 */
package org.inpaintj.imagej.file;
