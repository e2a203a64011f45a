/**
 * The menu entries as SciJava commands, one class each. A command reads its inputs, builds a request and submits it;
 * its keys are those of a {@link org.inpaintj.engine.Vocabulary}. In plain ImageJ the same classes are run by
 * {@link org.inpaintj.ij1.Twin}, without a SciJava context.
 */
package org.inpaintj.command;
