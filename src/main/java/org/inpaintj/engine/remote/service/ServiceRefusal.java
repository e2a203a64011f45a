package org.inpaintj.engine.remote.service;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.remote.Answer;
import org.inpaintj.engine.remote.Secret;
import org.inpaintj.engine.remote.SecretStore;
import org.inpaintj.engine.remote.ServerError;

/** What answers mean that bring no picture, each as a sentence. */
final class ServiceRefusal {

    private ServiceRefusal() {}

    /**
     * @param paid whether the request was the one that costs
     * @throws InpaintException if the answer has a bad status or says that the service did not do it
     */
    static void check(final Reply reply, final ServiceDescription service, final Secret secret, final boolean paid) {
        if (reply.says(service.outcome().refused()))
            throw new InpaintException("The content filter of '" + service.name() + "' refuses the prompt or the "
                    + "picture" + reason(reply, service, secret) + ": change the prompt or select something else; it "
                    + "may have been charged" + PaidRequest.look(service) + ".");
        if (reply.says(service.outcome().noCredit()))
            throw new InpaintException("The service '" + service.name() + "' says that the account has no credit left"
                    + reason(reply, service, secret) + ": buy some" + (service.account().isEmpty() ? " there" : " at "
                            + service.account()) + ".");
        if (reply.says(service.outcome().failed()))
            throw new InpaintException("The service '" + service.name() + "' failed" + reason(reply, service, secret)
                    + ": change what it names, or try again later; it may have been charged"
                    + PaidRequest.look(service) + ".");
        final Answer answer = reply.answer();
        if (answer.isGood())
            return;
        final InpaintException error = ServerError.of(answer, secret, service.title(), "has no such interface or "
                + "model: correct checkpoint or server", variables(service));
        if (paid && answer.status() >= 500 && answer.status() != 503)
            throw PaidRequest.unclear(service, error.getMessage().replaceFirst(":[^:]*$", ""), error);
        throw error;
    }

    /** The variables that may hold the key. */
    static String variables(final ServiceDescription service) {
        final String ours = SecretStore.variable(service.key().provider(), "KEY");
        return service.key().variables().isEmpty() ? ours : ours + " or " + service.key().variables().get(0);
    }

    private static String reason(final Reply reply, final ServiceDescription service, final Secret secret) {
        final String words = reply.first(service.outcome().reason()).map(text -> " (" + Answer.cut(secret.hide(text))
                + ")").orElse("");
        return words.isEmpty() && reply.isJson() ? reply.answer().words(secret) : words;
    }
}
