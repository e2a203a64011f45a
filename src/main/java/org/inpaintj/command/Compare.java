package org.inpaintj.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

import org.inpaintj.compare.ComparePlan;
import org.inpaintj.compare.CompareRequest;
import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.inpaintj.imagej.job.CompareJob;
import org.inpaintj.imagej.job.PaintJob;
import org.inpaintj.language.Translation;
import org.inpaintj.ui.form.ParameterDialog.Doubt;

/** The command Compare does one thing with many values of some keys, as the X/Y/Z plot of the WebUI does it. */
@Plugin(type = Command.class, label = "Compare...", visible = false, headless = true,
        description = "Inpaints or makes an image with many values of some keys, and shows the results as a grid")
public final class Compare extends PaintCommand<CompareRequest> {

    /** The dialog is that of Inpaint Selection with axes: its tasks take other keys away, and none has more. */
    public Compare() {
        super(CompareRequest.keys(), Task.INPAINT, Task.INPAINT.id());
    }

    @Override
    protected String prefsKey() {
        return "inpaintj.compare";
    }

    @Override
    protected List<String> notRemembered() {
        return Stream.concat(super.notRemembered().stream(), Stream.of("table")).toList();
    }

    /** With the first value of each axis: a model may be named there and nowhere else. */
    @Override
    protected Request request(final CompareRequest settings) {
        return ComparePlan.first(settings);
    }

    @Override
    protected int results(final CompareRequest settings) {
        return 1;
    }

    @Override
    protected boolean needsImage() {
        return false;
    }

    @Override
    protected PaintJob<?> paintJob(final CompareRequest settings) {
        return CompareJob.of(hasImage() ? image() : null, settings);
    }

    /** What is left to chance is drawn; a grid that is as large as a user was told is meant. */
    @Override
    Map<String, String> last(final boolean asked) {
        try {
            return ComparePlan.settled(keys().parse(values()), asked);
        } catch (final InpaintException e) {
            // said when it is run
            return Map.of();
        }
    }

    @Override
    public Optional<Doubt> doubt() {
        final CompareRequest settings = keys().parse(values());
        return !ComparePlan.isLarge(settings) ? super.doubt() : Optional.of(new Doubt(Translation.of("The grid has {0} "
                + "cells: make them all?", ComparePlan.cells(settings)), Translation.of("Make all"), "x"));
    }
}
