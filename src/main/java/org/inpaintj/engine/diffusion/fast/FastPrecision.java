package org.inpaintj.engine.diffusion.fast;

import java.util.List;
import java.util.Map;

import org.inpaintj.core.Progress;
import org.inpaintj.engine.diffusion.checkpoint.CheckpointModel;
import org.inpaintj.engine.diffusion.checkpoint.Checkpoints;
import org.inpaintj.engine.diffusion.checkpoint.NetworkChanges;
import org.inpaintj.engine.diffusion.checkpoint.SideFile;
import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.engine.diffusion.family.ModelChoice;
import org.inpaintj.model.checkpoint.StoredTensor;

/**
 * What {@code precision=fast} makes of a model: linear layers of 8-bit integers, where this processor gains from them.
 * They are kept until another model is asked for. For one job at a time.
 */
public final class FastPrecision {

    /** A layer that gains less would not make the whole network a seventh faster. */
    private static final double LEAST_GAIN = 2;

    private ModelChoice known;
    private Map<String, StoredTensor> linears = Map.of();
    private SideFile side;

    /**
     * The same model with fast layers, or as it is.
     *
     * @param cpu   whether it runs on the processor
     * @param notes takes what was done or left, a full sentence
     */
    public ModelChoice apply(final ModelChoice choice, final DiffusionModel model, final boolean cpu,
            final List<String> notes, final Progress progress) {
        if (model.denoiser().network().graph().isEmpty() || !cpu) {
            notes.add("precision=fast means nothing " + (cpu ? "to a model exported to ONNX, whose layers are as they"
                    + " were exported." : "on this device, which computes as fast without it."));
            return choice;
        }
        final IntegerSpeed speed = IntegerSpeed.measure();
        if (speed.gain() < LEAST_GAIN) {
            notes.add("precision=fast was left out: this processor would run " + speed + ", which gains too little.");
            return choice;
        }
        if (!choice.equals(known)) {
            forget();
            final CheckpointModel parts = Checkpoints.read(choice.model());
            side = new SideFile(parts.unet().orElseThrow().file().toAbsolutePath());
            try {
                linears = QuantizedLinears.of(parts.unet().orElseThrow().weights(), side, progress);
                side.written();
                known = choice;
            } finally {
                if (known == null)
                    forget();
            }
        }
        notes.add("The model ran with " + speed + ": precision=exact gives the exact picture.");
        return choice.with(NetworkChanges.ofLinears(linears).over(choice.changes()));
    }

    /** Lets go of the layers; sessions that read them should be closed soon. */
    public void forget() {
        if (side != null)
            side.close();
        side = null;
        known = null;
        linears = Map.of();
    }
}
