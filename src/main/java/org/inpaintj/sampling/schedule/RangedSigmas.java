package org.inpaintj.sampling.schedule;

import org.inpaintj.sampling.NoiseLevel;

/** The noise levels of a network between two sigmas other than its own ends. */
record RangedSigmas(SigmaScale all, double min, double max) implements SigmaScale {

    @Override
    public int size() {
        return all.size();
    }

    @Override
    public double at(final double position) {
        return all.at(position);
    }

    @Override
    public double position(final double sigma) {
        return all.position(sigma);
    }

    @Override
    public double bottom() {
        return position(min);
    }

    @Override
    public double top() {
        return position(max);
    }

    @Override
    public double time(final double sigma) {
        return all.time(sigma);
    }

    @Override
    public double ofTime(final double time) {
        return all.ofTime(time);
    }

    @Override
    public NoiseLevel level(final double sigma) {
        return all.level(sigma);
    }

    @Override
    public boolean flow() {
        return all.flow();
    }
}
