package org.inpaintj.engine.remote;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

import org.inpaintj.core.InpaintException;

/**
 * Asks the user for a key that is kept nowhere, where there is somebody to ask: on a terminal. What was answered is
 * known until the program ends. Thread-safe.
 */
public final class SecretPrompt {

    private static final Map<String, Secret> KNOWN = new ConcurrentHashMap<>();

    /** Given a question, what the user typed unseen; null if there is nobody, or no answer. */
    private static volatile UnaryOperator<String> asker = question -> null;

    private SecretPrompt() {}

    /** Who is asked from now on; what was answered before is forgotten. */
    public static void use(final UnaryOperator<String> next) {
        KNOWN.clear();
        asker = next;
    }

    /**
     * The key of a service, asked for once for each of its hosts.
     *
     * @return none if there is nobody to ask
     * @throws InpaintException if it would go out unencrypted
     */
    public static synchronized Secret ask(final String service, final ServerAddress address) {
        final Secret known = KNOWN.get(service + "@" + address.name());
        if (known != null)
            return known;
        final Optional<String> typed = Optional.ofNullable(asker.apply("Key of '" + service + "' for '" + address.name()
                + "' (not shown, not stored): ")).filter(text -> !text.isBlank());
        if (typed.isEmpty())
            return Secret.NONE;
        if (!address.keepsSecrets())
            throw new InpaintException("The key would go to '" + address.name() + "' unencrypted: give an address that "
                    + "begins with https.");
        final Secret secret = SecretStore.checked(typed.get(), "The answer");
        KNOWN.put(service + "@" + address.name(), secret);
        return secret;
    }
}
