/**
 * The files of the command line: read, written aside and renamed.
 * <p>
 * Internal.
 */
package org.inpaintj.cli.file;
