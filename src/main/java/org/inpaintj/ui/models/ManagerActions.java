package org.inpaintj.ui.models;

import java.awt.Frame;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import javax.swing.JFileChooser;
import javax.swing.JOptionPane;

import ij.IJ;
import ij.text.TextWindow;

import org.inpaintj.language.Translation;
import org.inpaintj.model.catalogue.AddedModels;
import org.inpaintj.model.catalogue.CatalogueEntry;
import org.inpaintj.model.catalogue.ModelStore;
import org.inpaintj.model.library.ModelLibrary;
import org.inpaintj.ui.UserErrors;

/** What the buttons of the window of models do. On the event thread; what takes a while is a {@link Transfer}. */
final class ManagerActions {

    private static final String TITLE = "Model Manager";
    private static final int NAMES = 5;

    private final Frame window;
    private final Supplier<ModelStore> stores;

    /** @param stores gives the store of the program at every call */
    ManagerActions(final Frame window, final Supplier<ModelStore> stores) {
        this.window = window;
        this.stores = stores;
    }

    /** Whether {@link #get} would do something. */
    static boolean canGet(final ModelRow row) {
        return row.entry().isPresent() && row.state() != ModelRow.State.INSTALLED && Transfer.of(row.key()).isEmpty();
    }

    void get(final List<ModelRow> rows) {
        final ModelStore store = stores.get();
        for (final ModelRow row : rows)
            if (canGet(row)) {
                final CatalogueEntry entry = row.entry().orElseThrow();
                final boolean known = store.licenceAccepted(entry);
                if (known || LicenceQuestion.accepted(window, entry))
                    new Transfer(Set.of(row.key()), row.bytes(), progress -> {
                        if (!known)
                            store.acceptLicence(entry);
                        store.install(entry, progress);
                        return List.of("'" + row.name() + "' is installed: Use sets it in the commands.");
                    }, ManagerActions::status).start("Get " + row.name());
            }
    }

    static void cancel(final List<ModelRow> rows) {
        rows.forEach(row -> Transfer.of(row.key()).ifPresent(transfer -> transfer.job().cancel()));
    }

    void importFiles() {
        final JFileChooser chooser = new JFileChooser();
        chooser.setDialogTitle(Translation.of("Import: a file, a folder or a zip archive"));
        chooser.setFileSelectionMode(JFileChooser.FILES_AND_DIRECTORIES);
        chooser.setMultiSelectionEnabled(true);
        if (chooser.showDialog(window, Translation.of("Import")) != JFileChooser.APPROVE_OPTION)
            return;
        final ModelStore store = stores.get();
        for (final File file : chooser.getSelectedFiles())
            new Transfer(Set.of(), file.getPath(), progress -> told(store.importFrom(file.toPath(), store.catalogue(),
                    progress)), ManagerActions::tell).start("Import " + file.getName());
    }

    private static List<String> told(final ModelStore.Imported imported) {
        final List<String> said = new ArrayList<>();
        if (!imported.complete().isEmpty())
            said.add("Now here: " + names(imported.complete().stream().map(CatalogueEntry::title).toList()) + ".");
        if (!imported.partial().isEmpty())
            said.add("Of these some files are still missing: " + names(imported.partial().stream()
                    .map(CatalogueEntry::title).toList()) + ".");
        if (!imported.unknown().isEmpty())
            said.add((said.isEmpty() ? "None of the files is one of the catalogue: " : "Not of the catalogue: ")
                    + names(imported.unknown()) + ". A folder of models of yours is added by Folders...");
        return said.isEmpty() ? List.of("There was no file to import.") : said;
    }

    private static String names(final List<String> names) {
        return names.stream().limit(NAMES).collect(Collectors.joining(", "))
                + (names.size() > NAMES ? " and " + (names.size() - NAMES) + " more" : "");
    }

    void fromAddress() {
        final ModelStore store = stores.get();
        AddressForm.ask(window).ifPresent(typed -> new Transfer(Set.of(), typed.address(), progress -> {
            final CatalogueEntry entry = new AddedModels(store).add(typed.address(), typed.role(), typed.title(),
                    progress);
            store.install(entry, progress);
            return List.of("'" + entry.title() + "' is installed: Use sets it in the commands.");
        }, ManagerActions::status).start("Get " + typed.title()));
    }

    /** @param changed called when folders were added or removed */
    void folders(final Runnable changed) {
        new FoldersForm(window, ModelLibrary.standard(), changed).setVisible(true);
    }

    static boolean canVerify(final ModelRow row) {
        return row.entry().isPresent() && row.state() == ModelRow.State.INSTALLED
                && Transfer.of(row.key()).isEmpty();
    }

    void verify(final List<ModelRow> rows) {
        final ModelStore store = stores.get();
        rows.stream().filter(ManagerActions::canVerify).forEach(row -> new Transfer(Set.of(row.key()), "", progress -> {
            final List<String> unsure = new ArrayList<>(), wrong = store.verify(row.entry().orElseThrow(),
                    new Noting(progress, unsure));
            return !wrong.isEmpty() ? wrong : !unsure.isEmpty() ? unsure
                    : List.of("All files of '" + row.name() + "' have the SHA-256 that they should have.");
        }, ManagerActions::tell).start("Verify " + row.name()));
    }

    static boolean canRemove(final ModelRow row) {
        return row.entry().isPresent() && Transfer.of(row.key()).isEmpty()
                && (row.state() != ModelRow.State.NOT_HERE || isAdded(row));
    }

    private static boolean isAdded(final ModelRow row) {
        return row.entry().filter(AddedModels::isAdded).isPresent();
    }

    void remove(final List<ModelRow> rows) {
        final List<ModelRow> gone = rows.stream().filter(ManagerActions::canRemove).toList();
        if (gone.isEmpty() || JOptionPane.showConfirmDialog(window, Translation.of("Delete the files of {0}?",
                Translation.message(names(gone.stream().map(ModelRow::name).toList()))), Translation.of("Remove"),
                JOptionPane.OK_CANCEL_OPTION,
                JOptionPane.WARNING_MESSAGE) != JOptionPane.OK_OPTION)
            return;
        final ModelStore store = stores.get();
        gone.forEach(row -> new Transfer(Set.of(row.key()), "", progress -> {
            final List<Path> left = store.remove(row.entry().orElseThrow());
            if (isAdded(row))
                new AddedModels(store).forget(row.key());
            return List.of("'" + row.name() + "' is removed" + (left.isEmpty() ? "." : ", but for files that are not "
                    + "of it: " + names(left.stream().map(Path::toString).toList()) + "."));
        }, ManagerActions::status).start("Remove " + row.name()));
    }

    /** Of the rows that are of the catalogue. */
    void print(final List<ModelRow> rows) {
        final ModelStore store = stores.get();
        new TextWindow(Translation.of("Files and Hashes"), Translation.of("file\tbytes\tSHA-256\taddresses"),
                rows.stream()
                .flatMap(row -> row.entry().stream()).flatMap(entry -> store.listing(entry).stream())
                .collect(Collectors.joining("\n")), 900, 400);
    }

    /** Says that something is done, without taking the focus. */
    static void status(final List<String> said) {
        IJ.showStatus(String.join(" ", Translation.messages(said)));
    }

    private static void tell(final List<String> said) {
        status(said);
        UserErrors.tell(TITLE, said);
    }
}
