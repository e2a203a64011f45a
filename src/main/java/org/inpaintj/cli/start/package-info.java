/**
 * Everything that is there for a quick start of the command line.
 */
package org.inpaintj.cli.start;
