/**
 * Long work in the background, one piece at a time: a {@link org.inpaintj.job.JobQueue} with one worker runs
 * {@link org.inpaintj.job.Job}s, which report their progress, can be cancelled at any moment and can be run again.
 * Knows neither images nor windows.
 * <p>
 * Internal.
 */
package org.inpaintj.job;
