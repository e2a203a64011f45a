package org.inpaintj.ui.form;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What to set an input to, at greater length than a line of help; the page on prompts says the same. */
public enum FormAdvice {

    PROMPT("Name the subject first, then setting, light, colours and look, in a few words each, separated "
            + "by commas. For a part of a picture, describe what is to be in the selection, not the whole "
            + "picture. Most models read English best."),
    NEGATIVE("Name what tends to appear and must not, such as blurry, text, watermark. Leave it empty at "
            + "first: a long list changes the picture more than it mends it."),
    STRENGTH("0.3 to 0.5 keeps shapes and redraws details, 0.5 to 0.75 changes the thing but not its place, "
            + "0.85 and more replaces it."),
    CONTENT("original for what is to be changed, fill for what is to go, noise or nothing for something new "
            + "where nothing like it is; those two need a strength of 0.85 or more."),
    STEPS("20 to 30 are enough for most samplers; more costs time and hardly shows. Of a strength below 1 "
            + "only that part of the steps runs."),
    CFG("5 to 9 is usual. Higher keeps closer to the prompt and makes harsh colours, lower leaves the "
            + "model more freedom; LCM and Turbo models want 1 to 2."),
    WIDTH("Stay near the size that the model was trained at, 512 or 1024 px, and vary the proportions "
            + "instead: much larger pictures double their subject, much smaller ones are crude."),
    BLUR("4 px hides the seam of most selections; 8 and more for soft outlines such as fur or smoke, 0 "
            + "for exact ones.");

    /** Where the documents say it. */
    public static final String PAGE = "docs/prompts.md";

    private final String text;

    FormAdvice(final String text) {
        this.text = text;
    }

    /** The key of the input. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A few sentences. */
    public String text() {
        return text;
    }

    /** The advice on some inputs; none where nothing is told in words. */
    static List<FormAdvice> of(final List<String> keys) {
        return keys.contains("prompt") ? Arrays.stream(values()).filter(advice -> keys.contains(advice.key())).toList()
                : List.of();
    }
}
