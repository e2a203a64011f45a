package org.inpaintj.ui.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.model.catalogue.Catalogue;
import org.inpaintj.model.catalogue.CatalogueEntry;
import org.inpaintj.model.catalogue.CatalogueFile;
import org.inpaintj.model.catalogue.ModelRole;
import org.inpaintj.model.catalogue.ModelStore;
import org.inpaintj.model.library.LibraryModel;
import org.inpaintj.model.library.ModelLibrary;

/**
 * All models that can be listed, and what was passed over on the way. Reads folders: not on the event thread.
 *
 * @param rows     of the catalogue, then those in folders of the user's
 * @param problems full sentences
 */
record ModelList(List<ModelRow> rows, List<String> problems) {

    static ModelList read(final ModelStore store) {
        final List<ModelRow> rows = new ArrayList<>();
        final List<String> problems = new ArrayList<>();
        final Catalogue catalogue = catalogue(store, problems);
        problems.addAll(catalogue.notes());
        for (final CatalogueEntry entry : catalogue.entries())
            try {
                rows.add(row(store, entry));
            } catch (final InpaintException e) {
                problems.add(e.getMessage());
            }
        try {
            final ModelLibrary library = ModelLibrary.standard();
            library.models(Progress.NONE).forEach(each -> rows.add(row(each)));
            problems.addAll(library.problems());
        } catch (final InpaintException e) {
            problems.add(e.getMessage());
        }
        return new ModelList(List.copyOf(rows), List.copyOf(problems));
    }

    /** The user's own additions may be damaged: then what came with the program is listed. */
    private static Catalogue catalogue(final ModelStore store, final List<String> problems) {
        try {
            return store.catalogue();
        } catch (final InpaintException e) {
            problems.add(e.getMessage());
            return Catalogue.bundled();
        }
    }

    private static ModelRow row(final ModelStore store, final CatalogueEntry entry) {
        final CatalogueEntry known = store.known(entry);
        final ModelRow.State state = switch (store.state(entry)) {
            case ABSENT -> ModelRow.State.NOT_HERE;
            case PARTIAL -> ModelRow.State.IN_PART;
            case INSTALLED -> ModelRow.State.INSTALLED;
        };
        final Optional<Path> path = state == ModelRow.State.INSTALLED ? Optional.of(store.path(known))
                : Optional.empty();
        return new ModelRow(entry.id(), entry.title(), entry.role(), task(entry.role(), entry.task()), entry.family(),
                bytes(known), entry.licence().id(), state, Optional.of(known), path, Optional.empty(), "");
    }

    /** Of the files whose sizes are known. */
    private static long bytes(final CatalogueEntry entry) {
        return entry.files().stream().mapToLong(CatalogueFile::size).filter(size -> size >= 0).reduce(Long::sum)
                .orElse(-1);
    }

    private static ModelRow row(final LibraryModel model) {
        final String origin = "Of " + model.folder().program().title() + ", in " + model.folder().root() + ". It is "
                + model.kind() + ".";
        return new ModelRow(model.name() + " " + model.path(), model.name(), model.role(), RoleNames.of(model.role()),
                model.family(), size(model.path()), "", ModelRow.State.IN_A_FOLDER, Optional.empty(),
                Optional.of(model.path()), model.preview(), origin + "\n" + model.notes());
    }

    /** Of a folder nothing is known without reading all of it. */
    private static long size(final Path path) {
        try {
            return Files.isRegularFile(path) ? Files.size(path) : -1;
        } catch (final IOException e) {
            return -1;
        }
    }

    /** Of a model that is no painter, what it is says more. */
    static String task(final ModelRole role, final String task) {
        return role == ModelRole.MODEL ? task : RoleNames.of(role);
    }
}
