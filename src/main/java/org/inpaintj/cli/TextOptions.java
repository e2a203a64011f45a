package org.inpaintj.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

import org.inpaintj.engine.InpaintException;
import org.inpaintj.engine.Progress;
import org.inpaintj.segment.Picture;
import org.inpaintj.segment.text.Detection;
import org.inpaintj.segment.text.Detector;
import org.inpaintj.segment.text.DetectorModel;
import org.inpaintj.segment.text.Phrases;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * The options that say by words what to find: {@code --text "cat. dog." --detector FOLDER}.
 *
 * @param phrases       what to look for
 * @param detector      the model that finds it
 * @param boxThreshold  how sure a detection must be, 0 to 1
 * @param textThreshold how sure a word must be to name a detection, 0 to 1
 * @param overlap       intersection over union from which on two boxes of a phrase are one, 0 to 1
 */
record TextOptions(List<String> phrases, DetectorModel detector, double boxThreshold, double textThreshold,
        double overlap) {

    static void declare(final CommandSpec spec) {
        spec.addOption(Command.option("--text", "\"cat. dog.\"", false, "instead of points and a box: what to find, each "
                + "phrase ended by a full stop"));
        spec.addOption(Command.option("--detector", "FOLDER", false, "the exported GroundingDINO that finds the text"));
        spec.addOption(Command.option("--box-threshold", "0.3", false, "how sure it must be that something is there, 0 "
                + "to 1"));
        spec.addOption(Command.option("--text-threshold", "0.25", false, "how sure it must be of a word for a box to get "
                + "its name, 0 to 1"));
        spec.addOption(Command.option("--nms", "0.7", false, "of two boxes of one phrase that overlap by more, the less "
                + "sure one is dropped (intersection over union); 1 keeps all"));
    }

    /** True if words are given. */
    static boolean given(final ParseResult line) {
        for (final String option : List.of("--detector", "--box-threshold", "--text-threshold", "--nms"))
            if (line.hasMatchedOption(option) && !line.hasMatchedOption("--text"))
                throw PaintCommand.wrong(line, option + " needs --text, the words for what to find.");
        return line.hasMatchedOption("--text");
    }

    /** @throws InpaintException if the text names nothing or the folder is no detector */
    static TextOptions of(final ParseResult line) {
        if (!line.hasMatchedOption("--detector"))
            throw PaintCommand.wrong(line, "--text needs --detector, the folder of an exported GroundingDINO.");
        final double box = part(line, "--box-threshold", 0.3), text = part(line, "--text-threshold", 0.25),
                overlap = part(line, "--nms", 0.7);
        return new TextOptions(Phrases.of(line.matchedOptionValue("--text", "")),
                DetectorModel.read(Path.of(line.<String>matchedOptionValue("--detector", ""))), box, text, overlap);
    }

    /** What is in a picture, surest first. @throws InpaintException if it is nothing */
    List<Detection> find(final Picture picture, final PrintStream out) {
        detector.notes().forEach(note -> out.println("Note: " + note));
        try (Detector open = detector.open()) {
            final List<Detection> found = open.detect(picture, phrases, boxThreshold, textThreshold, overlap, Progress.NONE);
            if (found.isEmpty())
                throw new InpaintException("Nothing was found that is " + String.join(" or ", phrases) + " with a score above "
                        + boxThreshold + "; lower --box-threshold or name it otherwise.");
            return found;
        }
    }

    private static double part(final ParseResult line, final String option, final double absent) {
        final String text = line.matchedOptionValue(option, Double.toString(absent));
        try {
            final double value = Double.parseDouble(text.strip());
            if (value >= 0 && value <= 1)
                return value;
        } catch (final NumberFormatException e) {
            // said below
        }
        throw PaintCommand.wrong(line, option + " takes a number from 0 to 1, not '" + text.strip() + "'.");
    }
}
