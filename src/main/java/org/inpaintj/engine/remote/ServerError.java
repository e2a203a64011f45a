package org.inpaintj.engine.remote;

import org.inpaintj.core.InpaintException;

/** What an answer that is no success means, in one sentence. */
public final class ServerError {

    private ServerError() {}

    /**
     * @param what     the kind of server, such as "A1111"
     * @param lacking  what a status 404 means there, the end of a sentence
     * @param variable of the environment, where its key may be
     */
    public static InpaintException of(final Answer answer, final Secret secret, final String what, final String lacking,
            final String variable) {
        final String words = answer.words(secret), all = answer.text();
        final String why;
        if (answer.status() == 401 || answer.status() == 403)
            why = secret.isEmpty() ? "asks for a key: set " + variable + " before the program starts"
                    : "does not accept the key" + words + ": correct " + variable;
        else if (answer.status() == 404)
            why = lacking;
        else if (answer.status() == 400 || answer.status() == 422)
            why = "refuses the request" + words + ": change what it names";
        else if (answer.status() == 402)
            why = "says that the account has no credit left" + words + ": buy some there";
        else if (answer.status() == 413)
            why = "takes no pictures that large" + words + ": select less, or give a smaller width and height";
        else if (answer.status() == 429 || answer.status() == 503)
            why = "has too much to do" + words + ": wait a minute and try again";
        else if (answer.status() == 408 || answer.status() == 504)
            why = "gave up before it had finished" + words + ": try again when it is less busy";
        else if (all.contains("OutOfMemory") || all.contains("out of memory"))
            why = "has too little memory" + words + ": select less, or give a smaller width and height";
        else
            why = "failed with the status " + answer.status() + words + ": look into its own log for the reason";
        return new InpaintException("The " + what + " server '" + answer.server() + "' " + why + ".");
    }
}
