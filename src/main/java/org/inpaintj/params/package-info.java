/**
 * Keys: everything that a run, a search or a layer action can be told, once. A {@link org.inpaintj.params.Key} on a
 * record's component holds label, help, default, range, group, page and what the key depends on;
 * {@link org.inpaintj.params.Parameters} reads and writes the record by its keys; {@link
 * org.inpaintj.params.RecordSet} lets a record carry others that are known only at run time, such as those of engines;
 * {@link org.inpaintj.params.MacroLine} is the text of a macro. API.
 *
 * <pre>
 * record Fill(&#64;Key(label = "Angle", help = "of the gradient", def = "45", min = 0, max = 90) double angle) {}
 * Parameters&lt;Fill&gt; keys = Parameters.of(Fill.class);
 * keys.parse(MacroLine.parse("angle=30")).angle();   // 30.0
 * </pre>
 *
 * <ul>
 * <li>Macro key = command-line option = JSON field = record component; lower case with underscores.</li>
 * <li>A value is checked when it is read; what is wrong is said with what would be right, and nothing is half
 * applied.</li>
 * <li>The order of keys is that of the records, but where {@link org.inpaintj.params.Key#after()} says otherwise; free
 * text comes last.</li>
 * </ul>
 *
 * Nothing here knows engines, images or the desktop.
 * <p>
 * API.
 */
package org.inpaintj.params;
