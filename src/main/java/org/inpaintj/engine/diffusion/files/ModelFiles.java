package org.inpaintj.engine.diffusion.files;

import java.nio.file.Path;
import java.util.Optional;

import org.inpaintj.engine.Request.Device;
import org.inpaintj.engine.diffusion.checkpoint.NetworkChanges;
import org.inpaintj.engine.diffusion.embedding.EmbeddingFolder;
import org.inpaintj.engine.diffusion.embedding.LibraryEmbeddings;
import org.inpaintj.engine.diffusion.family.ModelChoice;
import org.inpaintj.model.ModelLocator;
import org.inpaintj.model.WantedModel;
import org.inpaintj.model.catalogue.ModelRole;
import org.inpaintj.onnx.device.DeviceSetup;
import org.inpaintj.params.Key;
import org.inpaintj.params.KeyGroup;
import org.inpaintj.sampling.PredictionType;

/** Files that a model is made of beside the model itself, as the user names them. */
public record ModelFiles(
        @Key(label = "Prediction type", first = "none", group = KeyGroup.HARDWARE, place = 103,
                help = "what the model's UNet predicts, where its files do not say or are wrong: noise that does not "
                        + "clear means the wrong one; auto is told by the files") Prediction prediction,
        @Key(label = "Precision", first = "none", group = KeyGroup.HARDWARE, place = 104,
                help = "auto computes with 32-bit floats on the processor, and on an NVIDIA card with 16-bit ones "
                        + "where a checkpoint's weights are such; exact always with 32-bit ones; fast rounds the "
                        + "linear layers of a checkpoint's UNet to 8 bits where the processor gains from it: quicker, "
                        + "less exact") Precision precision,
        @Key(label = "Fast copy", first = "none", group = KeyGroup.HARDWARE, place = 105,
                help = "keeps the weights of a checkpoint's UNet as 32-bit floats in a file of the user's cache (3.2 "
                        + "GB for Stable Diffusion 1, 9.6 GB for XL): later jobs load faster and need less memory")
                boolean fast_copy,
        @Key(label = "VAE", path = Key.Path.EITHER, after = "model", first = "none",
                group = KeyGroup.HARDWARE, place = 101,
                help = "file or folder of another VAE, also of TAESD, or the name of one; empty = the model's own")
                String vae,
        @Key(label = "Scheduler", path = Key.Path.FILE, after = "vae", first = "none",
                group = KeyGroup.HARDWARE, place = 102,
                help = "a scheduler_config.json that stands for the model's own; empty = the model's own, or for a "
                        + "checkpoint the one that its family was published with") String scheduler,
        @Key(label = "Embeddings", path = Key.Path.FOLDER, after = "scheduler", first = "none",
                group = KeyGroup.TEXT_ENCODER, place = 61,
                help = "folder of textual inversions (.pt, .bin, .safetensors): the name of a file in a prompt stands "
                        + "for what it was trained on; so do those in the folders of models") String embeddings,
        @Key(label = "LoRA files", path = Key.Path.EITHER, after = "embeddings",
                first = "inpaint image-to-image text-to-image", group = KeyGroup.PROMPT, place = 81,
                help = "folder of the LoRA files that the prompt names as <lora:NAME:0.8>, or one such file; what is "
                        + "not there is looked for in the folders of models") String loras) {

    /** How exactly a network computes. */
    public enum Precision {
        AUTO, EXACT, FAST;

        /** The setup of a device: on CUDA networks may compute with 16-bit floats, but if that is to be exact. */
        public DeviceSetup on(final Device device) {
            return new DeviceSetup(device, this != EXACT && device == Device.CUDA);
        }
    }

    /** What a UNet predicts. */
    public enum Prediction {
        AUTO, EPSILON, V_PREDICTION, SAMPLE;

        private Optional<PredictionType> type() {
            return switch (this) {
                case AUTO -> Optional.empty();
                case EPSILON -> Optional.of(PredictionType.EPSILON);
                case V_PREDICTION -> Optional.of(PredictionType.V_PREDICTION);
                case SAMPLE -> Optional.of(PredictionType.SAMPLE);
            };
        }
    }

    private static final WantedModel MODEL = WantedModel.there(ModelRole.MODEL,
            "The engine diffusion needs a model: set Model (model=PATH) to a Stable Diffusion checkpoint such as"
                    + " sd-v1-5-inpainting.safetensors, or to the folder of a model; InpaintJ's docs/models.md names"
                    + " some.",
            "The model '%s' is no path: give a Stable Diffusion checkpoint, or the folder of a model.",
            "There is no model '%s': give a Stable Diffusion checkpoint, or the folder of a model.");
    private static final WantedModel VAE = WantedModel.there(ModelRole.VAE, "",
            "The VAE '%s' is no path: give the file or folder of a VAE.",
            "There is no VAE '%s': give the file or folder of one.");
    private static final WantedModel SCHEDULER = WantedModel.path(WantedModel.Kind.FILE, "",
            "The scheduler '%s' is no path: give a scheduler_config.json.",
            "There is no file '%s': give a scheduler_config.json.");

    private static final WantedModel EMBEDDINGS = WantedModel.path(WantedModel.Kind.FOLDER, "",
            "The embeddings '%s' are no path: give the folder that holds them.",
            "There is no folder '%s': give the folder of embeddings.");

    /**
     * The files.
     *
     * @param model as the user named it, empty if not
     * @throws org.inpaintj.core.InpaintException if one of them is not there
     */
    public ModelChoice choice(final String model) {
        return new ModelChoice(ModelLocator.STANDARD.locate(model, MODEL), located(vae, VAE),
                located(scheduler, SCHEDULER), prediction.type(), NetworkChanges.NONE);
    }

    /**
     * The textual inversions: those of the folder that the request names, else those of the user's models.
     *
     * @param prompts in which their names may stand
     */
    public EmbeddingFolder textualInversions(final String prompts) {
        return LibraryEmbeddings.besides(
                located(embeddings, EMBEDDINGS).map(EmbeddingFolder::of).orElse(EmbeddingFolder.NONE), prompts);
    }

    private static Optional<Path> located(final String text, final WantedModel wanted) {
        return text.isBlank() ? Optional.empty() : Optional.of(ModelLocator.STANDARD.locate(text, wanted));
    }
}
