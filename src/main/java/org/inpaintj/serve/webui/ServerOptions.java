package org.inpaintj.serve.webui;

import java.util.Optional;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

import org.inpaintj.serve.http.ApiException;
import org.inpaintj.serve.http.BodyFields;
import org.inpaintj.serve.http.Field;
import org.inpaintj.serve.http.FieldTable;
import org.inpaintj.serve.work.ServedModels;
import org.inpaintj.serve.work.ServedModels.Kind;
import org.inpaintj.serve.work.ServedModels.Served;

/**
 * The settings of the WebUI that mean something here, as clients read and change them. They last as long as the server
 * runs. Thread-safe.
 */
final class ServerOptions {

    static final FieldTable TABLE = FieldTable.of(Field.text("sd_model_checkpoint", null),
            Field.text("sd_checkpoint_hash", ""), Field.text("sd_vae", "Automatic"),
            Field.whole("CLIP_stop_at_last_layers", 1, 1, 12), Field.text("samples_format", "png"),
            Field.whole("eta_noise_seed_delta", 0, -4294967295.0, 4294967295.0),
            Field.flag("img2img_fix_steps", false), Field.flag("img2img_color_correction", false),
            Field.number("initial_noise_multiplier", 1, 0, 1.5), Field.number("img2img_extra_noise", 0, 0, 1),
            Field.number("inpainting_mask_weight", 1, 0, 1), Field.text("upscaler_for_img2img", null),
            Field.flag("live_previews_enable", true), Field.whole("show_progress_every_n_steps", 10, -1, 1000));

    private static final String CHECKPOINT = "sd_model_checkpoint", VAE = "sd_vae";

    private final ServedModels models;
    private Values values;

    ServerOptions(final ServedModels models) {
        this.models = models;
        values = new Values(BodyFields.of(new JsonObject(), TABLE));
    }

    /** Settings at one moment. */
    final class Values {

        private final BodyFields fields;

        private Values(final BodyFields fields) {
            this.fields = fields;
        }

        /** The checkpoint that paints: the one that was chosen, else the first; empty if there is none. */
        Optional<Served> checkpoint() {
            final String chosen = fields.text(CHECKPOINT);
            return chosen.isEmpty() ? models.of(Kind.CHECKPOINT).stream().findFirst()
                    : models.find(Kind.CHECKPOINT, chosen);
        }

        /** The VAE that stands for the checkpoint's own. */
        Optional<Served> vae() {
            final String chosen = fields.text(VAE);
            return isUsual(chosen) ? Optional.empty() : models.find(Kind.VAE, chosen);
        }

        BodyFields fields() {
            return fields;
        }

        /** As clients see them. */
        JsonObject json() {
            final JsonObject json = fields.json();
            json.add(CHECKPOINT, new JsonPrimitive(checkpoint().map(Served::name).orElse("")));
            return json;
        }

        /**
         * The same with some changed; names that mean nothing here are passed over.
         *
         * @throws ApiException 422 for a value that is none, and for a model that there is not
         */
        Values with(final JsonObject changes) {
            final JsonObject all = fields.json();
            final BodyFields read = BodyFields.of(changes, TABLE);
            for (final String name : read.given())
                all.add(name, read.raw(name));
            check(read, CHECKPOINT, Kind.CHECKPOINT);
            if (!isUsual(read.text(VAE)))
                check(read, VAE, Kind.VAE);
            return new Values(BodyFields.of(all, TABLE));
        }

        private void check(final BodyFields read, final String name, final Kind kind) {
            if (!read.text(name).isEmpty() && models.find(kind, read.text(name)).isEmpty())
                throw ApiException.invalid(name, "there is no such model: name one that the server lists");
        }
    }

    private static boolean isUsual(final String vae) {
        return vae.isEmpty() || vae.equalsIgnoreCase("Automatic") || vae.equalsIgnoreCase("None");
    }

    synchronized Values values() {
        return values;
    }

    /** Errors as those of {@link Values#with}. */
    synchronized void change(final JsonObject changes) {
        values = values.with(changes);
    }
}
