package org.inpaintj.engine;

import java.io.Serializable;
import java.util.EnumSet;
import java.util.Set;

/**
 * A scene input names a further picture that an engine is given beside the pixels of a {@link Scene}.
 *
 * @param kind   what it is for
 * @param number which one of its kind, from 1
 */
public record SceneInput(Kind kind, int number) implements Serializable {

    /** What a picture is for. */
    public enum Kind {

        /** What steers the result by its structure, such as edges or depth (ControlNet); 0..1, 1 or 3 channels. */
        CONTROL("control picture"),

        /** What the result should resemble (IP-Adapter); 0..1, 3 channels. */
        REFERENCE("reference picture"),

        /**
         * What is diffused from, where that differs from what must stay outside the mask, such as a sketch over the
         * image; in the tones and channels of the scene's pixels.
         */
        BASE("base picture"),

        /** How far each pixel may change, 0 (not at all) to 1 (as far as the request's strength); 1 channel. */
        STRENGTH_MAP("strength map"),

        /**
         * The whole picture that the scene's pixels are an enlargement of, before that: of a size of its own, in the
         * tones and channels of the scene's pixels. Diffusion encodes this one, and stretches its latents to the size
         * of the scene.
         */
        UNSCALED("picture before it was resized"),

        /**
         * A slice or frame beside the one that is repainted, in the tones and channels of the scene's pixels. Numbered
         * without gaps, each with its {@link #NEIGHBOUR_VALID}.
         */
        NEIGHBOUR("neighbouring slice"),

        /** Where such a slice may be copied from: 1 where it holds measured samples, else 0; 1 channel. */
        NEIGHBOUR_VALID("validity of a neighbouring slice");

        private final String title;

        Kind(final String title) {
            this.title = title;
        }

        /** For messages. */
        public String title() {
            return title;
        }
    }

    private static final Set<Kind> SEVERAL =
            EnumSet.of(Kind.CONTROL, Kind.REFERENCE, Kind.NEIGHBOUR, Kind.NEIGHBOUR_VALID);

    /** The word for the picture that is changed itself, where a control picture is named. */
    public static final String SHOWN = "shown";

    /** The only {@link Kind#BASE}. */
    public static final SceneInput BASE = new SceneInput(Kind.BASE, 1);

    /** The only {@link Kind#STRENGTH_MAP}. */
    public static final SceneInput STRENGTH_MAP = new SceneInput(Kind.STRENGTH_MAP, 1);

    /** The only {@link Kind#UNSCALED}. */
    public static final SceneInput UNSCALED = new SceneInput(Kind.UNSCALED, 1);

    public SceneInput {
        if (number < 1 || number > 1 && !SEVERAL.contains(kind))
            throw new IllegalArgumentException("no " + kind.title + " has the number " + number);
    }

    /** A control picture; the number is from 1. */
    public static SceneInput control(final int number) {
        return new SceneInput(Kind.CONTROL, number);
    }

    /** The key by which a control picture is named: {@code control}, {@code control2}... */
    public String key() {
        if (kind != Kind.CONTROL)
            throw new IllegalStateException("only control pictures are named by keys of their numbers");
        return "control" + (number == 1 ? "" : number);
    }

    /** A reference picture; the number is from 1. */
    public static SceneInput reference(final int number) {
        return new SceneInput(Kind.REFERENCE, number);
    }

    /** A neighbouring slice; the number is from 1. */
    public static SceneInput neighbour(final int number) {
        return new SceneInput(Kind.NEIGHBOUR, number);
    }

    /** Where the neighbouring slice of that number may be copied from. */
    public static SceneInput neighbourValid(final int number) {
        return new SceneInput(Kind.NEIGHBOUR_VALID, number);
    }
}
