package org.inpaintj.engine.remote.a1111;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Task;
import org.inpaintj.engine.remote.Answer;
import org.inpaintj.engine.remote.Base64Picture;
import org.inpaintj.engine.remote.Call;
import org.inpaintj.engine.remote.RemoteClient;
import org.inpaintj.engine.remote.RemoteRun.Painted;
import org.inpaintj.engine.remote.Secret;
import org.inpaintj.engine.remote.SentCrop;
import org.inpaintj.engine.remote.ServerAddress;
import org.inpaintj.engine.remote.ServerError;

/** One picture from a WebUI: asked for, followed, and stopped there when the user stops here. */
final class WebuiJob {

    /** The progress is asked for at every so many looks, of which there are ten a second. */
    private static final int EVERY = 5;
    private static final int PARTS = 1000;
    private static final Duration BRIEF = Duration.ofSeconds(5);

    private final ServerAddress address;
    private final RemoteClient client;
    private final Map<String, String> headers;
    private final Secret secret;
    private final Duration patience;

    WebuiJob(final ServerAddress address, final RemoteClient client, final Map<String, String> headers,
            final Secret secret, final Duration patience) {
        this.address = address;
        this.client = client;
        this.headers = headers;
        this.secret = secret;
        this.patience = patience;
    }

    Painted paint(final A1111Keys own, final Task wanted, final double blur, final SentCrop crop, final long seed,
            final Progress progress) {
        final String route = wanted == Task.TEXT_TO_IMAGE ? "txt2img" : "img2img";
        final String task = "task(inpaintj-" + UUID.randomUUID() + ")", what = "Painting on " + address.name();
        final Call call = Call.post(address.route("/sdapi/v1/" + route),
                PictureFields.json(own, wanted, blur, crop, seed, task)).with(headers).within(patience);
        progress.step(0, PARTS, what);
        final Follower follower = new Follower(crop, progress, what);
        final Answer answer;
        try {
            answer = client.send(call, progress, follower);
        } catch (final CancelledException e) {
            interrupt(task);
            throw e;
        }
        if (!answer.isGood())
            throw error(answer, secret);
        progress.step(PARTS, PARTS, what);
        return painted(answer, own);
    }

    /** Of an answer that is no success. */
    static InpaintException error(final Answer answer, final Secret secret) {
        return ServerError.of(answer, secret, "A1111", "has no such interface: start it with --api, or correct the "
                + "address", "INPAINTJ_A1111_KEY (USER:PASSWORD)");
    }

    private Painted painted(final Answer answer, final A1111Keys own) {
        final JsonConfig json = answer.json();
        final List<String> images = json.texts("images");
        if (images.isEmpty())
            throw new InpaintException("The A1111 server '" + address.name() + "' answered without a picture: look "
                    + "into its own log for the reason.");
        final JsonConfig info = json.has("info") ? JsonConfig.parse("The 'info' of the server '" + address.name() + "'",
                json.text("info", "{}"), "", "try again") : JsonConfig.absent("info");
        final Map<String, String> facts = new LinkedHashMap<>();
        final List<String> notes = new ArrayList<>();
        final String ran = info.text("sampler_name", ""), asked = own.sampling().namedSampler();
        if (!ran.isEmpty()) {
            facts.put("sampler", ran);
            if (!ran.equalsIgnoreCase(asked) && !ran.startsWith(asked + " "))
                notes.add("The server knows no sampler '" + asked + "' and took '" + Answer.cut(ran)
                        + "': name one that it has.");
        }
        final String model = info.text("sd_model_name", ""), hash = info.text("sd_model_hash", "");
        if (!model.isEmpty())
            facts.put("server_model", hash.isEmpty() ? model : model + " [" + hash + "]");
        if (info.has("version"))
            facts.put("server_version", info.text("version", ""));
        return new Painted(Base64Picture.bytes(images.get(0), address.name()), notes, facts);
    }

    /** Only if this job is the one that runs: the server's interrupt stops whichever does. */
    private void interrupt(final String task) {
        try {
            final Answer state = client.send(brief(Call.post(address.route("/internal/progress"),
                    "{\"id_task\":\"" + task + "\",\"id_live_preview\":-1,\"live_preview\":false}")), Progress.NONE);
            if (state.isGood() && state.json().flag("queued", false) && !state.json().flag("active", false))
                return;
        } catch (final InpaintException e) {
            // older servers lack it: then the job that runs is taken for ours
        }
        try {
            client.send(brief(Call.post(address.route("/sdapi/v1/interrupt"), "{}")), Progress.NONE);
        } catch (final InpaintException e) {
            // nothing more can be done about a server that does not listen
        }
    }

    private Call brief(final Call call) {
        return call.with(headers).within(BRIEF);
    }

    /** Tells how far the server is. What it cannot say is left out. */
    private final class Follower implements Runnable {

        private final SentCrop crop;
        private final Progress progress;
        private final String what;
        private int looks, failures;
        private String shown = "";

        Follower(final SentCrop crop, final Progress progress, final String what) {
            this.crop = crop;
            this.progress = progress;
            this.what = what;
        }

        @Override
        public void run() {
            if (++looks % EVERY != 0 || failures > 2)
                return;
            try {
                final JsonConfig state = client.send(brief(Call.get(address.route("/sdapi/v1/progress"
                        + "?skip_current_image=false"))), progress).json();
                final double share = Math.max(0, Math.min(1, state.number("progress", 0)));
                progress.step((int) Math.floor(share * (PARTS - 1)), PARTS, what);
                final String image = state.text("current_image", "");
                if (!image.isEmpty() && !image.equals(shown)) {
                    shown = image;
                    progress.preview(() -> crop.take(Base64Picture.bytes(image, address.name()), address.name())
                            .pixels());
                }
            } catch (final InpaintException e) {
                failures++;
            }
        }
    }
}
