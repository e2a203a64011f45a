package org.inpaintj.serve.webui;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The ways to enlarge latents between two passes, as the WebUI names them. */
final class LatentModes {

    static final List<String> NAMES = List.of("Latent", "Latent (antialiased)", "Latent (bicubic)",
            "Latent (bicubic antialiased)", "Latent (nearest)", "Latent (nearest-exact)");

    private LatentModes() {}

    /** The value of {@code hires_with} for such a name; empty if it is none. */
    static Optional<String> key(final String name) {
        return NAMES.stream().filter(known -> known.equalsIgnoreCase(name)).findFirst().map(known -> known
                .toLowerCase(Locale.ROOT).replace("(", "").replace(")", "").replace(' ', '_').replace('-', '_'));
    }
}
