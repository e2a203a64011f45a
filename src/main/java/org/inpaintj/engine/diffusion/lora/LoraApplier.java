package org.inpaintj.engine.diffusion.lora;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.inpaintj.core.Progress;
import org.inpaintj.engine.diffusion.checkpoint.SideFile;
import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.engine.diffusion.family.ModelChoice;
import org.inpaintj.engine.diffusion.text.LoraTag;
import org.inpaintj.lora.LoraChanges;
import org.inpaintj.lora.LoraFile;
import org.inpaintj.lora.LoraPlan;
import org.inpaintj.lora.LoraSelection;
import org.inpaintj.model.folder.FileDigest;
import org.inpaintj.network.LowRank;
import org.inpaintj.network.NetworkLayers;
import org.inpaintj.onnx.Tensor;

/**
 * An applier makes of a model and the LoRA files that a prompt names the model with them. What had to be computed is
 * kept until something else is asked for, so that another run finds it. For one job at a time.
 */
public final class LoraApplier {

    private List<String> keys = List.of();
    private ModelChoice choice;
    private List<LoraChanges> changes = List.of();
    private SideFile side;

    /**
     * Reads the files that tags name.
     *
     * @param loras the folder or file, as the user named it; files that are not there are looked for by their names
     *              among the user's models, and if there are neither no tag is followed
     * @throws org.inpaintj.core.InpaintException if one is not there, or is none
     */
    public static LoraSelection selection(final List<LoraTag> tags, final String loras) {
        if (tags.isEmpty() || !LoraFinder.follows(tags, loras))
            return LoraSelection.NONE;
        final LoraFinder finder = LoraFinder.of(loras);
        return new LoraSelection(tags.stream().map(tag -> new LoraSelection.Choice(tag.name(),
                LoraFile.read(finder.file(tag.name())), tag.encoder(), tag.unet())).toList());
    }

    /** @throws org.inpaintj.core.InpaintException if a file does not fit the model */
    public static void check(final ModelChoice choice, final DiffusionModel model, final LoraSelection selection) {
        if (!selection.isEmpty())
            new LoraPlan(LoraTargets.of(choice, model).networks(), selection, model.title());
    }

    /**
     * The model with the files.
     *
     * @param asked which model it is
     * @param model the same as it is
     */
    public AppliedLoras apply(final ModelChoice asked, final DiffusionModel model, final LoraSelection selection,
            final Progress progress) {
        if (selection.isEmpty()) {
            forget();
            return AppliedLoras.none(model);
        }
        final LoraTargets targets = LoraTargets.of(asked, model);
        final LoraPlan plan = new LoraPlan(targets.networks(), selection, model.title());
        final List<String> wanted = new ArrayList<>();
        for (int n = 0; n < targets.networks().size(); n++)
            wanted.add(plan.key(n));
        if (!wanted.equals(keys) || !asked.equals(choice))
            compute(asked, targets, plan, wanted, progress);
        final List<String> names = new ArrayList<>();
        final DiffusionModel changed = targets.with(keys, changes, names);
        final Map<String, Map<String, Tensor>> constants = new HashMap<>();
        for (int n = 0; n < names.size(); n++)
            if (!changes.get(n).branches().isEmpty())
                constants.put(names.get(n), Map.of(NetworkLayers.STRENGTHS,
                        strengths(plan.strengths(n), changes.get(n))));
        return new AppliedLoras(changed, selection, constants, plan.notes(), facts(selection));
    }

    private void compute(final ModelChoice asked, final LoraTargets targets, final LoraPlan plan,
            final List<String> wanted, final Progress progress) {
        forget();
        final SideFile file = new SideFile(targets.file());
        final List<LoraChanges> made = new ArrayList<>();
        boolean whole = false;
        try {
            if (plan.merges())
                progress.step(0, 1, "Computing the weights with the LoRA files");
            for (int n = 0; n < wanted.size(); n++)
                made.add(LoraChanges.of(plan, n, file::writer, progress));
            file.written();
            whole = true;
        } finally {
            if (!whole)
                file.close();
        }
        side = file;
        changes = made;
        keys = wanted;
        choice = asked;
    }

    private static Tensor strengths(final float[] all, final LoraChanges changes) {
        final int count = changes.branches().values().stream().flatMap(List::stream).mapToInt(LowRank::index).max()
                .orElseThrow() + 1;
        final Tensor strengths = Tensor.zeros(count);
        for (int i = 0; i < count; i++)
            strengths.buffer().put(i, all[i]);
        return strengths;
    }

    private static Map<String, String> facts(final LoraSelection selection) {
        final Map<String, String> facts = new LinkedHashMap<>();
        facts.put("loras", selection.choices().stream().map(choice -> choice.name() + ':' + choice.encoder() + ':'
                + choice.unet() + " (" + choice.file().kinds() + ')').collect(Collectors.joining("; ")));
        for (final Path file : selection.files())
            facts.put("lora " + file.getFileName(), FileDigest.of(file));
        return facts;
    }

    /** Lets go of what was computed; sessions that read it should be closed soon. */
    public void forget() {
        if (side != null)
            side.close();
        side = null;
        changes = List.of();
        keys = List.of();
        choice = null;
    }
}
