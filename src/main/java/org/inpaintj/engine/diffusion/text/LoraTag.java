package org.inpaintj.engine.diffusion.text;

import java.util.List;
import java.util.Optional;

import org.inpaintj.core.InpaintException;

/**
 * A LoRA that a prompt names, as in the WebUI: {@code <lora:NAME>}, {@code <lora:NAME:w>},
 * {@code <lora:NAME:encoder:unet>} or with names, {@code <lora:NAME:te=0.5:unet=0.8>}; {@code lyco} means the same.
 *
 * @param name    of the file
 * @param encoder strength in the text encoders
 * @param unet    strength in the UNet
 */
public record LoraTag(String name, double encoder, double unet) {

    private static final List<String> WORDS = List.of("lora", "lyco");
    private static final String ENCODER = "te=", UNET = "unet=";

    /**
     * Reads a tag.
     *
     * @param tag with its brackets
     * @return empty for one of another kind
     * @throws InpaintException if a strength is no number
     */
    static Optional<LoraTag> of(final String tag) {
        final List<String> parts = List.of(tag.substring(1, tag.length() - 1).split(":", -1));
        if (!WORDS.contains(parts.get(0)))
            return Optional.empty();
        Double encoder = null, unet = null;
        for (final String part : parts.subList(2, parts.size())) {
            final String text = part.strip();
            if (text.startsWith(ENCODER))
                encoder = number(tag, text.substring(ENCODER.length()));
            else if (text.startsWith(UNET))
                unet = number(tag, text.substring(UNET.length()));
            else if (encoder == null)
                encoder = number(tag, text);
            else
                unet = number(tag, text);
        }
        final double first = encoder == null ? 1 : encoder;
        return Optional.of(new LoraTag(parts.get(1).strip(), first, unet == null ? first : unet));
    }

    private static double number(final String tag, final String text) {
        try {
            final double number = Double.parseDouble(text.strip());
            if (Math.abs(number) <= 100)
                return number;
        } catch (final NumberFormatException e) {
            // said below
        }
        throw new InpaintException("The prompt's " + tag + " has '" + text + "' where a strength is needed: write "
                + "<lora:NAME:0.8>, or <lora:NAME:0.8:1> for text encoder and UNet, with numbers from -100 to 100.");
    }
}
