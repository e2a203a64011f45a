package org.inpaintj.engine.diffusion;

import java.util.List;
import java.util.Optional;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.inpaintj.engine.diffusion.DiffusionParameters.Content;
import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.sampling.schedule.ScheduleName;

/**
 * The hires fix of the WebUI, and its "only masked": how often and how large a picture is worked on. A model composes
 * well only near the size it was trained at. So a picture beyond it is reduced, painted, and in a second pass its
 * masked part is enlarged and refined: weakly, so that the composition stays, and through windows, so that neither the
 * model's sense of scale nor memory suffers. A change so weak that it composes nothing is made in the second way at
 * once.
 */
final class HiresFix {

    /** Strength of the second pass: gives detail to what was enlarged twofold, and leaves its shapes. */
    static final double REFINING = 0.4;
    /** How much larger the second pass is at most, along a side, if the masked part is then beyond the trained size. */
    private static final double GROWTH = 2;
    /** Where the second pass would win less than this along a side, there is none unless asked for. */
    private static final double WORTH = 1.25;
    /** Context around the mask in the second pass, as a share of the trained size. */
    private static final double CONTEXT = 0.125;

    private HiresFix() {}

    /**
     * @param whole  size of the picture, px, from 0, 0
     * @param masked bounds of the mask; empty to change everything
     */
    static List<HiresPass> of(final DiffusionModel model, final Request request, final Task task, final Box whole,
            final Optional<Box> masked) {
        final DiffusionParameters own = DiffusionParameters.of(request);
        if (task == Task.TEXT_TO_IMAGE && own.hires() > 0)
            return enlarged(model, request, whole);
        final ProcessingCanvas canvas = canvas(model, request, task, whole.width(), whole.height());
        final HiresPass first =
                new HiresPass(whole, canvas, own.strength(), own.exactly(), own.content(), false);
        if (own.passes() == 1 || request.width() > 0 || request.height() > 0 || own.strength() == 0
                || canvas.scale() >= 1 || model.onlyWidth() + model.onlyHeight() > 0)
            return List.of(first);
        final Box box = masked.map(b -> around(b, whole, model, canvas.scale())).orElse(whole);
        final double trained = Math.sqrt((double) model.size() * model.size() / box.width() / box.height());
        final double scale = Math.min(1, Math.max(GROWTH * canvas.scale(), trained));
        if (own.passes() == 0 && scale < WORTH * canvas.scale())
            return List.of(first);
        final ProcessingCanvas larger = ProcessingCanvas.scaled(model, box.width(), box.height(), scale);
        if (own.passes() == 0 && own.strength() <= REFINING && own.content() == Content.ORIGINAL)
            return List.of(new HiresPass(box, larger, own.strength(), own.exactly(), Content.ORIGINAL, true));
        final double strength = Math.min(REFINING, own.strength());
        // with a step or two a pass would otherwise start from pure noise
        final boolean exactly = own.exactly() || own.steps() * strength < 1;
        return List.of(first, new HiresPass(box, larger, strength, exactly, Content.ORIGINAL, true));
    }

    /** The hires fix of text-to-image: at the size asked for, then at that of the whole, all steps of each. */
    private static List<HiresPass> enlarged(final DiffusionModel model, final Request request, final Box whole) {
        final DiffusionParameters own = DiffusionParameters.of(request);
        final int width = whole.width(), height = whole.height();
        final ProcessingCanvas small =
                ProcessingCanvas.of(model, width, height, request.width(), request.height(), false);
        final ProcessingCanvas large = ProcessingCanvas.of(model, width, height, width, height, false);
        return List.of(new HiresPass(whole, small, own.strength(), own.exactly(), own.content(), false),
                new HiresPass(whole, large, own.hiresStrength(), true, Content.ORIGINAL, false, own.hiresSteps(),
                        Optional.of(HiresUpscaler.of(own.hiresUpscaler(), request.device()))));
    }

    /**
     * A side of what text-to-image makes where a side is asked for, px: a multiple of what the model takes, as the
     * WebUI cuts it.
     *
     * @throws InpaintException if {@code hires} would make it smaller
     */
    static int resultSide(final DiffusionModel model, final double hires, final int side) {
        if (hires == 0)
            return side;
        if (hires <= 1)
            throw new InpaintException("hires=" + hires + " would not enlarge: give more than 1, or 0 for one pass.");
        final int multiple = model.multiple(), first = (side + multiple - 1) / multiple * multiple;
        return Math.max(multiple, (int) (first * hires) / multiple * multiple);
    }

    /** A whole image is never enlarged, and with the schedule Model only scaled where asked. */
    private static ProcessingCanvas canvas(final DiffusionModel model, final Request request, final Task task,
            final int width,
            final int height) {
        if (task == Task.INPAINT && request.area() == Request.Area.MASKED)
            return ProcessingCanvas.of(model, width, height, request.width(), request.height(), true);
        final boolean asIs = task == Task.TEXT_TO_IMAGE
                || ScheduleName.of(DiffusionParameters.of(request).schedule()) == ScheduleName.MODEL
                && request.width() + request.height() == 0 && model.onlyWidth() + model.onlyHeight() == 0;
        return ProcessingCanvas.of(model, width, height, asIs ? width : request.width(), asIs ? height
                : request.height(), false);
    }

    /** The mask with context, at least as much as the model was trained on. */
    private static Box around(final Box mask, final Box whole, final DiffusionModel model, final double scale) {
        final double share = CONTEXT * model.size() / Math.min(1, GROWTH * scale);
        final int x = (int) Math.ceil(Math.max(share, (model.size() - mask.width()) / 2.0));
        final int y = (int) Math.ceil(Math.max(share, (model.size() - mask.height()) / 2.0));
        return new Box(mask.x() - x, mask.y() - y, mask.width() + 2 * x, mask.height() + 2 * y).intersect(whole);
    }
}
