/**
 * Long work in the background, one piece at a time: a {@link org.inpaintj.job.JobQueue}, where to begin, has one worker
 * thread that runs {@link org.inpaintj.job.Job}s. They report their progress, can be cancelled or asked to finish early
 * at any moment, and can be run again.
 * <pre>{@code
 * Job<String> job = JobQueue.shared().submit("Count", progress -> count(progress), listener);
 * job.cancel();                                                       // never blocks
 * }</pre>
 * <ul>
 * <li>Two jobs never run at once, for a network fills the machine. Only {@link org.inpaintj.job.LatestOnlyExecutor},
 * for short answers of which the newest counts, has a thread of its own.
 * <li>The state of all jobs is guarded by the queue; listeners are called outside its lock, and one that throws does
 * not break the work.
 * <li>A job that ended keeps no more than the list shows and a retry needs.
 * <li>A time that is left is told only where it can be judged.
 * </ul>
 * What is to be done is a {@link org.inpaintj.job.JobWork}; it calls {@code progress.check()} often, and that throws
 * once the user cancels. Nothing here knows images or windows: what a job shows is in {@code ui}.
 * <p>
 * Internal.
 */
package org.inpaintj.job;
