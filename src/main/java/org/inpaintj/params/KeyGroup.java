package org.inpaintj.params;

/** The headings below which dialogs list keys, and those of the help of the command line and of the documents. */
public enum KeyGroup {

    /** Which images a batch has, and where their results go. */
    BATCH("Images", Section.BATCH),
    /** A file that is worked on without being opened, and where the result goes. */
    FILE("File", Section.FILE),
    /** What several results differ in. */
    AXES("Compare", Section.COMPARE),
    /** Where regions come from. */
    SOURCE("Regions", Section.FIND),
    /** Which of the regions count, and what becomes of them. */
    REGIONS("Regions", Section.REGION),
    /** What each region of several gets. */
    SHARES("Regions", Section.DIFFUSION),
    SHARED_SEED("Regions", Section.RESULT),
    /** The new ground around an image, and how it is prepared. */
    CANVAS("New ground", Section.CANVAS),
    ENGINE("What", Section.PAINTER),
    /** Values for a purpose. */
    PRESET("What", Section.DIFFUSION),
    /** What is to be painted, in words. */
    PROMPT("What", Section.PROMPT),
    /** What is to be painted, in colours. */
    SKETCH("What", Section.DIFFUSION),
    SAMPLING("How", Section.DIFFUSION),
    /** How the edge of the mask is mixed while a diffusion model paints. */
    SOFT_INPAINTING("Soft inpainting", Section.DIFFUSION),
    /** Pictures that steer structure. */
    CONTROL("ControlNet", Section.DIFFUSION),
    /** How words are read. */
    TEXT_ENCODER("How", Section.PROMPT),
    /** Where networks run, and what else they need. */
    HARDWARE("How", Section.PAINTER),
    /** What an engine does not say otherwise. */
    OWN("How", Section.OWN),
    MASK("Where", Section.REGION),
    /** How the result meets what is around it. */
    EDGE("Where", Section.RESULT),
    RESULT("Result", Section.RESULT),
    VARIATION("Result", Section.DIFFUSION),
    /** What few ever change about samplers. */
    SAMPLING_OPTIONS("Sampling options", Section.SAMPLER);

    /** A heading of the help of the command line and of the documents, in their order. */
    public enum Section {
        BATCH("Which images"),
        FILE("Which file"),
        COMPARE("What is compared"),
        FIND("What is looked for"),
        REGION("What is repainted"),
        CANVAS("What is added around the image"),
        PAINTER("What paints"),
        PROMPT("Prompt"),
        DIFFUSION("How a diffusion model paints"),
        SAMPLER("Sampling options"),
        OWN("How the engine paints"),
        RESULT("The result");

        private final String title;

        Section(final String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    private final String heading;
    private final Section section;

    KeyGroup(final String heading, final Section section) {
        this.heading = heading;
        this.section = section;
    }

    /** What stands above it in dialogs; several groups may share it. */
    public String heading() {
        return heading;
    }

    /** Below which heading the help of the command line and the documents have it; several groups may share it. */
    public Section section() {
        return section;
    }
}
