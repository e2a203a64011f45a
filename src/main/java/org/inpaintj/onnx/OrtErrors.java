package org.inpaintj.onnx;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ai.onnxruntime.OrtException;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Request.Device;

/** This class turns ONNX Runtime's errors into one sentence that says what to do. */
public final class OrtErrors {

    private static final Pattern ALLOCATION = Pattern.compile("requested buffer of size (\\d+)");
    private static final Pattern UNKNOWN_OP = Pattern.compile(
            "([\\w.:]+)\\(-?\\d+\\) is not a registered function/op|No Op registered for (\\w+)");
    private static final Pattern NO_KERNEL = Pattern.compile("Could not find an implementation for ([\\w.]+)");
    private static final Pattern TOO_NEW = Pattern.compile(
            "till opset (\\d+)|Unsupported model IR version: (\\d+)");

    private OrtErrors() {}

    /**
     * @param what   what was being done, such as "load" or "run"
     * @param model  the file or a name for it
     * @param device where
     */
    public static InpaintException of(final String what, final String model, final Device device,
            final OrtException e) {
        final String text = message(String.valueOf(e.getMessage()));
        return new InpaintException("Cannot " + what + " " + model
                + (device == Device.CPU ? ": " + reason(text) : " on " + device.title() + ": " + cardReason(text)), e);
    }

    /** The message without its code. */
    public static String message(final String text) {
        final int start = text.indexOf("message: ");
        return (start < 0 ? text : text.substring(start + 9)).strip();
    }

    private static String cardReason(final String text) {
        return DeviceErrors.outOfMemory(text)
                ? "the graphics card has not enough memory; use a smaller processing size, close other programs that "
                        + "use the card, or take device=cpu."
                : reason(text);
    }

    private static String reason(final String text) {
        Matcher m;
        if ((m = ALLOCATION.matcher(text)).find())
            return String.format(Locale.ROOT, "there is not enough memory (%.0f MB more were needed); use a smaller"
                    + " processing size or fewer candidates, or close other programs.",
                    Double.parseDouble(m.group(1)) / (1 << 20));
        if (text.contains("Integer overflow") || text.contains("bad_alloc"))
            return "there is not enough memory; use a smaller processing size or fewer candidates.";
        if (text.contains("Protobuf parsing failed"))
            return "the file is damaged or no ONNX model; download or export it again.";
        if (text.contains("does not have a graph"))
            return "the file is empty; download or export it again.";
        if (text.contains("File doesn't exist"))
            return "the file does not exist any more.";
        if (text.contains("model path is a directory"))
            return "it is a folder; give the .onnx file.";
        if (text.contains("escapes model directory") || text.contains("Absolute path not allowed"))
            return "its weights lie outside its own folder, which is not allowed; put them beside the model.";
        if (text.contains("External data path") || text.contains("are out of bounds or can not be read in full")
                || text.contains("external data size mismatch"))
            return "the file with its weights is missing or incomplete; download it completely. (" + brief(text) + ")";
        if ((m = UNKNOWN_OP.matcher(text)).find())
            return "it uses the operator " + (m.group(1) != null ? m.group(1) : m.group(2))
                    + ", which this ONNX Runtime does not have; use a standard export of the model.";
        if ((m = NO_KERNEL.matcher(text)).find())
            return "the operator " + m.group(1) + " cannot run on this device; use an export that was not optimised"
                    + " for another one.";
        if (TOO_NEW.matcher(text).find())
            return "it was made for a newer ONNX Runtime; export it with an older opset.";
        return brief(text);
    }

    private static String brief(final String text) {
        final String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= 300 ? line : line.substring(0, 300) + "...";
    }
}
