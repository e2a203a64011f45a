package org.inpaintj.batch;

/**
 * Lets so many in at a time as fit into the memory together; one always may. Thread-safe.
 */
final class MemoryGate {

    /** Of Java's memory, for the images that are at work. */
    private static final double SHARE = 0.6;

    /** That of this Java. */
    static final MemoryGate SHARED = new MemoryGate((long) (SHARE * Runtime.getRuntime().maxMemory()));

    private final long limit;
    private long taken;
    private int inside;

    /** @param limit bytes */
    MemoryGate(final long limit) {
        this.limit = limit;
    }

    /**
     * Waits until there is room.
     *
     * @return what is to be given back to {@link #leave}
     */
    synchronized long enter(final long bytes) {
        boolean interrupted = false;
        while (inside > 0 && taken + bytes > limit)
            try {
                wait();
            } catch (final InterruptedException e) {
                interrupted = true;
            }
        if (interrupted)
            Thread.currentThread().interrupt();
        inside++;
        taken += bytes;
        return bytes;
    }

    synchronized void leave(final long bytes) {
        inside--;
        taken -= bytes;
        notifyAll();
    }
}
