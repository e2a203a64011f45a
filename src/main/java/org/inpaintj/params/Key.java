package org.inpaintj.params;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes one key of the vocabulary, on the record component of the same name: all that macros, dialogs, the command
 * line, the record of a result and the documents say of it stands here, once. A key takes the type of its component: a
 * number, a boolean, an enum or a text. One that is a word of Java is the component with an underline behind it:
 * {@code long_} for {@code long}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Key {

    /** What dialogs call it, with the unit. */
    String label();

    /** One line of help: tool tips, command line, documents. */
    String help();

    /** The text of its default; empty is an empty text, 0, false or the first word of an enum. */
    String def() default "";

    /** Smallest allowed number. */
    double min() default Double.NEGATIVE_INFINITY;

    /** Largest allowed number. */
    double max() default Double.POSITIVE_INFINITY;

    /** What a text is the path of, so that dialogs offer to look for it. */
    enum Path {
        NONE, FILE, FOLDER, EITHER,
        /** An image file; or no path, but the title of an image that is open. */
        IMAGE
    }

    Path path() default Path.NONE;

    /** How many lines of a text dialogs show. */
    int lines() default 1;

    /** Below which heading dialogs, the help of the command line and the documents list it. */
    KeyGroup group() default KeyGroup.OWN;

    /**
     * Where it stands below its heading in a dialog: ten times the row, and the column; 0 is a row behind the others.
     */
    int place() default 0;

    /**
     * The dialogs on whose first page it stands, separated by spaces: those of the tasks {@code inpaint},
     * {@code image-to-image} and {@code text-to-image}, and {@code repair}, {@code outpaint}, {@code refine},
     * {@code select-by-text} and {@code select-object}. {@code inpaint:segmenter} is only where the dialog asks for a
     * segmenter and has one, of which {@code none} is none, and {@code inpaint:original} only with an engine that
     * starts from the original. It stands on the second page of the others. Empty is the first page of all,
     * {@code none} of none.
     */
    String first() default "";

    /**
     * On what it depends whether it means anything: {@code key=word}, {@code key!=word}, {@code key>0}, or {@code key}
     * alone for a text that is not empty. In words behind a colon what is the matter otherwise, if the value of that
     * key does not say it.
     */
    String when() default "";

    /** The key that it follows in the vocabulary; empty follows the one before it in its record. */
    String after() default "";

    /** Whether -1 leaves the number to chance: it is drawn before the run, so that the record of a result has it. */
    boolean drawn() default false;

    /** What there must be for a key to mean anything. */
    enum Scope {
        /** An image of its own: the key is unknown where a picture is changed, and means nothing to a selection. */
        TEXT,
        ANY,
        /** A picture that is changed: the key is unknown where an image is made of a prompt alone. */
        IMAGE,
        /** A mask: the key is unknown but for inpainting. */
        MASK
    }

    Scope scope() default Scope.ANY;
}
