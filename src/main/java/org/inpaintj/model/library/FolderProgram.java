package org.inpaintj.model.library;

/** The program whose folder of models one is, told by what lies in it. */
public enum FolderProgram {
    A1111("Stable Diffusion WebUI"), FORGE("Stable Diffusion WebUI Forge"), COMFYUI("ComfyUI"), FOOOCUS("Fooocus"),
    INVOKEAI("InvokeAI"),
    /** Where the programs of Hugging Face keep what they downloaded. */
    HUB_CACHE("Hugging Face cache"),
    /** One model, as diffusers saves it. */
    DIFFUSERS("diffusers"),
    /** Any other. */
    OWN("own folder");

    private final String title;

    FolderProgram(final String title) {
        this.title = title;
    }

    /** As people call it. */
    public String title() {
        return title;
    }
}
