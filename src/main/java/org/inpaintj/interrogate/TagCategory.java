package org.inpaintj.interrogate;

/** What a tag is about, by Danbooru's numbers. */
public enum TagCategory {

    /** What is seen. */
    GENERAL(0),
    /** Who is seen. */
    CHARACTER(4),
    /** Who may see it; the numbers of one picture's ratings add up to about 1. */
    RATING(9),
    /** Anything else, such as who drew it. */
    OTHER(-1);

    private final int number;

    TagCategory(final int number) {
        this.number = number;
    }

    static TagCategory of(final int number) {
        for (final TagCategory category : values())
            if (category.number == number)
                return category;
        return OTHER;
    }
}
