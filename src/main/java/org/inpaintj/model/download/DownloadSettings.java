package org.inpaintj.model.download;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * Where a {@link Downloader} gets what it needs, and how patient it is.
 *
 * @param variables   gives the value of an environment variable, null if there is none
 * @param huggingFace base address of Hugging Face, the one place that its token goes to; the variable HF_ENDPOINT names
 *                    a mirror, which gets no token
 * @param modelScope  base address of ModelScope, the one place that its token goes to
 * @param civitai     base address of Civitai, alike
 * @param stall       how long to wait for the next byte
 * @param backOff     the first wait after a failure; each further one is twice as long
 * @param pickle      whether files may be fetched that Python could run something from: .ckpt .pt .pth .bin .pkl
 * @param space       tells how many bytes a folder has left
 */
public record DownloadSettings(UnaryOperator<String> variables, URI huggingFace, URI modelScope, URI civitai,
        Duration stall, Duration backOff, boolean pickle, Space space) {

    /** What users get. */
    public static final DownloadSettings NORMAL = new DownloadSettings(System::getenv,
            URI.create("https://huggingface.co"), URI.create("https://www.modelscope.cn"),
            URI.create("https://civitai.com"), Duration.ofSeconds(30), Duration.ofSeconds(1), false,
            folder -> Files.getFileStore(folder).getUsableSpace());

    /** The same with or without pickle files. */
    public DownloadSettings withPickle(final boolean allowed) {
        return new DownloadSettings(variables, huggingFace, modelScope, civitai, stall, backOff, allowed, space);
    }

    /** The same with another environment. */
    public DownloadSettings withVariables(final UnaryOperator<String> other) {
        return new DownloadSettings(other, huggingFace, modelScope, civitai, stall, backOff, pickle, space);
    }

    /** The same with another idea of what is left of a disk. */
    public DownloadSettings withSpace(final Space other) {
        return new DownloadSettings(variables, huggingFace, modelScope, civitai, stall, backOff, pickle, other);
    }

    /** The value of a variable, empty if it is not set. */
    String variable(final String name) {
        final String value = variables.apply(name);
        return value == null ? "" : value.strip();
    }

    /** Whether a variable is set to one of the words that Hugging Face's own programs take for yes. */
    boolean isOn(final String name) {
        return variable(name).matches("(?i)1|on|yes|true");
    }

    /** Where Hugging Face or its mirror is, without a slash at the end. */
    URI hub() {
        final String mirror = variable("HF_ENDPOINT");
        return mirror.isEmpty() ? huggingFace : Addresses.parse(mirror.replaceFirst("/+$", ""));
    }

    /** What is left of a disk. */
    @FunctionalInterface
    public interface Space {

        /** Bytes that may be written to the disk of a folder that is there. */
        long left(Path folder) throws java.io.IOException;
    }
}
