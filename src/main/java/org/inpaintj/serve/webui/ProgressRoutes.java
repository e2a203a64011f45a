package org.inpaintj.serve.webui;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

import org.inpaintj.job.Job;
import org.inpaintj.png.PngBytes;
import org.inpaintj.serve.http.ApiReply;
import org.inpaintj.serve.http.ApiRequest;
import org.inpaintj.serve.http.BodyFields;
import org.inpaintj.serve.http.Field;
import org.inpaintj.serve.http.FieldTable;
import org.inpaintj.serve.http.Route;
import org.inpaintj.serve.work.QueuedWork;
import org.inpaintj.serve.work.WorkQueue;

/** The routes that tell how far the work is, and end it early. */
final class ProgressRoutes {

    private static final FieldTable TASK = FieldTable.of(Field.text("id_task", ""),
            Field.whole("id_live_preview", -1, -1, 1e9), Field.flag("live_preview", true));

    private final WorkQueue queue;
    private final ServerOptions options;

    ProgressRoutes(final WorkQueue queue, final ServerOptions options) {
        this.queue = queue;
        this.options = options;
    }

    List<Route> routes() {
        return List.of(
                Route.get(WebuiRoutes.BASE + "progress", "how far what runs is, with a preview unless "
                        + "?skip_current_image=true", this::progress),
                Route.post("/internal/progress", "how far a task is", TASK, this::task),
                Route.post(WebuiRoutes.BASE + "interrupt", "ends what runs with what it has", FieldTable.NONE,
                        request -> {
                            queue.interrupt();
                            return ApiReply.json(new JsonObject());
                        }),
                Route.post(WebuiRoutes.BASE + "skip", "goes on with the next pictures of what runs", FieldTable.NONE,
                        request -> {
                            queue.skip();
                            return ApiReply.json(JsonNull.INSTANCE);
                        }));
    }

    /** How much of a work is done, as the WebUI counts it. */
    private static double share(final QueuedWork<?> work, final Job.Status status) {
        final double rounds = work.rounds(), steps = Math.max(1, status.steps());
        return Math.min(1, 0.01 + work.round() / rounds + status.step() / (steps * rounds));
    }

    private static double left(final Job.Status status) {
        return status.left().map(Duration::toMillis).orElse(0L) / 1000.0;
    }

    private ApiReply progress(final ApiRequest request) {
        final boolean shown = !request.flag("skip_current_image")
                && options.values().fields().flag("live_previews_enable");
        if (shown)
            queue.watch();
        final Optional<QueuedWork<?>> current = queue.current();
        final Optional<Job.Status> status = current.map(WorkQueue::status);
        final JsonObject state = new JsonObject();
        state.addProperty("skipped", current.map(QueuedWork::isSkipped).orElse(false));
        state.addProperty("interrupted", current.map(QueuedWork::isInterrupted).orElse(false));
        state.addProperty("stopping_generation", false);
        state.addProperty("job", current.map(work -> "Batch " + (work.round() + 1) + " out of " + work.rounds())
                .orElse(""));
        state.addProperty("job_count", current.map(QueuedWork::rounds).orElse(0));
        state.addProperty("job_timestamp", current.map(work -> LocalDateTime.now().format(GenerationReply.TIME))
                .orElse("0"));
        state.addProperty("job_no", current.map(QueuedWork::round).orElse(0));
        state.addProperty("sampling_step", status.map(Job.Status::step).orElse(0));
        state.addProperty("sampling_steps", status.map(Job.Status::steps).orElse(0));
        final JsonObject json = new JsonObject();
        json.addProperty("progress", current.map(work -> share(work, status.get())).orElse(0.0));
        json.addProperty("eta_relative", status.map(ProgressRoutes::left).orElse(0.0));
        json.add("state", state);
        json.add("current_image", shown ? preview(current, "") : JsonNull.INSTANCE);
        json.add("textinfo", JsonNull.INSTANCE);
        return ApiReply.json(json);
    }

    private static JsonElement preview(final Optional<QueuedWork<?>> work, final String before) {
        return work.flatMap(QueuedWork::preview).<JsonElement>map(picture -> new JsonPrimitive(before
                + Base64.getEncoder().encodeToString(PngBytes.of(picture.argb(), picture.width(), picture.height(),
                        List.of())))).orElse(JsonNull.INSTANCE);
    }

    private ApiReply task(final ApiRequest request) {
        final BodyFields fields = request.fields(TASK);
        final String task = fields.text("id_task");
        final WorkQueue.TaskState state = queue.state(task);
        final Optional<QueuedWork<?>> current = queue.current().filter(work -> state.active());
        final boolean shown = fields.flag("live_preview") && current.isPresent();
        if (shown)
            queue.watch();
        final JsonObject json = new JsonObject();
        json.addProperty("active", state.active());
        json.addProperty("queued", state.queued());
        json.addProperty("completed", state.completed());
        json.add("progress", current.<JsonElement>map(work -> new JsonPrimitive(share(work, WorkQueue.status(work))))
                .orElse(JsonNull.INSTANCE));
        json.add("eta", current.<JsonElement>map(work -> new JsonPrimitive(left(WorkQueue.status(work))))
                .orElse(JsonNull.INSTANCE));
        json.add("live_preview", shown ? preview(current, "data:image/png;base64,") : JsonNull.INSTANCE);
        json.addProperty("id_live_preview", fields.whole("id_live_preview") + (shown ? 1 : 0));
        json.addProperty("textinfo", state.queued() ? "Waiting" : state.active() ? "Painting" : "");
        return ApiReply.json(json);
    }
}
