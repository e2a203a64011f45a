/**
 * Memory: how much networks take, what the machine has, and which networks stay loaded.
 *
 * <p>{@link org.inpaintj.engine.diffusion.memory.MemoryEstimate} tells before anything is loaded what a network will
 * occupy beside its weights; {@link org.inpaintj.engine.diffusion.memory.SystemMemory} what is there. A
 * {@link org.inpaintj.engine.diffusion.memory.SessionPool} keeps networks loaded within a budget and closes those that
 * rested longest; {@link org.inpaintj.engine.diffusion.memory.SessionPools} keeps the pool of the model used last
 * between jobs.
 *
 * <pre>{@code
 * try (SessionPool.Lease lease = pool.lease(network, MemoryEstimate.SMALL)) {
 *     lease.session().run(feeds, outputs, progress);
 * }
 * }</pre>
 *
 * <p>All numbers are bytes. An estimate is meant to be a little too high and holds for the CPU; DEVELOPING.md has the
 * measurements. What is leased is never closed under its user, even beyond the budget, and one network alone may exceed
 * it. A pool is thread-safe; only one job at a time may use the pools, since another model makes them let go of the one
 * before. Internal.
 */
package org.inpaintj.engine.diffusion.memory;
