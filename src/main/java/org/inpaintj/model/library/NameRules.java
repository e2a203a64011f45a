package org.inpaintj.model.library;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.inpaintj.core.Sha256;
import org.inpaintj.model.catalogue.ModelRole;

/**
 * What models are called. A name is that of a file, with or without its ending and with as many folders before it as
 * wanted; as the WebUI writes it, with {@code _} for folders or a digest in brackets; a digest alone; or what the file
 * calls itself.
 */
final class NameRules {

    private static final Pattern BRACKET = Pattern.compile("(.*\\S)\\s*\\[([0-9a-fA-F]{8,64})\\]");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-fA-F]{8,64}");
    /** Where the WebUI's first digest lies in a file: 64 KB from 1 MB on. */
    private static final int OLD_FROM = 0x100000, OLD_COUNT = 0x10000, OLD_DIGITS = 8;

    private final List<LibraryEntry> entries;
    private final Function<LibraryEntry, ContentFacts> facts;

    NameRules(final List<LibraryEntry> entries, final Function<LibraryEntry, ContentFacts> facts) {
        this.entries = entries;
        this.facts = facts;
    }

    /** Those of a role that a name is that of; more than one if it does not tell them apart. */
    List<LibraryEntry> find(final String text, final ModelRole role) {
        return find(text, known -> known.fits(role));
    }

    /** Those whose contents are wanted that a name is that of. */
    List<LibraryEntry> find(final String text, final Predicate<ContentFacts> wanted) {
        final String name = text.strip().replace('\\', '/');
        final Matcher bracket = BRACKET.matcher(name);
        if (!bracket.matches())
            return found(name, wanted);
        final List<LibraryEntry> found = found(bracket.group(1), wanted);
        final String digest = bracket.group(2).toLowerCase(Locale.ROOT);
        if (found.size() == 1)
            return found;
        final List<LibraryEntry> told = (found.isEmpty() ? entries : found).stream()
                .filter(entry -> wanted.test(facts.apply(entry)) && hasDigest(entry, digest)).toList();
        return told.isEmpty() ? found : told;
    }

    /** Headers are read of what has the name, and of the rest only if nothing has. */
    private List<LibraryEntry> found(final String name, final Predicate<ContentFacts> wanted) {
        final String lower = name.toLowerCase(Locale.ROOT);
        final List<Predicate<LibraryEntry>> rules = new ArrayList<>(List.of(
                entry -> ends(entry.called(), name) || ends(entry.called() + entry.ending(), name),
                entry -> ends(entry.called().toLowerCase(Locale.ROOT), lower)
                        || ends((entry.called() + entry.ending()).toLowerCase(Locale.ROOT), lower),
                entry -> isFlat(entry.inPlace(), name),
                entry -> facts.apply(entry).aliases().stream().anyMatch(name::equalsIgnoreCase)));
        if (DIGEST.matcher(name).matches())
            rules.add(entry -> hasDigest(entry, lower));
        for (final Predicate<LibraryEntry> rule : rules) {
            final List<LibraryEntry> found = entries.stream()
                    .filter(entry -> rule.test(entry) && wanted.test(facts.apply(entry))).toList();
            if (!found.isEmpty())
                return found;
        }
        return List.of();
    }

    private static boolean ends(final String called, final String name) {
        return called.equals(name) || called.endsWith(name)
                && called.charAt(called.length() - name.length() - 1) == '/';
    }

    /** Whether a name is a path below a folder with {@code _} for each separator, as the WebUI writes it. */
    private static boolean isFlat(final String path, final String name) {
        final int at = path.length() - name.length();
        return at >= 0 && (at == 0 || path.charAt(at - 1) == '/')
                && path.substring(at).replace('/', '_').equalsIgnoreCase(name);
    }

    private boolean hasDigest(final LibraryEntry entry, final String digest) {
        return facts.apply(entry).hashes().stream().anyMatch(known -> known.startsWith(digest))
                || new ModelSidecar(entry.path()).hashes().stream().anyMatch(known -> known.startsWith(digest))
                || digest.length() == OLD_DIGITS && entry.kind() == LibraryEntry.Kind.FILE
                        && oldDigest(entry).equals(digest);
    }

    private static String oldDigest(final LibraryEntry entry) {
        try (RandomAccessFile file = new RandomAccessFile(entry.path().toFile(), "r")) {
            if (file.length() <= OLD_FROM)
                return "";
            final byte[] bytes = new byte[(int) Math.min(OLD_COUNT, file.length() - OLD_FROM)];
            file.seek(OLD_FROM);
            file.readFully(bytes);
            return new Sha256().add(bytes).hex().substring(0, OLD_DIGITS);
        } catch (final IOException | UnsupportedOperationException e) {
            return "";
        }
    }

    /** What to write for each so that it is found and no other: the name, with folders before it where need be. */
    static Map<LibraryEntry, String> unique(final List<LibraryEntry> entries) {
        final Map<LibraryEntry, String> names = new LinkedHashMap<>();
        List<LibraryEntry> open = entries;
        for (int parts = 1; !open.isEmpty(); parts++) {
            final Map<String, Integer> counts = new HashMap<>();
            for (final LibraryEntry entry : entries)
                counts.merge(last(entry.called(), parts).toLowerCase(Locale.ROOT), 1, Integer::sum);
            final List<LibraryEntry> left = new ArrayList<>();
            for (final LibraryEntry entry : open) {
                final String name = last(entry.called(), parts);
                if (counts.get(name.toLowerCase(Locale.ROOT)) == 1)
                    names.put(entry, name);
                else if (name.equals(entry.called()))
                    names.put(entry, name + entry.ending());
                else
                    left.add(entry);
            }
            open = left;
        }
        return names;
    }

    private static String last(final String called, final int parts) {
        int at = called.length();
        for (int i = 0; i < parts && at >= 0; i++)
            at = called.lastIndexOf('/', at - 1);
        return called.substring(at + 1);
    }

    static Comparator<LibraryModel> byName() {
        return Comparator.comparing((LibraryModel model) -> model.name().toLowerCase(Locale.ROOT))
                .thenComparing(LibraryModel::path);
    }
}
