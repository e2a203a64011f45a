/**
 * Noise schedules and the scheduler configuration of diffusers.
 */
package org.inpaintj.sampling.schedule;
