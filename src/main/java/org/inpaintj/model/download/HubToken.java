package org.inpaintj.model.download;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The user's tokens: that for Hugging Face where its own programs look for it, those for Civitai and ModelScope in
 * variables. Each goes to its own hub and nowhere else.
 */
final class HubToken {

    private static final int LONGEST = 4096;

    private final DownloadSettings settings;

    HubToken(final DownloadSettings settings) {
        this.settings = settings;
    }

    /** The token for an address, empty if that is to get none or there is none. */
    String of(final URI address) {
        final String token = Addresses.sameServer(address, settings.huggingFace()) ? huggingFace()
                : settings.variable(variable(address));
        return token.matches("[\\x21-\\x7e]+") ? token : "";
    }

    /** The variable that may hold a token for an address; empty if there is none for it. */
    String variable(final URI address) {
        return Addresses.sameServer(address, settings.huggingFace()) ? "HF_TOKEN"
                : Addresses.sameServer(address, settings.civitai()) ? "CIVITAI_API_TOKEN"
                : Addresses.sameServer(address, settings.modelScope()) ? "MODELSCOPE_API_TOKEN" : "";
    }

    /** A text of a server without any token that it may repeat, and without queries. */
    String hidden(final String text) {
        String clean = text.replaceAll("hf_\\w+", "...").replaceAll("\\?\\S*", "");
        for (final URI each : List.of(settings.huggingFace(), settings.civitai(), settings.modelScope()))
            if (!of(each).isEmpty())
                clean = clean.replace(of(each), "...");
        return clean;
    }

    private String huggingFace() {
        if (settings.isOn("HF_HUB_DISABLE_IMPLICIT_TOKEN"))
            return "";
        final String given = settings.variable("HF_TOKEN");
        return given.isEmpty() ? stored() : given;
    }

    /** A file that is not there or cannot be read is no token, and the hub's answer says that one is needed. */
    private String stored() {
        final String named = settings.variable("HF_TOKEN_PATH");
        final Path file = named.isEmpty() ? home(settings).resolve("token") : Path.of(named);
        try {
            return Files.isRegularFile(file) && Files.size(file) <= LONGEST ? Files.readString(file).strip() : "";
        } catch (final IOException e) {
            return "";
        }
    }

    /** Where Hugging Face's own programs keep what they have. */
    static Path home(final DownloadSettings settings) {
        final String home = settings.variable("HF_HOME"), xdg = settings.variable("XDG_CACHE_HOME");
        return !home.isEmpty() ? Path.of(home) : (xdg.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg)).resolve("huggingface");
    }
}
