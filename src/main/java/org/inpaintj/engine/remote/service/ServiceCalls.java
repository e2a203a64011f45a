package org.inpaintj.engine.remote.service;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.remote.Answer;
import org.inpaintj.engine.remote.Call;
import org.inpaintj.engine.remote.MarkedJson;
import org.inpaintj.engine.remote.NoAnswerException;
import org.inpaintj.engine.remote.Poll;
import org.inpaintj.engine.remote.RemoteClient;
import org.inpaintj.engine.remote.Secret;
import org.inpaintj.engine.remote.ServerAddress;

/** The requests to a service that cost nothing: they may be asked again. */
final class ServiceCalls {

    private static final Duration BRIEF = Duration.ofSeconds(5), TRANSFER = Duration.ofMinutes(2),
            PAUSE = Duration.ofMillis(500), SHORTEST = Duration.ofMillis(100);
    /** Failures in a row until it is given up, while what was paid for may be on its way. */
    private static final int MOST_FAILURES = 4;

    private final ServiceDescription service;
    private final ServerAddress address;
    private final RemoteClient client;
    private final Map<String, String> headers;
    private final ServiceHosts hosts;
    private final Secret secret;

    ServiceCalls(final ServiceDescription service, final ServerAddress address, final RemoteClient client,
            final Secret secret) {
        this.service = service;
        this.address = address;
        this.client = client;
        this.secret = secret;
        headers = secret.isEmpty() ? Map.of() : Map.of(service.key().header(),
                service.key().value().replace("%key%", secret.value()));
        final boolean usual = service.own() && address.uri().toString().equals(service.address());
        hosts = new ServiceHosts(address, usual ? service.hosts() : List.of());
    }

    RemoteClient client() {
        return client;
    }

    /** With the key, for the service and its further hosts only. */
    Map<String, String> headers() {
        return headers;
    }

    /** The address of a path with marks. */
    URI route(final String path, final Map<String, Object> values) {
        return address.route(MarkedJson.filled(path, values));
    }

    Reply get(final URI at, final Progress progress) {
        return Reply.of(client.send(Call.get(at).with(headers), progress));
    }

    /**
     * Asks whether it is done until it is.
     *
     * @param share is told how far it is, where the service says so
     * @return the answer that says so; the first one where nothing is to be awaited
     */
    Reply await(final Reply asked, final Duration patience, final Progress progress, final DoubleConsumer share) {
        final ServiceDescription.Wait wait = service.poll();
        if (wait == null || asked.says(wait.done()))
            return asked;
        try {
            final URI at = hosts.keyed(wait.address().in(asked).orElseThrow(() -> PaidRequest.unclear(service,
                    "The service '" + service.name() + "' does not say where to ask whether it is done", null)));
            final long end = System.nanoTime() + patience.toNanos();
            int failures = 0;
            Duration pause = SHORTEST;
            Reply state = asked;
            while (!state.says(wait.done())) {
                if (System.nanoTime() > end) {
                    stop(asked, progress);
                    throw PaidRequest.unclear(service, "The service '" + service.name() + "' did not finish within "
                            + patience.toSeconds() + " seconds", null);
                }
                tell(state, wait, progress, share);
                // what is done at once is not waited for long
                pause = pause.multipliedBy(2).compareTo(wait.every()) < 0 ? pause.multipliedBy(2) : wait.every();
                Poll.pause(pause, progress);
                try {
                    state = get(at, progress);
                    failures = look(state) ? 0 : failures + 1;
                } catch (final NoAnswerException e) {
                    failures++;
                }
                if (failures > MOST_FAILURES)
                    throw PaidRequest.unclear(service, "The service '" + service.name() + "' does not say any more "
                            + "whether it is done" + state.answer().words(secret), null);
            }
            return state;
        } catch (final CancelledException e) {
            stop(asked, progress);
            throw e;
        }
    }

    /** @return false where the question failed, and not what was asked for */
    private boolean look(final Reply state) {
        if (!state.answer().isGood() && !state.says(service.outcome().refused())
                && !state.says(service.outcome().noCredit()) && !state.says(service.outcome().failed()))
            return false;
        ServiceRefusal.check(state, service, secret, false);
        return true;
    }

    private void tell(final Reply state, final ServiceDescription.Wait wait, final Progress progress,
            final DoubleConsumer share) {
        if (wait.queue() != null)
            wait.queue().in(state).filter(place -> place.matches("\\d{1,6}")).ifPresent(place -> progress.step(0, 1,
                    "Waiting at " + service.name() + ", place " + place + " of the queue"));
        if (wait.share() != null)
            wait.share().in(state).filter(value -> value.matches("\\d{1,3}(\\.\\d{1,12})?"))
                    .map(Double::parseDouble).ifPresent(done -> share.accept(done > 1 ? Math.min(1,
                    done / 100) : done));
    }

    /** Tells the service that nobody waits any more, as far as it can be told. */
    private void stop(final Reply asked, final Progress progress) {
        if (service.cancel() != null)
            try {
                final URI at = hosts.keyed(service.cancel().address().in(asked).orElse(""));
                if (client.send(new Call(service.cancel().method(), at, headers, new byte[0], BRIEF, 1 << 20),
                        Progress.NONE).isGood())
                    return;
            } catch (final InpaintException e) {
                // said below
            }
        progress.note("The service '" + service.name() + "' could not be told to stop, so what was asked for may be "
                + "finished and charged" + PaidRequest.look(service) + ".");
    }

    /** What the service has made, where it lies elsewhere than what says that it is done. */
    Reply fetch(final Reply asked, final Reply done, final Progress progress) {
        final URI at = hosts.keyed(service.fetch().in(done).or(() -> service.fetch().in(asked)).orElseThrow(() ->
                PaidRequest.unclear(service, "The service '" + service.name() + "' does not say where the result lies",
                        null)));
        final Reply result = Reply.of(again(Call.get(at).with(headers).within(TRANSFER), progress));
        ServiceRefusal.check(result, service, secret, true);
        return result;
    }

    /** A picture at an address; the key does not go there. */
    byte[] download(final String text, final Progress progress) {
        final URI at = hosts.open(text);
        final Answer answer = again(Call.get(at).within(TRANSFER), progress);
        if (!answer.isGood())
            throw PaidRequest.unclear(service, "The picture of the service '" + service.name() + "' could not be "
                    + "fetched from '" + at.getHost() + "' (status " + answer.status() + ")", null);
        return answer.body();
    }

    /** What was paid for is asked for more than once. */
    private Answer again(final Call call, final Progress progress) {
        for (int failures = 0;; failures++) {
            try {
                final Answer answer = client.send(call, progress);
                if (answer.status() < 500 || failures >= 2)
                    return answer;
            } catch (final NoAnswerException e) {
                if (failures >= 2)
                    throw PaidRequest.unclear(service, e.getMessage().replaceFirst(":[^:]*$", ""), e);
            }
            Poll.pause(PAUSE, progress);
        }
    }

    /** What is left on the account; null where it cannot be told. */
    Double balance(final Progress progress) {
        if (service.outcome().balance() == null)
            return null;
        try {
            final Reply reply = Reply.of(client.send(Call.get(route(service.outcome().balance().path(), Map.of()))
                    .with(headers).within(BRIEF), progress));
            return service.outcome().balance().at().in(reply).filter(text -> reply.answer().isGood()
                    && text.matches("-?\\d{1,12}(\\.\\d{1,12})?")).map(Double::valueOf).orElse(null);
        } catch (final InpaintException e) {
            return null;
        }
    }

    /** Without zeros that say nothing. */
    static String number(final double value) {
        final String text = BigDecimal.valueOf(value).setScale(6, RoundingMode.HALF_UP).stripTrailingZeros()
                .toPlainString();
        return text.equals("-0") ? "0" : text;
    }
}
