package org.inpaintj.params;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes one key of the vocabulary, on the record component of the same name. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Key {

    /** What dialogs call it, with the unit. */
    String label();

    /** One line of help: tool tips, command line, documents. */
    String help();

    /** What a text is the path of, so that dialogs offer to look for it. */
    enum Path {
        NONE, FILE, FOLDER, EITHER,
        /** An image file; or no path, but the title of an image that is open. */
        IMAGE
    }

    Path path() default Path.NONE;

    /** How many lines of a text dialogs show. */
    int lines() default 1;

    /** Smallest allowed number. */
    double min() default Double.NEGATIVE_INFINITY;

    /** Largest allowed number. */
    double max() default Double.POSITIVE_INFINITY;
}
