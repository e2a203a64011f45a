package org.inpaintj.engine.remote;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Platform;
import org.inpaintj.core.PrivateFolder;

/**
 * Where keys of servers come from: environment variables, else a file that only the user can read, with lines such as
 * {@code stability = KEY} or {@code a1111@gpu.example.org = USER:PASSWORD}. A key never goes to a server that
 * whoever wrote a macro or a description could have put in its place: it is bound to a host.
 *
 * @param variables the value of an environment variable, null if there is none
 * @param file      the file with keys, which need not exist
 */
public record SecretStore(UnaryOperator<String> variables, Optional<Path> file) {

    /** How large a file of keys may be, bytes. */
    private static final long MOST = 1 << 16;

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
            throw new InpaintException("The key would go to '" + address.name() + "' unencrypted: give an address that "
                    + "begins with https.");
        final String host = variable(provider, "HOST");
        if (line.isPresent() && !given)
            return checkedLine(line.get());
        if (!address.isLocal() && !address.name().equalsIgnoreCase(String.valueOf(variables.apply(host))))
            throw new InpaintException("The key in " + variable + " does not go to '" + address.name() + "': say in "
                    + host + "=" + address.name() + " that it is meant for that server.");
        return checked(value, "The environment variable " + variable);
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
        if (file.isEmpty() || !Files.exists(file.get()))
            return Optional.empty();
        try {
            if (!PrivateFolder.owns(file.get()) || isOpen(file.get()) || Files.size(file.get()) > MOST)
                throw new InpaintException("The file of server keys '" + file.get() + "' is not used, for others can "
                        + "read it: close it with chmod 600.");
            for (final String line : Files.readAllLines(file.get(), StandardCharsets.UTF_8)) {
                final int equals = line.indexOf('=');
                if (equals > 0 && !line.startsWith("#")
                        && line.substring(0, equals).strip().equalsIgnoreCase(name))
                    return Optional.of(line.substring(equals + 1).strip());
            }
            return Optional.empty();
        } catch (final IOException e) {
            throw new InpaintException("The file of server keys '" + file.get() + "' cannot be read: check its "
                    + "permissions.", e);
        }
    }

    /** Whether group or others may read it; never on Windows, where the user's profile is closed by the system. */
    private static boolean isOpen(final Path path) throws IOException {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("posix"))
            return false;
        final Set<PosixFilePermission> open = EnumSet.copyOf(
                Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
        open.removeAll(EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE,
                PosixFilePermission.OWNER_EXECUTE));
        return !open.isEmpty();
    }
}
