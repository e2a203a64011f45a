package org.inpaintj.imagej.region;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Plane;
import org.inpaintj.core.Progress;
import org.inpaintj.inpaint.samples.Samples;
import org.inpaintj.repair.Region;
import org.inpaintj.repair.RegionRequest;
import org.inpaintj.repair.defect.DefectFinder;
import org.inpaintj.repair.defect.DefectSettings;

/** This source gives the defects of a picture, to be looked for on a worker thread in its samples as they are. */
public final class DefectRegions {

    private final DefectSettings settings;

    /** @throws InpaintException if the kinds of defects are none */
    public DefectRegions(final RegionRequest how) {
        settings = new DefectSettings(DefectSettings.kinds(how.defects()), how.sensitivity(), how.defect_size());
    }

    /**
     * In reading order.
     *
     * @param samples of one position, as they are seen
     * @param notes   how many there are of each kind is added to it
     * @throws CancelledException once {@code progress} says so
     */
    public List<Region> find(final Samples samples, final Progress progress, final Collection<String> notes) {
        progress.step(0, 1, "Looking for defects");
        final List<Plane> channels = new ArrayList<>();
        for (int c = 0; c < samples.channels(); c++)
            channels.add(new Plane(samples.channel(c), samples.width(), samples.height()));
        final List<Region> found = DefectFinder.find(channels, settings, progress);
        if (!found.isEmpty())
            notes.add("Found " + count(found) + ".");
        return found;
    }

    /** How many there are in all and of each kind, such as {@code 4 defects: dust 3, scratch 1}. */
    public static String count(final List<Region> found) {
        final Map<String, Long> counts = found.stream().collect(Collectors.groupingBy(Region::label,
                LinkedHashMap::new, Collectors.counting()));
        return found.size() + (found.size() == 1 ? " defect: " : " defects: ") + counts.entrySet().stream()
                .map(kind -> kind.getKey() + " " + kind.getValue()).collect(Collectors.joining(", "));
    }
}
