package org.inpaintj.serve.webui;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.inpaintj.core.InpaintException;
import org.inpaintj.sampling.schedule.SamplerName;
import org.inpaintj.sampling.schedule.ScheduleName;

/**
 * The sampler and the schedule that a client's words stand for. As in the WebUI none is an error: an unknown sampler is
 * the first of the list, an unknown schedule is the automatic one, and what was replaced is said.
 *
 * @param sampler  as the engines name it
 * @param schedule the same
 * @param replaced full sentences
 */
record SamplerChoice(String sampler, String schedule, List<String> replaced) {

    /** What a client may ask for, the first of the WebUI's list first. */
    static List<SamplerName> samplers() {
        return List.of(SamplerName.values());
    }

    /** The schedules of the WebUI, the automatic one first. */
    static List<ScheduleName> schedules() {
        return List.of(ScheduleName.values()).stream().filter(name -> name != ScheduleName.MODEL).toList();
    }

    /** The name of a schedule in requests. */
    static String word(final ScheduleName schedule) {
        return schedule.label().toLowerCase(Locale.ROOT).replace(' ', '_');
    }

    /**
     * @param sampler   may carry a schedule behind it
     * @param scheduler empty for none
     */
    static SamplerChoice of(final String sampler, final String scheduler) {
        final List<String> replaced = new ArrayList<>();
        SamplerName.Choice choice;
        try {
            choice = SamplerName.Choice.of(sampler, ScheduleName.AUTOMATIC.label());
        } catch (final InpaintException e) {
            choice = new SamplerName.Choice(samplers().get(0), ScheduleName.AUTOMATIC);
            replaced.add("There is no sampler of that name, so '" + choice.sampler().label() + "' was taken.");
        }
        ScheduleName schedule = choice.schedule();
        if (!scheduler.isBlank() && !scheduler.equalsIgnoreCase(ScheduleName.AUTOMATIC.label()))
            try {
                schedule = ScheduleName.of(scheduler);
            } catch (final InpaintException e) {
                replaced.add("There is no schedule of that name, so 'Automatic' was taken.");
            }
        try {
            if (schedule != ScheduleName.MODEL)
                choice.sampler().resolve(schedule, choice.sampler() == SamplerName.FLOW_MATCH_EULER);
        } catch (final InpaintException e) {
            replaced.add("The sampler '" + choice.sampler().label() + "' does not run with the schedule '"
                    + schedule.label() + "', so 'Automatic' was taken.");
            schedule = ScheduleName.AUTOMATIC;
        }
        return new SamplerChoice(choice.sampler().label(), schedule.label(), replaced);
    }
}
