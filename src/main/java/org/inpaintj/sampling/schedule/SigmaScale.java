package org.inpaintj.sampling.schedule;

import org.inpaintj.sampling.NoiseLevel;

/** The noise levels a network was trained on, as k-diffusion sees them. Positions count training levels from 0. */
public interface SigmaScale {

    /** Number of training levels. */
    int size();

    /** Sigma at a position, interpolated. */
    double at(double position);

    /** The position with a sigma, the inverse of {@link #at}; an end for sigmas beyond it. */
    double position(double sigma);

    /** The lowest position that is used. */
    default double bottom() {
        return 0;
    }

    /** The highest position that is used. */
    default double top() {
        return size() - 1;
    }

    /** The network's time at a sigma; the argument of {@link #ofTime}. */
    double time(double sigma);

    /** Sigma at a time. */
    double ofTime(double time);

    /** The level with a given sigma, with what the network is to be told. */
    NoiseLevel level(double sigma);

    /** Whether this is flow matching. */
    boolean flow();

    /** Sigma where schedules end, before they jump to zero. */
    default double min() {
        return at(0);
    }

    /** Sigma where schedules begin. */
    default double max() {
        return at(size() - 1);
    }
}
