package org.inpaintj.engine;

import java.util.Set;

/**
 * Capabilities say what an engine can and needs, so that commands and the blend ask these instead of naming engines.
 *
 * @param title  for dialogs and messages
 * @param traits what holds for it
 * @param keys   those of {@link Request.RunKeys} that change what it makes; its own keys, and those of the selection
 *               and of the result, count with any engine
 */
public record Capabilities(String title, Set<Trait> traits, Set<String> keys) {

    /** What may hold for an engine. */
    public enum Trait {

        /** The text prompt means something to it. */
        PROMPT,

        /**
         * The pixels under the mask take part (image-to-image with a strength); then the result may be feathered into
         * them. An engine that recreates the region from its surroundings alone is never blended with what the user
         * wanted removed.
         */
        STARTS_FROM_ORIGINAL,

        /** The fill already meets the known samples around it, so that the blend corrects no membrane. */
        MEETS_BOUNDARY,

        /** A scene may have any number of channels with values beyond 0..1; without it, three clamped to 0..1. */
        ANY_CHANNELS,

        /** It paints even where nothing around is known; others have to learn from surroundings. */
        INVENTS,

        /** It changes whole pictures, and makes images from a prompt alone. */
        WHOLE_IMAGES,

        /** It heeds {@link org.inpaintj.core.Progress#finishRequested()}. */
        STOPS_EARLY,

        /** Of several candidates the one at hand is the last one then; of one alone, it does not heed it. */
        STOPS_BETWEEN,

        /** It runs without a model. */
        NEEDS_NO_MODEL,

        /** It sends the crop to a server: it runs only when it is named, never by {@code engine=auto}. */
        REMOTE,

        /** A model that no engine claims is for it: it tells best what a file or folder lacks. */
        EXPLAINS_MODELS
    }

    public Capabilities {
        traits = Set.copyOf(traits);
        keys = Set.copyOf(keys);
        keys.forEach(Request.COMMON::describe);
    }

    /** Of an engine that does not say which keys it uses, so that none is called useless. */
    public Capabilities(final String title, final Set<Trait> traits) {
        this(title, traits, Set.copyOf(Request.COMMON.keys()));
    }

    /** The same. */
    public static Capabilities of(final String title, final Trait... traits) {
        return new Capabilities(title, Set.of(traits));
    }

    /** The same of an engine that uses these of the common keys of a run, and no others. */
    public Capabilities using(final String... used) {
        return new Capabilities(title, traits, Set.of(used));
    }

    /** True if chance plays a part: then the seed tells one result from the next. */
    public boolean draws() {
        return keys.contains("seed");
    }

    public boolean prompt() {
        return traits.contains(Trait.PROMPT);
    }

    public boolean startsFromOriginal() {
        return traits.contains(Trait.STARTS_FROM_ORIGINAL);
    }

    public boolean meetsBoundary() {
        return traits.contains(Trait.MEETS_BOUNDARY);
    }

    public boolean anyChannels() {
        return traits.contains(Trait.ANY_CHANNELS);
    }

    public boolean invents() {
        return traits.contains(Trait.INVENTS);
    }

    /** True if it can be asked for such a task; for inpainting any engine can. */
    public boolean supports(final Task task) {
        return task == Task.INPAINT || traits.contains(Trait.WHOLE_IMAGES);
    }

    public boolean stopsEarly() {
        return traits.contains(Trait.STOPS_EARLY);
    }

    /** The same of a run that is to make so many candidates. */
    public boolean stopsEarly(final int candidates) {
        return stopsEarly() || candidates > 1 && traits.contains(Trait.STOPS_BETWEEN);
    }

    public boolean needsNoModel() {
        return traits.contains(Trait.NEEDS_NO_MODEL);
    }

    public boolean remote() {
        return traits.contains(Trait.REMOTE);
    }

    public boolean explainsModels() {
        return traits.contains(Trait.EXPLAINS_MODELS);
    }
}
