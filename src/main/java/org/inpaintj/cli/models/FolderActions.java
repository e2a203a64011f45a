package org.inpaintj.cli.models;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

import org.inpaintj.cli.terminal.Messages;
import org.inpaintj.core.InpaintException;
import org.inpaintj.model.library.LibraryFolder;
import org.inpaintj.model.library.LibraryModel;
import org.inpaintj.model.library.ModelLibrary;

/** What {@code models folders} does: lists what is in the folders that the user has, and says which they are. */
final class FolderActions {

    private final ParseResult line;
    private final Messages messages;
    private final ModelLibrary library = ModelLibrary.standard();

    FolderActions(final ParseResult line, final Messages messages) {
        this.line = line;
        this.messages = messages;
    }

    int run() {
        final String action = line.matchedPositionalValue(1, ""), place = line.matchedPositionalValue(2, "");
        if (!List.of("", "add", "remove").contains(action))
            throw wrong("There is no 'models folders " + action + "': type models folders, models folders add FOLDER "
                    + "or models folders remove FOLDER.");
        if (action.isEmpty())
            return list();
        if (place.isEmpty())
            throw wrong("Nothing says which folder: type models folders " + action + " FOLDER.");
        if (action.equals("add"))
            messages.result(text(library.folders().add(path(place))));
        else {
            library.folders().remove(path(place));
            messages.result("Removed " + place + " from the list; the folder is as it was.");
        }
        return ExitCode.OK;
    }

    private ParameterException wrong(final String message) {
        return new ParameterException(line.commandSpec().commandLine(), message);
    }

    private static Path path(final String text) {
        try {
            return Path.of(text);
        } catch (final InvalidPathException e) {
            throw new InpaintException("'" + text + "' is no path: give a folder.", e);
        }
    }

    private static String text(final LibraryFolder folder) {
        return folder.root() + " (" + folder.program().title() + ")";
    }

    private static String counted(final long models) {
        return models + (models == 1 ? " model." : " models.");
    }

    /** Name, role, family and folder, one model a line. */
    private int list() {
        if (library.isEmpty())
            messages.note("There are no folders of models: type models folders add FOLDER.");
        final List<LibraryModel> models = messages.notedWork("inpaintj: models", library::models);
        models.forEach(each -> messages.result(String.format(Locale.ROOT, "%-40s %-12s %-20s %s", each.name(),
                each.role().name().toLowerCase(Locale.ROOT), each.family().isEmpty() ? "-" : each.family(),
                each.path().getParent())));
        final Map<Path, Long> counts = models.stream().collect(Collectors.groupingBy(each -> each.folder().root(),
                TreeMap::new, Collectors.counting()));
        for (final LibraryFolder folder : library.known())
            messages.note(text(folder) + ": " + counted(counts.getOrDefault(folder.root(), 0L)));
        library.problems().forEach(messages::note);
        return ExitCode.OK;
    }
}
