/**
 * Everything that is there for a quick start of the command line.
 * <p>
 * Internal.
 */
package org.inpaintj.cli.start;
