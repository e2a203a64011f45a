package org.inpaintj.outpaint;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.inpaintj.inpaint.InpaintPlan;
import org.inpaintj.inpaint.InpaintedPatches;
import org.inpaintj.inpaint.Inpainter;
import org.inpaintj.inpaint.Patch;
import org.inpaintj.inpaint.Provenance;
import org.inpaintj.inpaint.SelectedMask;
import org.inpaintj.inpaint.StageViewer;
import org.inpaintj.inpaint.samples.ImageInfo;

/** Paints passes with the engine of a request, as inpainting of what they show it. */
final class EnginePainter implements OutpaintPainter {

    /** The largest size that the WebUI processes, px; beyond it the size is left to the engine. */
    private static final int LARGEST = 2048;

    private final OutpaintRequest outpaint;
    private final ImageInfo info;
    private final Map<String, String> host;
    private final PassProgress progress;
    private final Function<String, StageViewer> stages;
    private final List<Provenance> records = new ArrayList<>();
    private final Set<String> notes = new LinkedHashSet<>();

    /**
     * @param outpaint settled, its seed drawn
     * @param host     what InpaintJ runs in, to its version
     * @param stages   viewers of the passes by their names
     */
    EnginePainter(final OutpaintRequest outpaint, final ImageInfo info, final Map<String, String> host,
            final PassProgress progress, final Function<String, StageViewer> stages) {
        this.outpaint = outpaint;
        this.info = info;
        this.host = host;
        this.progress = progress;
        this.stages = stages;
    }

    List<Provenance> records() {
        return records;
    }

    /** Full sentences. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    @Override
    public Patch paint(final OutpaintPass pass) {
        progress.begin(pass.name());
        progress.check();
        final Map<String, String> facts = Map.of("outpaint", outpaint.macro(), "outpaint pass", pass.name());
        final InpaintPlan plan = InpaintPlan.of(Task.INPAINT, request(pass),
                new SelectedMask(pass.repaint(), "new ground (" + pass.name() + ")", facts), pass.place(),
                pass.start().channels(), info);
        final StageViewer viewer = stages.apply("pass" + (records.size() + 1)
                + (pass.name().isEmpty() ? "" : "-" + pass.name().replace(' ', '-')));
        final var samples = pass.start().crop(plan.crop().relativeTo(pass.place()));
        plan.checkSomethingIsLeft(samples);
        final InpaintedPatches made = new Inpainter().progress(progress).host(host)
                .stages(viewer == StageViewer.NONE ? viewer
                        : new PassStages(viewer, pass.mask().crop(plan.crop().relativeTo(pass.place()))))
                .inpaint(plan, samples);
        notes.addAll(made.notes());
        records.add(made.patch().provenance());
        return made.patch();
    }

    private Request request(final OutpaintPass pass) {
        Request request = outpaint.request().with("candidates", 1).with("target", "image");
        if (request.seed() >= 0)
            request = request.with("seed", request.seed() + pass.seed());
        if (outpaint.method() == OutpaintMethod.PATCH)
            return request;
        request = request.with("blur", 0).with("spill", 0).with("area", "whole");
        if (outpaint.method() == OutpaintMethod.MOSAIC && request.width() + request.height() > 0)
            return request;
        final boolean large = Math.max(pass.place().width(), pass.place().height()) > LARGEST;
        request = request.with("width", large ? 0 : pass.place().width())
                .with("height", large ? 0 : pass.place().height());
        return outpaint.method() == OutpaintMethod.MK2 && request.has("content")
                ? request.with("content", "original") : request;
    }
}
