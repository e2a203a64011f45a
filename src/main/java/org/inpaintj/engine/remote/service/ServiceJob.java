package org.inpaintj.engine.remote.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.remote.Base64Picture;
import org.inpaintj.engine.remote.Call;
import org.inpaintj.engine.remote.Multipart;
import org.inpaintj.engine.remote.RemoteClient;
import org.inpaintj.engine.remote.RemoteRun.Painted;
import org.inpaintj.engine.remote.Secret;
import org.inpaintj.engine.remote.SentCrop;
import org.inpaintj.engine.remote.ServerAddress;

/** Pictures from one service, as its description says: uploaded, asked for once, awaited and fetched. */
final class ServiceJob {

    private static final Duration TRANSFER = Duration.ofMinutes(2);
    private static final int PARTS = 1000;

    private final ServiceDescription service;
    private final ServiceCalls calls;
    private final ServiceKeys own;
    private final JsonObject inputs;
    private final Duration patience;
    private final Secret secret;
    /** Of the model, once it was asked; null before, and where models do not say what they take. */
    private InputSchema schema;
    private String version = "";

    /** @param patience how long a picture may take */
    ServiceJob(final ServiceDescription service, final ServerAddress address, final Secret secret,
            final ServiceKeys own, final Duration patience) {
        this.service = service;
        this.own = own;
        this.patience = patience;
        this.secret = secret;
        calls = new ServiceCalls(service, address, new RemoteClient(address.name()), secret);
        inputs = RequestBody.inputs(own.which().inputs(), service);
    }

    Painted paint(final SentCrop crop, final long seed, final Progress progress) {
        final String what = "Painting at " + service.name();
        final List<String> notes = new ArrayList<>();
        progress.step(0, PARTS, what);
        final Map<String, Object> values = ServiceValues.of(own, ServiceValues.model(own.place().checkpoint(),
                service));
        final JsonObject fields = fields(values, notes, progress);
        final Map<String, byte[]> pictures = ServiceValues.pictures(crop, service, seed(seed, notes), values,
                (name, png) -> data(name, png, progress));
        final Call call = RequestBody.call(service, calls.route(service.submit().path(), values), fields, inputs,
                values, pictures).with(service.submit().headers()).with(calls.headers()).within(patience);
        if (service.limits().bytes() > 0 && call.body().length > service.limits().bytes())
            throw new InpaintException("The crop makes a request of " + (call.body().length >> 10) + " kB, and the "
                    + "service '"
                    + service.name() + "' takes " + (service.limits().bytes() >> 10) + " kB: select less, or give a "
                    + "smaller width and height.");
        final Double before = calls.balance(progress);
        final Reply asked = Reply.of(new PaidRequest(calls.client(), service).send(call, progress));
        ServiceRefusal.check(asked, service, secret, true);
        final Reply done = calls.await(asked, patience, progress, share -> progress.step((int) (share * (PARTS - 1)),
                PARTS, what));
        final Reply result = service.fetch() == null ? done : calls.fetch(asked, done, progress);
        final byte[] png = picture(result, progress);
        progress.step(PARTS, PARTS, what);
        return new Painted(png, notes, facts(List.of(result, done, asked), values, before, calls.balance(progress)));
    }

    /** Those of the description that the model takes. */
    private JsonObject fields(final Map<String, Object> values, final List<String> notes, final Progress progress) {
        final JsonObject all = service.submit().fields();
        if (service.schema() == null)
            return all;
        final String model = String.valueOf(values.get("checkpoint"));
        if (!model.contains("/")) {
            notes.add("'" + model + "' names a version and no model, so what it takes was not checked.");
            return all;
        }
        if (schema == null)
            readSchema(values, model, progress);
        values.put("version", version);
        final JsonObject filled = schema.fill(RequestBody.fields(service), values, notes);
        schema.check(inputs, filled.keySet());
        final JsonObject out = all.deepCopy();
        out.add(service.submit().inputs(), filled);
        return out;
    }

    private void readSchema(final Map<String, Object> values, final String model, final Progress progress) {
        final ServiceDescription.SchemaPlaces at = service.schema();
        final boolean versioned = model.contains(":");
        final Reply reply = calls.get(calls.route(versioned ? at.versionPath() : at.path(), values), progress);
        ServiceRefusal.check(reply, service, secret, false);
        schema = new InputSchema((versioned ? at.versionSchemas() : at.schemas()).element(reply.json())
                .orElseGet(JsonObject::new), model);
        version = versioned ? String.valueOf(values.get("version"))
                : at.version().element(reply.json()).filter(JsonElement::isJsonPrimitive).map(JsonElement::getAsString)
                        .orElse(model);
    }

    private long seed(final long seed, final List<String> notes) {
        final long most = service.limits().seed();
        if (seed <= most || !service.marks().contains("seed"))
            return seed;
        notes.add("The service '" + service.name() + "' takes seeds up to " + most + ", so it got " + seed % (most + 1)
                + ".");
        return seed % (most + 1);
    }

    /** A picture as an address: of its own data, or where it was uploaded to. */
    private String data(final String name, final byte[] png, final Progress progress) {
        final String text = "data:image/png;base64," + Base64Picture.text(png);
        if (service.submit().upload().isEmpty() || text.length() <= service.submit().above())
            return text;
        final List<String> upload = service.submit().upload();
        final Reply kept = Reply.of(calls.client().send(Call.post(calls.route(upload.get(0), Map.of()), new Multipart()
                .png(upload.get(1), "inpaintj-" + name + ".png", png)).with(calls.headers()).within(TRANSFER),
                progress));
        ServiceRefusal.check(kept, service, secret, false);
        return new Place(upload.get(2)).in(kept).orElseThrow(() -> new InpaintException("The service '" + service.name()
                + "' did not keep the picture: try again later."));
    }

    private byte[] picture(final Reply result, final Progress progress) {
        if (!result.isJson())
            return result.answer().body();
        final String text = result.first(service.outcome().picture()).orElseThrow(() -> PaidRequest.unclear(service,
                "The service '" + service.name() + "' answered without a picture", null));
        return text.startsWith("http:") || text.startsWith("https:") ? calls.download(text, progress)
                : Base64Picture.bytes(text, result.answer().server());
    }

    private Map<String, String> facts(final List<Reply> replies, final Map<String, Object> values, final Double before,
            final Double after) {
        final Map<String, String> facts = new LinkedHashMap<>();
        facts.put("service", service.name());
        final String model = String.valueOf(values.get("checkpoint")), ran = String.valueOf(values.get("version"));
        final String known = model.contains(ran) ? model : model + ":" + ran;
        final String said = first(replies, service.outcome().model());
        if (!said.isEmpty() || !known.isEmpty())
            facts.put("server_model", said.isEmpty() ? known : said);
        final String id = first(replies, service.outcome().requestId());
        if (!id.isEmpty())
            facts.put("request_id", secret.hide(id));
        final List<String> costs = new ArrayList<>();
        service.outcome().costs().forEach((at, unit) -> {
            final String value = first(replies, List.of(at));
            if (!value.isEmpty())
                costs.add(value + " " + unit);
        });
        if (before != null && after != null)
            costs.add(ServiceCalls.number(before - after) + " " + service.outcome().balance().unit()
                    + " less on the account");
        facts.put("cost", costs.isEmpty() ? "not told" : String.join(" + ", costs));
        return facts;
    }

    private static String first(final List<Reply> replies, final List<Place> places) {
        return replies.stream().flatMap(reply -> reply.first(places).stream()).findFirst().orElse("");
    }
}
