/**
 * Keys: a {@link org.inpaintj.params.Key} describes a record's component, {@link org.inpaintj.params.Parameters} reads
 * and writes records by their keys, {@link org.inpaintj.params.MacroLine} is the text of a macro.
 */
package org.inpaintj.params;
