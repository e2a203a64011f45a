package org.inpaintj.engine;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * This class names the facts about a result that more than one package reads. A subject has one fact of its own name
 * and others whose names go on after a space, such as {@code region} and {@code region score}.
 */
public final class Facts {

    /** Subject: the region that a result repaints, where several are repainted one by one. */
    public static final String REGION = "region";
    /** Subject: the Segment Anything model that refined the selection. */
    public static final String SEGMENTER = "segmenter";

    /** Subject: the sketch that a result started from. */
    public static final String SKETCH = "sketch";

    /** Subject: a slice beside the one that was repainted, which the engine was shown; {@code neighbour 1} is one. */
    public static final String NEIGHBOUR = "neighbour";

    private Facts() {}

    /** The facts about one subject, in the order they have among all. */
    public static Map<String, String> about(final String subject, final Map<String, String> all) {
        final Map<String, String> facts = new LinkedHashMap<>(all);
        facts.keySet().removeIf(name -> !name.equals(subject) && !name.startsWith(subject + " "));
        return facts;
    }
}
