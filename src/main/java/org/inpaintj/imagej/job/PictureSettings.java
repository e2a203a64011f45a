package org.inpaintj.imagej.job;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.inpaintj.core.FileNames;
import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Request;
import org.inpaintj.engines.Engines;
import org.inpaintj.imagej.roi.RecentModels;
import org.inpaintj.infotext.Infotext;
import org.inpaintj.infotext.InfotextReader;
import org.inpaintj.inpaint.Provenance;
import org.inpaintj.inpaint.record.PngTexts;
import org.inpaintj.model.catalogue.ModelRole;
import org.inpaintj.params.Key;
import org.inpaintj.params.Parameters;
import org.inpaintj.sampling.schedule.SamplerName;
import org.inpaintj.sampling.schedule.ScheduleName;

/**
 * The settings that a picture was made with, as its file tells them: a PNG of this program by its record, a PNG of the
 * Stable Diffusion WebUI by its text of parameters, and a text file that holds such a text. Read on any thread.
 *
 * @param values keys to values that the command takes, checked; a model by the path under which it was used before
 * @param notes  what of the file is not among them, in full sentences
 */
public record PictureSettings(Map<String, String> values, List<String> notes) {

    /** What macros and the command line call the file. */
    public static final String KEY = "parameters";

    /** Where something runs or goes, and what is read for it: nothing that another's file may say. */
    private static final Set<String> PLACES = Set.of("engine", "device", "memory", "background", "candidates", "target",
            "mask", "segmenter", "styles", "stylebook", "preset", "vae");
    private static final long LONGEST = 1 << 20;
    private static final String WHAT = "settings are read from a PNG of this program or of the Stable Diffusion WebUI, "
            + "or from a text file";

    /**
     * Reads a file.
     *
     * @param keys  those of the command that is to run
     * @param given keys that are given otherwise, with their values: what the file says of them does not count
     * @throws InpaintException if it holds no settings, is damaged, or cannot be read
     */
    public static PictureSettings read(final Path file, final Parameters<?> keys, final Map<String, String> given) {
        if (!Files.isRegularFile(file))
            throw new InpaintException("There is no file '" + file + "': " + WHAT + ".");
        try {
            final PictureSettings settings = new PictureSettings(new LinkedHashMap<>(), new ArrayList<>());
            final List<String> records = isPng(file) ? PngTexts.read(file) : List.of();
            settings.take(records.isEmpty() ? said(isPng(file) ? PngTexts.parameters(file).orElseThrow(() -> none(file))
                    : text(file), file) : said(records.get(records.size() - 1)), given, file, keys);
            return settings;
        } catch (final IOException e) {
            throw new InpaintException("'" + file + "' cannot be read: check its permissions.", e);
        }
    }

    private static boolean isPng(final Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".png");
    }

    private static InpaintException none(final Path file) {
        return new InpaintException("'" + file + "' holds no settings: " + WHAT + ".");
    }

    private static String text(final Path file) throws IOException {
        if (Files.size(file) > LONGEST)
            throw none(file);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(file))).toString();
        } catch (final CharacterCodingException e) {
            throw none(file);
        }
    }

    /**
     * What a file says.
     *
     * @param values  keys to values, not checked
     * @param unknown names that are no keys
     * @param notes   what else there is to say
     */
    private record Said(Map<String, String> values, List<String> unknown, List<String> notes) {
    }

    private static Said said(final String record) {
        final Provenance made = Provenance.of(record);
        final Map<String, String> values = new LinkedHashMap<>(made.request());
        if (values.containsKey("seed"))
            values.put("seed", Long.toString(made.seed()));
        return new Said(values, List.of(), List.of());
    }

    private static Said said(final String text, final Path file) {
        // control characters of terminals and the like are no words
        final Infotext taken = Infotext.parse(text.replaceAll("[\\p{Cntrl}&&[^\r\n\t]]", " "));
        if (taken.values().isEmpty())
            throw none(file);
        final InfotextReader reader = new InfotextReader(taken);
        return new Said(reader.keys(), reader.unknown(), reader.otherRandom().isEmpty() ? List.of()
                : List.of("The noise of '" + file.getFileName() + "' was drawn by another generator ("
                        + reader.otherRandom() + "), so the same seed makes another picture here; the WebUI draws the "
                        + "same with RNG: NV."));
    }

    private void take(final Said said, final Map<String, String> given, final Path file, final Parameters<?> keys) {
        final Map<String, String> read = new LinkedHashMap<>(said.values);
        read.keySet().removeAll(PLACES);
        read.keySet().removeAll(given.keySet());
        notes.addAll(said.notes);
        model(read, keys, file).ifPresent(notes::add);
        sampler(read, given.getOrDefault("sampler", "auto"), notes);
        final Parameters<Request> all = Engines.found().keys();
        final List<String> foreign = new ArrayList<>(said.unknown);
        read.forEach((key, value) -> {
            if (!keys.has(key) || isPath(keys, key)) {
                if (!all.has(key) || !value.equals(all.defaultOf(key)))
                    foreign.add(key);
                return;
            }
            try {
                keys.parse(Map.of(key, value));
                values.put(key, value);
            } catch (final InpaintException e) {
                notes.add("Not taken from '" + file.getFileName() + "': " + e.getMessage());
            }
        });
        if (!foreign.isEmpty())
            notes.add("'" + file.getFileName() + "' also says what means nothing here: " + String.join(", ", foreign)
                    + ".");
    }

    /** A path that a stranger's file names leads nowhere, or where it should not. */
    private static boolean isPath(final Parameters<?> keys, final String key) {
        return keys.describe(key).path() != Key.Path.NONE && !key.equals("model");
    }

    /** Puts the model's path in place of its name; says so if it is not known here, and leaves it out. */
    private static Optional<String> model(final Map<String, String> values, final Parameters<?> keys,
            final Path file) {
        final String name = FileNames.last(values.getOrDefault("model", ""));
        if (name.isBlank() || name.equals("auto")) {
            values.remove("model");
            return Optional.empty();
        }
        final List<String> paths = RecentModels.known(ModelRole.MODEL, name);
        if (!paths.isEmpty()) {
            values.put("model", paths.get(0));
            return Optional.empty();
        }
        values.remove("model");
        return keys.has("model") ? Optional.of("'" + file.getFileName() + "' was made with the model '" + name
                + "', which was not used here before: choose it, or the one you have for it.") : Optional.empty();
    }

    /**
     * Sampler and schedule under the names that dialogs offer; left out if there are none such.
     *
     * @param given a sampler that is given otherwise; it may carry a schedule
     */
    private static void sampler(final Map<String, String> values, final String given, final List<String> notes) {
        if (!given.equalsIgnoreCase("auto") && carriesSchedule(given))
            values.remove("schedule");
        final String sampler = values.getOrDefault("sampler", "auto");
        if (sampler.equalsIgnoreCase("auto"))
            return;
        try {
            final SamplerName.Choice choice = SamplerName.Choice.of(sampler, values.getOrDefault("schedule",
                    "Automatic"));
            values.put("sampler", choice.sampler().label());
            values.put("schedule", choice.schedule().label());
        } catch (final InpaintException e) {
            values.keySet().removeAll(List.of("sampler", "schedule"));
            notes.add(e.getMessage());
        }
    }

    private static boolean carriesSchedule(final String sampler) {
        try {
            return SamplerName.Choice.of(sampler, ScheduleName.AUTOMATIC.label()).schedule() != ScheduleName.AUTOMATIC;
        } catch (final InpaintException e) {
            // said when it is to run
            return false;
        }
    }

    /**
     * What is given, and below it what the file says that is given as {@link #KEY}, if one is.
     *
     * @param given keys to values, with what they give to others; they win
     * @param notes is told what of the file is not taken
     */
    public static Map<String, String> under(final Map<String, String> given, final Parameters<?> keys,
            final List<String> notes) {
        final Map<String, String> all = new LinkedHashMap<>(given);
        final String file = all.remove(KEY);
        if (file == null)
            return all;
        final Map<String, String> expanded = keys.expand(all);
        final PictureSettings settings = read(Path.of(file), keys, expanded);
        notes.addAll(settings.notes);
        final Map<String, String> merged = new LinkedHashMap<>(settings.values);
        merged.putAll(expanded);
        return merged;
    }
}
