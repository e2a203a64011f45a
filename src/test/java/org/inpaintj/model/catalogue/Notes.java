package org.inpaintj.model.catalogue;

import java.util.ArrayList;
import java.util.List;

import org.inpaintj.core.Progress;

/** Keeps what is told. */
final class Notes implements Progress {

    final List<String> all = new ArrayList<>();

    @Override
    public void step(final int done, final int total, final String what) {}

    @Override
    public void note(final String sentence) {
        all.add(sentence);
    }
}
