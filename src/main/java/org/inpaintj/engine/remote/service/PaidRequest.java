package org.inpaintj.engine.remote.service;

import java.time.Duration;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.remote.Answer;
import org.inpaintj.engine.remote.Call;
import org.inpaintj.engine.remote.NoAnswerException;
import org.inpaintj.engine.remote.Poll;
import org.inpaintj.engine.remote.RemoteClient;

/**
 * Sends what costs, once: again only where it cannot have arrived, or where the service says that it has done nothing
 * and when to come back.
 */
final class PaidRequest {

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int LONGEST_SECONDS = 60, TOO_MANY = 429;

    private final RemoteClient client;
    private final ServiceDescription service;

    PaidRequest(final RemoteClient client, final ServiceDescription service) {
        this.client = client;
        this.service = service;
    }

    /**
     * @throws InpaintException   if no answer comes, with whether it may have been charged
     * @throws CancelledException when {@code progress} says so
     */
    Answer send(final Call call, final Progress progress) {
        progress.check();
        for (boolean last = false;; last = true)
            try {
                final Answer answer = client.send(call, progress);
                final int seconds = answer.status() == TOO_MANY ? seconds(answer) : -1;
                if (last || seconds < 0)
                    return answer;
                progress.note("The service '" + service.name() + "' has too much to do and is asked once more after "
                        + seconds + " seconds, as it wishes.");
                Poll.pause(Duration.ofSeconds(seconds), progress);
            } catch (final NoAnswerException e) {
                if (e.wasSent())
                    throw unclear(service, e.getMessage().replaceFirst(":[^:]*$", ""), e);
                if (last)
                    throw e;
                Poll.pause(PAUSE, progress);
            } catch (final CancelledException e) {
                progress.note("The request to the service '" + service.name() + "' had gone out, so it may be carried "
                        + "out and charged" + look(service) + ".");
                throw e;
            }
    }

    /** Of Retry-After in seconds; -1 where it says none, a date, or longer than anybody waits. */
    private static int seconds(final Answer answer) {
        final String after = answer.header("Retry-After").strip();
        return after.matches("\\d{1,4}") && Integer.parseInt(after) <= LONGEST_SECONDS ? Integer.parseInt(after) : -1;
    }

    /** @param what happened, without a full stop */
    static InpaintException unclear(final ServiceDescription service, final String what, final Throwable cause) {
        return new InpaintException(what + ", but the request had gone out, so it may have been carried out and "
                + "charged; it was not sent again" + look(service) + " before you ask once more.", cause);
    }

    /** Where the user sees what became of it. */
    static String look(final ServiceDescription service) {
        return ": look " + (service.account().isEmpty() ? "into the account of '" + service.name() + "'" : "at "
                + service.account());
    }
}
