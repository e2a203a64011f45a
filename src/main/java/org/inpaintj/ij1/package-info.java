/**
 * Plain ImageJ's way to the commands: one plugin that runs any of them, registered in {@code plugins.config} under the
 * same label.
 */
package org.inpaintj.ij1;
