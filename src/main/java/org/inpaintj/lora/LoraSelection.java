package org.inpaintj.lora;

import java.nio.file.Path;
import java.util.List;

/**
 * The LoRA files that are to be applied, each with its strengths. Immutable.
 *
 * @param choices in the order of the prompt
 */
public record LoraSelection(List<Choice> choices) {

    /** No file at all. */
    public static final LoraSelection NONE = new LoraSelection(List.of());

    /**
     * One file.
     *
     * @param name    as the prompt calls it
     * @param encoder strength in the text encoders; 1 = as trained, 0 = nothing
     * @param unet    strength in the UNet
     */
    public record Choice(String name, LoraFile file, double encoder, double unet) {

        double strength(final LoraNetwork network) {
            return network.denoiser() ? unet : encoder;
        }
    }

    public LoraSelection {
        choices = List.copyOf(choices);
    }

    public boolean isEmpty() {
        return choices.isEmpty();
    }

    /** The files, each as often as it was chosen. */
    public List<Path> files() {
        return choices.stream().map(choice -> choice.file().file()).toList();
    }
}
