package org.inpaintj.lora;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A way of distilling a model so that a few steps are enough, by a LoRA: the settings that such a file needs. Its
 * tensors do not tell; the words of its name and of its metadata may.
 */
public enum FewSteps {
    LCM("LCM", 4, 8, 2, Set.of("LCM"), "sampler=LCM schedule=Automatic"),
    TURBO("Turbo", 1, 8, 1, Set.of("Euler a", "Euler", "LCM"), "sampler=[Euler a] schedule=[SGM Uniform]"),
    HYPER("Hyper", 1, 12, 1, Set.of("DDIM", "Euler", "Euler a", "LCM"), "sampler=Euler schedule=[SGM Uniform]"),
    LIGHTNING("Lightning", 2, 8, 1, Set.of("Euler", "DDIM", "Euler a"), "sampler=Euler schedule=[SGM Uniform]"),
    TCD("TCD", 4, 8, 1, Set.of("Euler", "Euler a", "DDIM", "LCM"), "sampler=Euler schedule=[SGM Uniform]");

    private static final Pattern STEPS = Pattern.compile("(?<![0-9])([0-9]{1,2})[-_ ]?steps?");
    private static final double SLACK = 1.5;

    private final String title;
    private final int fewest;
    private final int most;
    private final double guidance;
    private final Set<String> samplers;
    private final String suggestion;

    FewSteps(final String title, final int fewest, final int most, final double guidance, final Set<String> samplers,
            final String suggestion) {
        this.title = title;
        this.fewest = fewest;
        this.most = most;
        this.guidance = guidance;
        this.samplers = samplers;
        this.suggestion = suggestion;
    }

    /** What a file seems to be made for; empty for an ordinary one. */
    public static Optional<FewSteps> of(final LoraFile file) {
        final String words = words(file);
        return Stream.of(values()).filter(kind -> Pattern.compile("(?<![a-z])" + kind.title.toLowerCase(Locale.ROOT)
                + "(?:sdxl|sd|xl)?(?![a-z])").matcher(words).find()).findFirst();
    }

    private static String words(final LoraFile file) {
        return Stream.of(Optional.of(file.title()), file.told("ss_output_name"), file.told("modelspec.title"))
                .flatMap(Optional::stream).collect(Collectors.joining(" ")).toLowerCase(Locale.ROOT);
    }

    /**
     * What to do about settings that do not fit such a file.
     *
     * @param sampler that will run, by its label
     * @return a full sentence; empty if they fit
     */
    public Optional<String> advice(final LoraFile file, final String sampler, final int steps, final double cfg) {
        final Matcher told = STEPS.matcher(words(file));
        final int wanted = told.find() ? Integer.parseInt(told.group(1)) : 0;
        final boolean fits = samplers.contains(sampler) && cfg <= SLACK * guidance
                && steps <= SLACK * (wanted > 0 ? wanted : most);
        if (fits)
            return Optional.empty();
        final String number = wanted > 0 ? Integer.toString(wanted) : fewest + " to " + most;
        return Optional.of(file.file().getFileName() + " seems to be made for few steps (" + title + "): take "
                + suggestion + ", " + number + " steps and a guidance of " + (guidance > 1 ? "1 to 2" : "1")
                + " with it.");
    }
}
