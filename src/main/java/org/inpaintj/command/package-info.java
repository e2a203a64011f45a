/**
 * The commands of the menu, one class each. A command reads its inputs, builds a request and submits it. Its inputs
 * are the keys of a {@link org.inpaintj.params.Parameters}; of those that paint, the common keys and the ones of every
 * engine that is found. No class here lists keys: what a dialog asks for, and on which page, stands in each
 * {@link org.inpaintj.params.Key}.
 *
 * <ul>
 * <li>Menus, macros and the recorder run a command through {@link org.inpaintj.ij1.CommandPlugIn}, on ImageJ's own
 * thread, in Fiji and in plain ImageJ.</li>
 * <li>Scripts run it as a SciJava command, which has no menu path. Every key is an input by its name, strict as in a
 * macro ({@link org.inpaintj.command.StrictCommands}), and the input {@code keys} takes any of them as a macro
 * line.</li>
 * </ul>
 *
 * <pre>
 * command.run(InpaintSelection.class, true, "image", imp, "engine", "patch", "seed", 1).get().getOutput("result");
 * command.run(InpaintSelection.class, true, "image", imp, "keys", "engine=patch seed=1").get();
 * </pre>
 *
 * The names of the command classes and of their inputs are API; everything else here is internal.
 */
package org.inpaintj.command;
