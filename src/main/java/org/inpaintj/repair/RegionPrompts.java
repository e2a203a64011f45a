package org.inpaintj.repair;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Request;

/**
 * The requests that regions get out of one: each its share of the prompts, a seed and a strength. In a prompt
 * {@code [SEP]} separates the shares of successive regions, the last of which serves all that follow; a share of
 * {@code [SKIP]} alone leaves its region as it is; {@code [PROMPT]} stands for the main prompt.
 */
public final class RegionPrompts {

    private static final String SEPARATOR = "\\s*\\[SEP\\]\\s*", SKIP = "[SKIP]", MAIN = "[PROMPT]";

    private RegionPrompts() {}

    /**
     * @param regions at least one, as {@link RegionFilter} leaves them
     * @return for each region its request, or none if it is skipped; a seed of -1 has been drawn
     * @throws InpaintException if seeds run out, or [PROMPT] stands in the negative prompt
     */
    public static List<Optional<Request>> of(final Request request, final RegionRequest how, final List<Region> regions,
            final Box image) {
        final int n = regions.size();
        if (request.text("negative").contains(MAIN))
            throw new InpaintException("[PROMPT] stands for the main prompt, which belongs into the prompt and not "
                    + "into the negative prompt: take it out there.");
        final List<String> prompts = share(request.text("prompt"), n), negatives = share(request.text("negative"), n);
        final Map<String, Long> seeds = new LinkedHashMap<>();
        for (final String key : request.seeds())
            if (request.keys().unmet(key, request).isEmpty())
                seeds.put(key, first(Long.parseLong(request.text(key)), how.sameseed() ? 1 : n));
        final List<Optional<Request>> requests = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            if (prompts.get(i).equals(SKIP)) {
                requests.add(Optional.empty());
                continue;
            }
            final int k = how.sameseed() ? 0 : i;
            final Map<String, String> share = new LinkedHashMap<>();
            seeds.forEach((key, first) -> share.put(key, Long.toString(first + k)));
            share.put("prompt", filled(prompts.get(i), how.main()));
            share.put("negative", negatives.get(i));
            if (request.has("strength"))
                share.put("strength", String.valueOf(strength(Double.parseDouble(request.text("strength")),
                        regions.get(i).area(), image, how.power())));
            // an engine that is told nothing in words lacks them
            share.keySet().removeIf(key -> !request.has(key));
            requests.add(Optional.of(request.keys().with(request, share)));
        }
        return requests;
    }

    /** The shares of so many regions. */
    static List<String> share(final String text, final int n) {
        final String[] parts = text.strip().split(SEPARATOR, -1);
        final List<String> prompts = new ArrayList<>();
        for (int i = 0; i < n; i++)
            prompts.add(parts[Math.min(i, parts.length - 1)].strip());
        return prompts;
    }

    /** Whether the main prompt stands anywhere in a prompt. */
    static boolean takesMain(final String prompt) {
        return prompt.contains(MAIN) || Arrays.stream(prompt.split(SEPARATOR, -1)).anyMatch(String::isBlank);
    }

    private static String filled(final String prompt, final String main) {
        return prompt.isEmpty() ? main : prompt.replace(MAIN, " " + main.strip() + " ").strip();
    }

    /** The first of so many successive seeds; -1 draws it. */
    private static long first(final long asked, final int count) {
        final long last = Request.lastSeed(count);
        if (asked > last)
            throw new InpaintException("The seeds of " + count + " regions from " + asked
                    + " on are too large: take a seed "
                    + "of at most " + last + ".");
        return asked >= 0 ? asked : ThreadLocalRandom.current().nextLong(last + 1);
    }

    /** The strength for a box of so many pixels, 0 to 1. */
    static double strength(final double strength, final long area, final Box image, final double power) {
        if (power == 0 || strength == 0)
            return strength;
        final double rest = 1 - Math.min(1, area / ((double) image.width() * image.height()));
        return Math.min(1, strength * Math.pow(rest, power));
    }
}
