package org.inpaintj.ui.models;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

import org.inpaintj.language.Translation;
import org.inpaintj.model.catalogue.CatalogueEntry;
import org.inpaintj.model.catalogue.ModelRole;

/**
 * A model in the table.
 *
 * @param key     tells it from all others
 * @param name    for people
 * @param role    what it is for
 * @param task    in a word
 * @param family  of networks; empty if that is not known
 * @param size    bytes as far as they are known; -1 if nothing is
 * @param licence its name; empty if that is not known
 * @param state   how much of it is here
 * @param entry   what the catalogue says; empty for one in a folder of the user's
 * @param path    what a key gets, or will get
 * @param picture a file that shows what it makes
 * @param notes   what lies beside it in a folder of the user's; empty if nothing
 */
record ModelRow(String key, String name, ModelRole role, String task, String family, long size, String licence,
        State state, Optional<CatalogueEntry> entry, Optional<Path> path, Optional<Path> picture, String notes) {

    /** How much of a model is here. */
    enum State {
        NOT_HERE, IN_PART, INSTALLED, IN_A_FOLDER;

        String words() {
            return switch (this) {
                case NOT_HERE -> Translation.of("not here");
                case IN_PART -> Translation.of("in part");
                case INSTALLED -> Translation.of("installed");
                case IN_A_FOLDER -> Translation.of("in a folder of yours");
            };
        }
    }

    boolean usable() {
        return (state == State.INSTALLED || state == State.IN_A_FOLDER) && entry.map(CatalogueEntry::runs).orElse(true);
    }

    /** Whether all words of a search are somewhere in it, in any case. */
    boolean matches(final String search) {
        final String all = String.join(" ", key, name, RoleNames.of(role), task, family, licence, state.words(), notes,
                entry.map(CatalogueEntry::note).orElse(""), entry.map(CatalogueEntry::page).orElse(""))
                .toLowerCase(Locale.ROOT);
        for (final String word : search.toLowerCase(Locale.ROOT).split("\\s+"))
            if (!all.contains(word))
                return false;
        return true;
    }

    /** Its size for people; empty if nothing is known of it. */
    String bytes() {
        final boolean whole = size < 0 || entry.isEmpty() || entry.get().size() >= 0;
        return (whole ? "" : "\u2265 ") + bytes(size);
    }

    /** Bytes for people, as hubs write them; empty if not known. */
    static String bytes(final long bytes) {
        return bytes < 0 ? "" : bytes < 1_000_000 ? Math.max(1, bytes / 1000) + " kB"
                : bytes < 1_000_000_000 ? (bytes + 500_000) / 1_000_000 + " MB"
                        : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }
}
