/**
 * The commands, one class each. A command reads its inputs, builds a request and submits it; its keys are those of a
 * {@link org.inpaintj.params.Parameters}. Menus, macros and the recorder run it through {@link org.inpaintj.ij1.CommandPlugIn};
 * scripts run it as a SciJava command, which has no menu path.
 * <p>
 * Internal, but for the names of the command classes and their inputs and outputs, which scripts use.
 */
package org.inpaintj.command;
