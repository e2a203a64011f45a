package org.inpaintj.imagej.job;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.inpaintj.core.InpaintException;
import org.inpaintj.inpaint.Provenance;

/** Records of a file from somewhere else may nest as deeply as they like. */
class DeepJsonTest {

    private static final int DEEP = 100_000;

    @Test
    void aLayersRecordIsRefusedInASentence() {
        for (final String opening : List.of("[", "{\"request\":", "{\"other\":"))
            for (final String before : List.of("", "{\"other\":", "{\"request\":", "{\"request\":{\"seed\":",
                    "{\"crop\":"))
                assertThrows(InpaintException.class, () -> Provenance.of(before + deep(opening)));
    }

    private static String deep(final String opening) {
        return opening.repeat(DEEP) + "1" + (opening.equals("[") ? "]" : "}").repeat(DEEP);
    }
}
