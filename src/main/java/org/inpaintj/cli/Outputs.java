package org.inpaintj.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

import org.inpaintj.cli.file.LargeImages;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.PartFile;
import org.inpaintj.imagej.file.ImageFiles;
import org.inpaintj.imagej.large.LargeFiles;
import org.inpaintj.inpaint.large.LargeJournal;
import org.inpaintj.inpaint.large.LargeRecord;

/**
 * This class decides where results go, and checks before the work begins that no file that is there is lost unless that
 * is wanted.
 */
public final class Outputs {

    static final String OVERWRITE = "--overwrite";

    /** Other images that a command may read beside its IN. */
    private static final List<String> READ = List.of("--mask", "--labels", "--parameters");

    /**
     * One image and its result.
     *
     * @param in  null for what is made of a text alone
     * @param out the file as it was named
     */
    record InputOutput(Path in, Path out) {}

    private Outputs() {}

    static void declareOverwrite(final CommandSpec spec) {
        spec.addOption(OptionSpec.builder(OVERWRITE).type(boolean.class)
                .description("replace files that exist; never the image that is read").build());
    }

    /**
     * What is to be read and written, as the command line says it.
     *
     * @param inputs the names of the images
     */
    static List<InputOutput> files(final ParseResult line, final List<String> inputs) {
        final String out = line.matchedOptionValue("--out", null), folder = line.matchedOptionValue("--out-dir", null);
        if (out == null == (folder == null))
            throw SubCommand.wrong(line, out == null ? "Nothing says where the result goes: give --out OUT, or "
                    + "--out-dir DIR for the same names in another folder."
                    : "--out and --out-dir exclude each other: give one of them.");
        if (out != null && inputs.size() > 1)
            throw SubCommand.wrong(line, "--out takes the result of one image, and there are " + inputs.size() + ": "
                    + "give --out-dir DIR, where each keeps its name.");
        if (folder != null && folder.equals(line.matchedOptionValue("--save-stages", "")))
            throw SubCommand.wrong(line, "--save-stages and --out-dir need different folders.");
        final List<InputOutput> files = new ArrayList<>();
        for (final String input : inputs) {
            final Path in = Path.of(input);
            files.add(new InputOutput(in, out != null ? Path.of(out) : Path.of(folder).resolve(name(line, in))));
        }
        return files;
    }

    /** The same of what is made of a text alone. */
    static InputOutput fromText(final ParseResult line) {
        return new InputOutput(null, Path.of(line.<String>matchedOptionValue("--out", "")));
    }

    /** The name of an image's result in the folder: a PNG or Zarr stays one unless it needs layers or slices. */
    private static String name(final ParseResult line, final Path in) {
        final String name = String.valueOf(in.getFileName());
        if (LargeFiles.isZarr(in))
            return name;
        final String ending = ImageFiles.ending(in, line.matchedOptionValue("--target", "image"),
                line.matchedOptionValue("--candidates", "1"));
        final int dot = name.lastIndexOf('.');
        return ending.equals(".png") ? name : (dot > 0 ? name.substring(0, dot) : name) + ending;
    }

    /**
     * @throws InpaintException if an image is missing, or a result cannot be written or would replace what is to be
     *         kept
     */
    static void check(final ParseResult line, final List<InputOutput> files) {
        final List<Path> inputs = new ArrayList<>();
        for (final InputOutput file : files)
            if (file.in() != null) {
                LargeFiles.checkReadable(file.in());
                inputs.add(file.in());
            }
        for (final String option : READ)
            if (line.hasMatchedOption(option))
                inputs.add(Path.of(line.<String>matchedOptionValue(option, "")));
        final Map<String, Path> taken = new HashMap<>();
        for (final InputOutput file : files) {
            // where upper and lower case are the same, so are these
            final Path before = taken.put(target(file.out()).toString().toLowerCase(Locale.ROOT), file.in());
            if (before != null)
                throw new InpaintException("'" + before + "' and '" + file.in() + "' would both become '"
                        + file.out()
                        + "': rename one, or give them different folders.");
        }
        if (line.hasMatchedOption("--out-dir"))
            makeFolder(Path.of(line.<String>matchedOptionValue("--out-dir", "")), "results");
        for (final InputOutput file : files) {
            // what a run left that was ended at its very end is its own
            final boolean large = file.in() != null && isLarge(line, file.in()), overwrite = overwrites(line)
                    || large && LargeJournal.isPlacing(file.out());
            check(file.out(), inputs, overwrite);
            if (large)
                check(LargeRecord.of(file.out()), inputs, overwrite);
        }
    }

    private static boolean isLarge(final ParseResult line, final Path in) {
        return LargeImages.isWanted(line, in, line.commandSpec().findOption("--labels") == null ? "--mask"
                : "--labels");
    }

    static boolean overwrites(final ParseResult line) {
        return line.hasMatchedOption(OVERWRITE);
    }

    private static void check(final Path out, final List<Path> inputs, final boolean overwrite) {
        final Path target = target(out), folder = target.getParent();
        if (Files.isDirectory(target) && !LargeFiles.isZarr(target))
            throw new InpaintException("'" + out + "' is a folder; name a file.");
        if (!Files.isDirectory(folder))
            throw new InpaintException("'" + out + "' cannot be written: there is no folder '" + folder + "'.");
        for (final Path in : inputs)
            if (isSame(in, target))
                throw new InpaintException("'" + out + "' is the file '" + in + "' that is read, which is never "
                        + "replaced: give the result another name.");
        checkFree(out, overwrite);
        if (!Files.isWritable(folder) || Files.exists(target) && !Files.isWritable(target))
            throw new InpaintException("'" + out + "' may not be written: check the permissions of '" + folder + "'.");
    }

    /** @throws InpaintException if a file is there that may not be replaced */
    private static void checkFree(final Path out, final boolean overwrite) {
        final Path target = target(out);
        if (Files.exists(target) && !Files.isRegularFile(target) && !LargeFiles.isZarr(target))
            throw new InpaintException("'" + out + "' is no ordinary file, so it cannot be replaced: give the result "
                    + "another name.");
        if (Files.exists(target) && !overwrite)
            throw new InpaintException("'" + out + "' exists already: give " + OVERWRITE
                    + " to replace it, or another name.");
    }

    private static Path target(final Path out) {
        try {
            return PartFile.target(out);
        } catch (final IOException e) {
            throw new InpaintException("The links from '" + out
                    + "' lead in a circle: give the result another name.", e);
        }
    }

    private static boolean isSame(final Path in, final Path out) {
        try {
            return Files.exists(in) && Files.exists(out) && Files.isSameFile(in, out);
        } catch (final IOException e) {
            throw new InpaintException("It cannot be told whether '" + out + "' is the file '" + in + "' that is read: "
                    + "check the permissions of their folders.", e);
        }
    }

    /**
     * Makes a folder where there is none.
     *
     * @param what it is for, in the plural
     */
    static Path makeFolder(final Path folder, final String what) {
        try {
            return Files.createDirectories(folder);
        } catch (final IOException e) {
            throw new InpaintException("The folder '" + folder + "' for the " + what
                    + " cannot be made: name another.", e);
        }
    }

    /** The folder for the stages of a result, new or empty unless files may be replaced; null if none is wanted. */
    static Path stages(final ParseResult line, final Path out) {
        final String option = line.matchedOptionValue("--save-stages", null);
        if (option == null)
            return null;
        // several images: a folder each
        final Path folder = line.hasMatchedOption("--out-dir") ? Path.of(option).resolve(out.getFileName())
                : Path.of(option);
        makeFolder(folder, "stages");
        final String[] there = folder.toFile().list((parent, name) -> !name.startsWith("."));
        if (there != null && there.length > 0 && !overwrites(line))
            throw new InpaintException("The folder '" + folder + "' for the stages is not empty: give " + OVERWRITE
                    + " to replace files in it, or another folder.");
        return folder;
    }
}
