package org.inpaintj.engines;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

import org.inpaintj.engine.Engine;
import org.inpaintj.engine.Request;
import org.inpaintj.params.Key;
import org.inpaintj.params.Parameters;

/** What keeps an engine's keys from joining those of others. */
final class KeyClash {

    private KeyClash() {}

    /**
     * @param others the engines that were found before it
     * @return the end of a sentence; empty if its keys can join theirs
     */
    static Optional<String> of(final Engine engine, final Collection<Engine> others) {
        final Parameters<?> keys;
        try {
            keys = Parameters.of(engine.parameters());
        } catch (final RuntimeException e) {
            return Optional.of("its keys cannot be read (" + e.getMessage() + ")");
        }
        for (final String key : keys.keys()) {
            if (keys.describe(key) == null)
                return Optional.of("its key '" + key + "' is not described by @Key");
            if (!key.equals(key.toLowerCase(Locale.ROOT)))
                return Optional.of("its key '" + key + "' is not in lower case, which macros need");
            if (Request.COMMON.has(key))
                return Optional.of("its key '" + key + "' is one that all engines have");
            for (final Engine other : others) {
                final Parameters<?> theirs = Parameters.of(other.parameters());
                if (!other.id().equals(engine.id()) && theirs.has(key) && !agree(keys, theirs, key))
                    return Optional.of("its key '" + key + "' differs from that of the engine '" + other.id()
                            + "' in type, range or default");
            }
        }
        return Optional.empty();
    }

    private static boolean agree(final Parameters<?> one, final Parameters<?> other, final String key) {
        final Key a = one.describe(key), b = other.describe(key);
        return one.type(key) == other.type(key) && a.min() == b.min() && a.max() == b.max()
                && one.defaultOf(key).equals(other.defaultOf(key));
    }
}
