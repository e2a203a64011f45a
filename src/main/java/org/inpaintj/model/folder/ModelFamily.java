package org.inpaintj.model.folder;

/** Families of diffusion models that are built and fed alike. */
public enum ModelFamily {

    SD1("Stable Diffusion 1", 512), SD2("Stable Diffusion 2", 512), SDXL("Stable Diffusion XL", 1024),
    SD3("Stable Diffusion 3", 1024);

    private final String title;
    private final int size;

    ModelFamily(final String title, final int size) {
        this.title = title;
        this.size = size;
    }

    /** Its name for people. */
    public String title() {
        return title;
    }

    /** Width and height that models of the family were trained at, px, where a folder does not say. */
    int size() {
        return size;
    }
}
