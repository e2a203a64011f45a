/**
 * The files of the command line: read, written aside and renamed.
 */
package org.inpaintj.cli.file;
