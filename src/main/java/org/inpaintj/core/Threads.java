package org.inpaintj.core;

/** What is done with threads in more than one room. */
public final class Threads {

    private Threads() {}

    /** Waits until a thread has ended; an interrupt neither ends the waiting nor is lost. */
    public static void join(final Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive())
            try {
                thread.join();
            } catch (final InterruptedException e) {
                interrupted = true;
            }
        if (interrupted)
            Thread.currentThread().interrupt();
    }
}
