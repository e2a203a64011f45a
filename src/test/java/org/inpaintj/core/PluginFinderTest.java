package org.inpaintj.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

/** Entries of SciJava's index as its annotation processor writes them, one behind the other. */
class PluginFinderTest {

    @Test
    void onlyEntriesOfTheTypeAreTaken() {
        final String index = "{\"class\":\"a.Command\",\"values\":{\"menu\":[{\"label\":\"b\"}],\"priority\":7.0,"
                + "\"type\":\"x.Command\"}}"
                + "{\"class\":\"a.Low\",\"values\":{\"priority\":-100.0,\"type\":\"x.Engine\"}}"
                + "{\"class\":\"a.Plain\",\"values\":{\"type\":\"x.Engine\"}}";
        assertEquals(List.of(new PluginFinder.Entry("a.Low", -100), new PluginFinder.Entry("a.Plain", 0)),
                PluginFinder.entries(index, "x.Engine"));
        assertEquals(List.of(), PluginFinder.entries(index, "x.Eng"));
    }
}
