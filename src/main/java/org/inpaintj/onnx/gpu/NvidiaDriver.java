package org.inpaintj.onnx.gpu;

import java.util.List;

/**
 * What is known of NVIDIA's cards and their driver, found out without a library of theirs in this process.
 *
 * @param cards   names of the cards; "an NVIDIA card" for one that is seen but not named; none if there is none
 * @param version of the driver, such as 570.133.20; empty if there is no driver, or it does not say
 * @param there   true if a driver is installed, whether or not it works
 * @param key     changes when the driver does; empty if there is no driver
 */
public record NvidiaDriver(List<String> cards, String version, boolean there, String key) {

    /** What a card is called whose name is not known. */
    static final String UNNAMED = "an NVIDIA card";

    public NvidiaDriver {
        cards = List.copyOf(cards);
    }

    /** Asks the system, and NVIDIA's program nvidia-smi where it is there; takes up to a second. Never fails. */
    public static NvidiaDriver find() {
        return DriverSearch.here().find();
    }

    /** True if there is a card. */
    public boolean seen() {
        return !cards.isEmpty();
    }

    /**
     * What the driver lacks for the packages, a full sentence that says what to do; empty if nothing, or if there is no
     * card.
     */
    public String lacking(final GpuPackages packages) {
        if (!seen())
            return "";
        final String where = "get one of " + packages.driver() + " or newer from NVIDIA or your system's packages, and "
                + "restart the computer.";
        if (!there)
            return "The driver of " + shown() + " is missing: " + where;
        if (version.isEmpty())
            return "The driver of " + shown() + " does not answer (nvidia-smi reports no version): restart the "
                    + "computer, and if that does not help, " + where;
        return isOlder(version, packages.driver()) ? "The driver " + version + " of " + shown()
                + " is too old for CUDA 12: " + where : "";
    }

    /** The cards as one text. */
    public String shown() {
        return String.join(" and ", cards);
    }

    /** Compares versions number by number; what is no number counts as 0. */
    static boolean isOlder(final String version, final String least) {
        final String[] a = version.split("\\."), b = least.split("\\.");
        for (int i = 0; i < Math.max(a.length, b.length); i++) {
            final int order = Integer.compare(number(a, i), number(b, i));
            if (order != 0)
                return order < 0;
        }
        return false;
    }

    private static int number(final String[] parts, final int i) {
        return i < parts.length && parts[i].matches("\\d{1,9}") ? Integer.parseInt(parts[i]) : 0;
    }
}
