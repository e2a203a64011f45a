package org.inpaintj.params;

/** The headings below which dialogs list keys, and those of the help of the command line and of the documents. */
public enum KeyGroup {

    /** Where regions come from. */
    SOURCE("Regions", "What is looked for"),
    /** Which of the regions count, and what becomes of them. */
    REGIONS("Regions", "What is repainted"),
    /** What each region of several gets. */
    SHARES("Regions", "How a diffusion model paints"),
    SHARED_SEED("Regions", "The result"),
    ENGINE("What", "What paints"),
    /** Values for a purpose. */
    PRESET("What", "How a diffusion model paints"),
    /** What is to be painted, in words. */
    PROMPT("What", "Prompt"),
    SAMPLING("How", "How a diffusion model paints"),
    /** How words are read. */
    TEXT_ENCODER("How", "Prompt"),
    /** Where networks run, and what else they need. */
    HARDWARE("How", "What paints"),
    /** What an engine does not say otherwise. */
    OWN("How", "How the engine paints"),
    MASK("Where", "What is repainted"),
    /** How the result meets what is around it. */
    EDGE("Where", "The result"),
    RESULT("Result", "The result"),
    VARIATION("Result", "How a diffusion model paints");

    private final String heading, section;

    KeyGroup(final String heading, final String section) {
        this.heading = heading;
        this.section = section;
    }

    /** What stands above it in dialogs; several groups may share it. */
    public String heading() {
        return heading;
    }

    /** What stands above it in the help of the command line and in the documents; several groups may share it. */
    public String section() {
        return section;
    }
}
