package org.inpaintj.engine.remote;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Platform;

/**
 * Where keys of servers come from: environment variables, else a file that only the user can read, with lines such as
 * {@code stability = KEY} or {@code a1111@gpu.example.org = USER:PASSWORD}. A key never goes to a server that
 * whoever wrote a macro or a description could have put in its place: it is bound to a host.
 *
 * @param variables the value of an environment variable, null if there is none
 * @param file      the file with keys, which need not exist
 */
public record SecretStore(UnaryOperator<String> variables, Optional<Path> file) {

    /** Of this user. */
    public static SecretStore ofUser() {
        return new SecretStore(System::getenv, Platform.config().map(folder -> folder.resolve("server-keys")));
    }

    /**
     * The key for a service whose address is fixed by this program.
     *
     * @param provider its name: {@code INPAINTJ_NAME_KEY} is asked first
     * @param usual    the variables that its maker names, asked next
     * @return none if there is none
     */
    public Secret forFixed(final String provider, final List<String> usual) {
        for (final String variable : concat(variable(provider, "KEY"), usual)) {
            final String value = variables.apply(variable);
            if (value != null && !value.isBlank())
                return checked(value, "The environment variable " + variable);
        }
        return stored(provider).map(SecretStore::checkedLine).orElse(Secret.NONE);
    }

    /**
     * The key for a server whose address comes with the request.
     *
     * @throws InpaintException if there is one that may not go there
     */
    public Secret forNamed(final String provider, final ServerAddress address) {
        final String variable = variable(provider, "KEY"), value = variables.apply(variable);
        final Optional<String> line = stored(provider + "@" + address.name())
                .or(() -> address.isLocal() ? stored(provider) : Optional.empty());
        final boolean given = value != null && !value.isBlank();
        if (!given && line.isEmpty())
            return Secret.NONE;
        if (!address.keepsSecrets())
            throw unencrypted(address);
        final String host = variable(provider, "HOST");
        if (line.isPresent() && !given)
            return checkedLine(line.get());
        if (!address.isLocal() && !address.name().equalsIgnoreCase(String.valueOf(variables.apply(host))))
            throw new InpaintException("The key in " + variable + " does not go to '" + address.name() + "': say in "
                    + host + "=" + address.name() + " that it is meant for that server.");
        return checked(value, "The environment variable " + variable);
    }

    /**
     * Where the key for a server comes from, in a few words that do not tell it; empty if there is none.
     *
     * @throws InpaintException as {@link #forNamed}
     */
    public String origin(final String provider, final ServerAddress address) {
        final String variable = variable(provider, "KEY"), value = variables.apply(variable);
        return forNamed(provider, address).isEmpty() ? ""
                : value == null || value.isBlank() ? "in the file of server keys" : "in " + variable;
    }

    /**
     * Keeps the key for a server in the file, in place of the one that stands there.
     *
     * @throws InpaintException if it is none, may not go there, or cannot be written; then the file is as it was
     */
    public void store(final String provider, final ServerAddress address, final Secret secret) {
        final Secret checked = checked(secret.value(), "The field");
        if (!address.keepsSecrets())
            throw unencrypted(address);
        new SecretFile(file.orElseThrow(() -> new InpaintException("The system names no home folder for this user, so "
                + "the key cannot be kept: set " + variable(provider, "KEY") + " instead.")))
                .put(provider + "@" + address.name(), checked);
    }

    /**
     * Takes the key that the file has for a server alone out of it; false if there is none. One in a variable stays.
     *
     * @throws InpaintException if the file may not be used, or cannot be written
     */
    public boolean forget(final String provider, final ServerAddress address) {
        return file.isPresent() && new SecretFile(file.get()).remove(provider + "@" + address.name());
    }

    private static InpaintException unencrypted(final ServerAddress address) {
        return new InpaintException("The key would go to '" + address.name() + "' unencrypted: give an address that "
                + "begins with https.");
    }

    private static List<String> concat(final String first, final List<String> others) {
        final List<String> all = new java.util.ArrayList<>(List.of(first));
        all.addAll(others);
        return all;
    }

    /** The name of a variable of ours. */
    public static String variable(final String provider, final String what) {
        return "INPAINTJ_" + provider.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_") + "_" + what;
    }

    private static Secret checkedLine(final String value) {
        return checked(value, "The file of server keys");
    }

    /** What would break a header is no key. */
    static Secret checked(final String value, final String where) {
        final String key = value.strip();
        if (!key.matches("[\\x20-\\x7e]{1,4096}"))
            throw new InpaintException(where + " holds no key: a key is one line of letters, digits and signs.");
        return new Secret(key);
    }

    private Optional<String> stored(final String name) {
        return file.flatMap(path -> new SecretFile(path).value(name));
    }
}
