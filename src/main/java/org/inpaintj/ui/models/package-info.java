/**
 * The window of models: {@link org.inpaintj.ui.models.ModelManagerWindow} lists the models that are known by name and
 * those in folders of other programs, gets them with their licences shown, and sets one in all commands.
 * <pre>{@code
 * ModelManagerWindow.open();
 * }</pre>
 * <ul>
 * <li>A server is contacted when something is to be got, and never else.
 * <li>What takes a while runs in {@link org.inpaintj.job.JobQueue#transfers()}: it goes on when the window is closed,
 * stands in the list of jobs, and is cancelled when ImageJ quits; a download that broke off goes on from there.
 * <li>A licence that asks for it is accepted once, before the first byte.
 * <li>Texts of catalogues and of files beside models are shown as texts, whatever stands in them.
 * </ul>
 * {@code ModelRow} is what a row holds, wherever it comes from; {@code ManagerActions} what the buttons do; a new role
 * of models needs a line in {@code RoleNames} and in {@code ModelUse}. Windows live on the event thread; {@code open}
 * may be called on any.
 * <p>
 * Internal.
 */
package org.inpaintj.ui.models;
