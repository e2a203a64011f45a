/**
 * The one way of menus, macros and the recorder to the commands, in Fiji and in plain ImageJ: a plugin that runs any of
 * them, registered in {@code plugins.config} under its label; and the tool of the toolbar.
 * <p>
 * Internal, but for the labels of the menu and the keys of macros.
 */
package org.inpaintj.ij1;
