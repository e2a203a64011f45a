package org.inpaintj.lora;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.inpaintj.core.FileStamp;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Sha256;

/**
 * A plan says which modules of a model the chosen LoRA files change. Nothing is computed yet. Immutable.
 */
public final class LoraPlan {

    private static final String CONV_IN = "conv_in";

    /** What one file does to a module; {@code index} is that of its strength. */
    record Part(int index, LoraModule module, double strength) {
    }

    private final List<LoraNetwork> networks;
    private final LoraSelection selection;
    private final String model;
    private final List<Map<String, List<Part>>> parts = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * Finds the modules.
     *
     * @param networks of one model: text encoders in the family's order, and the UNet
     * @param model    what it is called, such as "Stable Diffusion XL", for messages
     * @throws InpaintException if a file fits none of the modules, or was made for a model of other shapes
     */
    public LoraPlan(final List<LoraNetwork> networks, final LoraSelection selection, final String model) {
        this.networks = List.copyOf(networks);
        this.selection = selection;
        this.model = model;
        networks.forEach(network -> parts.add(new LinkedHashMap<>()));
        final ModuleNames names = new ModuleNames(networks);
        for (int i = 0; i < selection.choices().size(); i++)
            match(i, names);
    }

    private void match(final int index, final ModuleNames names) {
        final LoraSelection.Choice choice = selection.choices().get(index);
        final LoraFile file = choice.file();
        final List<String> unmatched = new ArrayList<>(file.unread());
        final Set<String> refused = new LinkedHashSet<>();
        int matched = 0, refusals = 0;
        for (final LoraModule module : file.modules()) {
            if (module.refused().isPresent()) {
                refused.add(module.refused().get());
                refusals++;
                continue;
            }
            final Optional<ModuleNames.Place> place = place(file, module, names.find(module.name()));
            if (place.isPresent()) {
                matched++;
                parts.get(place.get().network()).computeIfAbsent(place.get().module(), m -> new ArrayList<>())
                        .add(new Part(index, module, choice.strength(networks.get(place.get().network()))));
            } else {
                unmatched.add(module.name());
            }
        }
        if (matched == 0)
            throw nothing(file, refused);
        if (!unmatched.isEmpty())
            notes.add(file.file().getFileName() + " is applied to " + matched + " of its " + (matched + refusals
                    + unmatched.size()) + " layers: " + unmatched.size() + ", such as " + unmatched.get(0)
                    + ", could not be found in this model.");
        if (refusals > 0)
            notes.add(file.file().getFileName() + " is applied without " + refusals + " of its " + (matched + refusals
                    + unmatched.size()) + " layers, whose kind (" + String.join(", ", refused)
                    + ") cannot be computed.");
    }

    private InpaintException nothing(final LoraFile file, final Set<String> refused) {
        if (!refused.isEmpty())
            return new InpaintException(file.file() + " is of the kind " + String.join(", ", refused)
                    + ", which cannot be computed; use a LoRA, LoCon, LoHa, LoKr or DoRA.");
        final boolean named = networks.stream().anyMatch(network -> !network.modules().isEmpty());
        return new InpaintException(named ? file.file() + " changes layers that " + model + " does not have, such as "
                + file.modules().get(0).name() + file.told("ss_base_model_version")
                        .map(base -> " (it says it was made for " + base + ')').orElse("")
                + "; take a LoRA that was made for this family of models."
                : "The layers of the model cannot be told by their names, as LoRA files need it (" + model
                        + "); use the plain export of the model, or its checkpoint.");
    }

    /** The first of the modules that it fits; empty if there are none. */
    private Optional<ModuleNames.Place> place(final LoraFile file, final LoraModule module,
            final List<ModuleNames.Place> places) {
        for (final ModuleNames.Place place : places)
            if (fits(module, place))
                return Optional.of(place);
        if (places.isEmpty() || places.get(0).module().equals(CONV_IN))
            return Optional.empty();
        final LoraNetwork.Target wanted = module(places.get(0));
        throw new InpaintException(file.file() + " was made for another family of models than " + model + ": its layer "
                + module.name() + " changes weights of " + text(module.shape()) + ", but the model's are of "
                + wanted.outs() + " x " + wanted.row() + "; take a LoRA that was made for this one.");
    }

    private static String text(final List<Long> shape) {
        return shape.stream().map(Object::toString).collect(Collectors.joining(" x "));
    }

    private LoraNetwork.Target module(final ModuleNames.Place place) {
        return networks.get(place.network()).modules().get(place.module());
    }

    private boolean fits(final LoraModule module, final ModuleNames.Place place) {
        final LoraNetwork.Target weight = module(place);
        final List<Long> shape = module.shape();
        if (module.changesBias() && (module.get(TensorRole.DIFF_B).count() != weight.outs()
                || weight.bias().isEmpty() && !weight.takesBias()))
            return false;
        if (shape.isEmpty())
            return true;
        final boolean narrower = place.module().equals(CONV_IN) && module.kind() != LoraModule.Kind.WEIGHT
                && shape.get(1) < weight.row()
                && shape.get(1) % (weight.row() / weight.ins()) == 0;
        return shape.get(0) == weight.outs() && (shape.get(1) == weight.row() || narrower);
    }

    /** What the user should know, full sentences. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** Whether any weight must be computed and written down. */
    public boolean merges() {
        for (int n = 0; n < networks.size(); n++)
            if (merges(n))
                return true;
        return false;
    }

    private boolean merges(final int network) {
        return parts.get(network).entrySet().stream()
                .anyMatch(e -> merges(networks.get(network).modules().get(e.getKey()), e.getValue()));
    }

    static boolean merges(final LoraNetwork.Target module, final List<Part> parts) {
        return !module.branches() || parts.stream()
                .anyMatch(part -> !part.module().isBranch() || part.module().changesBias()
                        || part.module().shape().get(1) < module.row());
    }

    /** What is done to the modules of a network, by their names. */
    Map<String, List<Part>> parts(final int network) {
        return parts.get(network);
    }

    LoraNetwork network(final int network) {
        return networks.get(network);
    }

    /** The strengths that a network is fed, one a file, in the order of the selection. */
    public float[] strengths(final int network) {
        final float[] strengths = new float[selection.choices().size()];
        for (int i = 0; i < strengths.length; i++)
            strengths[i] = (float) selection.choices().get(i).strength(networks.get(network));
        return strengths;
    }

    /**
     * Tells what becomes of a network from everything else that may become of it: as long as it stays, a network that
     * is loaded can be used on, with other strengths.
     *
     * @return a short word; empty if the network stays as it is
     */
    public String key(final int network) {
        if (parts.get(network).isEmpty())
            return "";
        final StringBuilder text = new StringBuilder();
        for (final LoraSelection.Choice choice : selection.choices()) {
            text.append(FileStamp.of(choice.file().file())).append('\n');
            if (merges(network))
                text.append(choice.strength(networks.get(network))).append('\n');
        }
        return new Sha256().add(text.toString().getBytes(StandardCharsets.UTF_8)).hex().substring(0, 16);
    }
}
