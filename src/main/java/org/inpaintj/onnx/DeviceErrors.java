package org.inpaintj.onnx;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.inpaintj.engine.Request.Device;

/**
 * This class says in full sentences, without paths or names of computers, why a device cannot be used and what to do.
 */
public final class DeviceErrors {

    private static final Pattern MISSING =
            Pattern.compile("([\\w.-]+\\.(?:so[.\\d]*|dll|dylib)): cannot open shared object");
    private static final Pattern FOLDER = Pattern.compile("(?:[A-Za-z]:)?[/\\\\](?:[^\\s/\\\\:\"']+[/\\\\])+");
    private static final int LONGEST = 240;

    private DeviceErrors() {}

    /** Why a provider that the library was built with cannot run, given the library's words. */
    public static String reason(final Device device, final String cause) {
        return device == Device.CUDA ? cuda(cause) : brief(cause) + ".";
    }

    /** Why there is no such provider here. */
    public static String absent(final Device device) {
        return "this copy of ONNX Runtime was built without " + device.title() + ". " + switch (device) {
            case CUDA -> NativeFolder.refusal().isEmpty() ? NativeFolder.ADVICE : sentence(NativeFolder.refusal());
            case COREML,
                    WEBGPU -> "On a Mac with an Apple processor it is built in; elsewhere give a build that has it by "
                    + NativeFolder.PROPERTY + ".";
            default -> "Give a build that has it by " + NativeFolder.PROPERTY + ".";
        };
    }

    private static String sentence(final String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /** True if a message of ONNX Runtime means that a device has too little memory. */
    static boolean outOfMemory(final String text) {
        return text.contains("Failed to allocate memory") || text.contains("smaller than requested bytes")
                || text.contains("out of memory") || text.contains("OutOfMemory") || text.contains("ALLOC_FAILED")
                || text.contains("8007000E");
    }

    private static String cuda(final String cause) {
        final Matcher missing = MISSING.matcher(cause);
        if (missing.find())
            return missing.group(1).startsWith("libcuda.so")
                    ? "the driver of an NVIDIA card (" + missing.group(1) + ") was not found; install it."
                    : missing.group(1) + " was not found; install CUDA 12 and cuDNN 9, or put their libraries into the "
                            + "folder of the native files.";
        if (cause.contains("error 126"))
            return "a library of CUDA 12 or the driver was not found; Device Report lists what is missing.";
        if (cause.contains("no CUDA-capable device") || cause.contains("CUDA failure 100"))
            return "there is no NVIDIA card, or this program may not use it.";
        if (cause.contains("driver version is insufficient") || cause.contains("CUDA failure 35"))
            return "the driver of the card is too old for CUDA 12; update it.";
        if (cause.contains("no kernel image"))
            return "the card is too old for this build of ONNX Runtime.";
        if (outOfMemory(cause))
            return "the card's memory is taken by other programs; close them.";
        if (cause.toLowerCase(java.util.Locale.ROOT).contains("cudnn"))
            return "cuDNN 9 was not found or does not fit (" + brief(cause)
                    + "); install it, or put its libraries into the folder of the native files.";
        return brief(cause) + ".";
    }

    /** The last and most telling part of a message, in one line. */
    private static String brief(final String cause) {
        final String line = FOLDER.matcher(OrtErrors.message(cause)).replaceAll("").replaceAll("\\s+", " ")
                .replaceFirst(".*with error: ", "").replaceFirst(" ; GPU=.*", "").strip().replaceFirst("[.:]$", "");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }
}
