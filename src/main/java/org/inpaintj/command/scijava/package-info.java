/**
 * What SciJava needs to know of the commands of this plugin: {@link org.inpaintj.command.scijava.ModuleInputs} keeps it
 * from asking for inputs that a script leaves out, for they have defaults.
 * <pre>{@code
 * command.run("org.inpaintj.command.RemoveObject", false).get();
 * }</pre>
 * <ul>
 * <li>SciJava finds these classes by its index and calls them; nobody else does.
 * <li>They leave modules of others alone.
 * </ul>
 * The service {@code StrictCommands}, which gives the commands an input for every key, lies beside them in
 * {@code command}, whose inner side it needs.
 * <p>
 * Internal.
 */
package org.inpaintj.command.scijava;
