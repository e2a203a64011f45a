/**
 * Finds the engines there are.
 */
package org.inpaintj.engines;
