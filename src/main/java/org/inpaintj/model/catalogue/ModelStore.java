package org.inpaintj.model.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Platform;
import org.inpaintj.core.Progress;
import org.inpaintj.core.Sha256;
import org.inpaintj.model.download.DownloadSettings;
import org.inpaintj.model.download.Downloader;
import org.inpaintj.model.download.Hub;
import org.inpaintj.model.download.HubSource;

/**
 * The folder of the models that are known by name. A model has a folder of its own, named by its id, which is there
 * only once all its files are; until then it is {@code ID.partial}. Beside it lies {@code ID.json} with the licence
 * that was accepted and the digests of the files. Several programs may use one folder at once. Thread-safe; all but
 * {@link #find} and {@link #state} may take a while and belong on no event thread.
 */
public final class ModelStore {

    /** The catalogue of the user's own in the folder. */
    static final String CATALOGUE = "catalogue.json";

    /** The variable that names the folder. */
    public static final String VARIABLE = "INPAINTJ_MODELS";

    /** That of the running program while {@link #use} says so, else null. */
    private static ModelStore used;

    /** Null where the system names no home. */
    private final Path folder;
    private final DownloadSettings settings;

    /** How much of a model is there, by the sizes of its files. */
    public enum State { ABSENT, PARTIAL, INSTALLED }

    /** What {@link #use} has replaced; closing it puts that back. */
    public interface Use extends AutoCloseable {

        @Override
        void close();
    }

    /**
     * One in a folder.
     *
     * @param folder   made when the first model is put into it
     * @param settings of downloads
     */
    public ModelStore(final Path folder, final DownloadSettings settings) {
        this.folder = folder == null ? null : folder.toAbsolutePath().normalize();
        this.settings = settings;
    }

    /**
     * That of the running program: the folder that the variable {@value #VARIABLE} names, else {@code models} in the
     * user's folder for data.
     */
    public static synchronized ModelStore standard() {
        if (used != null)
            return used;
        return new ModelStore(folder(System.getenv(VARIABLE)), DownloadSettings.NORMAL);
    }

    /** @param named the value of the variable; null if it is not set */
    static Path folder(final String named) {
        try {
            return named != null && !named.isBlank() ? Path.of(named.strip())
                    : Platform.data().map(data -> data.resolve("models")).orElse(null);
        } catch (final InvalidPathException e) {
            throw new InpaintException("The variable " + VARIABLE + " is no path: name a folder in it.", e);
        }
    }

    /** Makes a store that of the running program until the result is closed. */
    public static synchronized Use use(final ModelStore store) {
        final ModelStore before = used;
        used = store;
        return () -> {
            synchronized (ModelStore.class) {
                used = before;
            }
        };
    }

    /**
     * Where the models are; it need not exist.
     *
     * @throws InpaintException if the system names no home
     */
    public Path folder() {
        if (folder == null)
            throw new InpaintException("The system names no home folder for this user: name a folder for models in "
                    + "the variable " + VARIABLE + ".");
        return folder;
    }

    /** The same folder with or without pickle files whose digest nobody knows. */
    public ModelStore withPickle(final boolean allowed) {
        return new ModelStore(folder, settings.withPickle(allowed));
    }

    /** The same settings of downloads with another folder. */
    public ModelStore in(final Path other) {
        return new ModelStore(other, settings);
    }

    DownloadSettings settings() {
        return settings;
    }

    /**
     * The catalogue that comes with this program, and above it that in the file {@code catalogue.json} in the folder of
     * models, if there is one.
     *
     * @throws InpaintException if that is damaged
     */
    public Catalogue catalogue() {
        final Path own = folder == null ? null : folder.resolve(CATALOGUE);
        return own == null || !Files.exists(own) ? Catalogue.bundled()
                : Catalogue.bundled().with(Catalogue.read(own));
    }

    /**
     * The same, and above it another one.
     *
     * @param place path of a file, or an address that begins with https
     * @throws InpaintException   if it cannot be had, or is none
     * @throws CancelledException once the user has asked to stop
     */
    public Catalogue catalogue(final String place, final Progress progress) {
        final Catalogue newer;
        if (place.matches("(?i)https?://.*"))
            newer = Catalogue.parse("The catalogue at that address", writing(() -> Hub.text(place, Catalogue.MOST_BYTES,
                    new Downloader(settings), progress)));
        else
            newer = Catalogue.read(Path.of(place));
        newer.notes().forEach(progress::note);
        return catalogue().with(newer);
    }

    /**
     * The files of a model for those who bring them to a machine without a network: path, size, SHA-256 and addresses,
     * with tabs between them and "-" for what is not known, a line a file.
     */
    public List<String> listing(final CatalogueEntry entry) {
        final CatalogueEntry known = known(entry);
        final List<String> lines = new ArrayList<>();
        if (known.files().isEmpty())
            lines.add(String.join("\t", entry.id() + "/*", "-", "-", entry.source()));
        for (final CatalogueFile each : known.files())
            lines.add(String.join("\t", entry.id() + "/" + each.path(), each.size() < 0 ? "-" : "" + each.size(),
                    each.sha256().isEmpty() ? "-" : each.sha256(), String.join(" ", each.urls().stream()
                            .map(url -> HubSource.of(url).map(source -> source.address(settings).toString())
                                    .orElse(url)).distinct().toList())));
        return lines;
    }

    /** How much of a model is there. */
    public State state(final CatalogueEntry entry) {
        if (folder == null)
            return State.ABSENT;
        final List<CatalogueFile> files = known(entry).files();
        if (!files.isEmpty() && files.stream().allMatch(each -> hasSize(place(entry.id()).resolve(each.path()), each)))
            return State.INSTALLED;
        return Files.exists(place(entry.id())) || Files.exists(partial(entry.id())) ? State.PARTIAL : State.ABSENT;
    }

    /** The paths of those files of a model that are neither in its folder nor waiting for the others. */
    public List<String> missing(final CatalogueEntry entry) {
        return known(entry).files().stream().filter(each -> !hasSize(place(entry.id()).resolve(each.path()), each)
                && !hasSize(partial(entry.id()).resolve(each.path()), each)).map(CatalogueFile::path).toList();
    }

    static boolean hasSize(final Path path, final CatalogueFile file) {
        try {
            return Files.isRegularFile(path) && (file.size() < 0 || Files.size(path) == file.size());
        } catch (final IOException e) {
            return false;
        }
    }

    /**
     * What a key that names a model by its id is to get: the file that the model opens, the file of a model of one, or
     * the folder of one of several. Nobody is asked, and few files are looked at.
     *
     * @return empty if there is no such model in the store, or not all of it
     */
    public Optional<Path> find(final String id) {
        if (folder == null || !CatalogueReader.isId(id) || !Files.isDirectory(place(id)))
            return Optional.empty();
        final ModelRecord record = record(id);
        if (!record.files().isEmpty())
            return record.files().stream().allMatch(each -> hasSize(place(id).resolve(each.path()), each))
                    ? Optional.of(opened(id, record.opens(), record.files())) : Optional.empty();
        return catalogue().find(id).filter(entry -> state(entry) == State.INSTALLED).map(this::path);
    }

    /** A model of the catalogue that is not in the store, or not all of it; empty if it is, or the id is none. */
    public Optional<CatalogueEntry> absent(final String id) {
        return CatalogueReader.isId(id) ? catalogue().find(id).filter(entry -> find(id).isEmpty()) : Optional.empty();
    }

    /** What a key is to get once the model is there. */
    public Path path(final CatalogueEntry entry) {
        return opened(entry.id(), entry.opens(), known(entry).files());
    }

    private Path opened(final String id, final String opens, final List<CatalogueFile> files) {
        return !opens.isEmpty() ? place(id).resolve(opens)
                : files.size() == 1 ? place(id).resolve(files.get(0).path()) : place(id);
    }

    /** Whether a model asks for no acceptance, or its licence as it is now was accepted. */
    public boolean licenceAccepted(final CatalogueEntry entry) {
        return !entry.licence().accept() || folder != null
                && record(entry.id()).licence().equals(entry.licence().toString());
    }

    /** Remembers that the user accepts the licence of a model. */
    public void acceptLicence(final CatalogueEntry entry) {
        writing(() -> {
            Files.createDirectories(folder());
            record(entry.id()).accepting(entry.licence()).write(recordFile(entry.id()));
            return null;
        });
    }

    /**
     * Downloads what is missing of a model, and takes for missing what does not have its digest. What broke off goes on
     * from where it was.
     *
     * @return as {@link #path}
     * @throws InpaintException   if its licence has to be accepted first, or it cannot be had; what has come stays
     * @throws CancelledException once the user has asked to stop; what has come stays
     */
    public Path install(final CatalogueEntry entry, final Progress progress) {
        if (!licenceAccepted(entry))
            throw new InpaintException("'" + entry.title() + "' is given under the licence " + entry.licence()
                    + ", which binds whoever uses it: read it, and accept it with 'models get " + entry.id()
                    + " --accept-licence' on the command line.");
        return writing(() -> new ModelInstaller(this, progress).install(entry));
    }

    /**
     * Takes the files of models from where they were brought to, for machines without a network: what a file is is told
     * by its SHA-256, whatever its name is. Of files whose digest is not known, those are taken that lie as the
     * catalogue says beside some that are known.
     *
     * @param from      a file, a folder, or a zip archive, which is not unpacked anywhere
     * @param catalogue whose models are looked for
     * @param progress  told what is unknown
     * @throws InpaintException   if it cannot be read; what was found before is there
     * @throws CancelledException once the user has asked to stop; what was found before is there
     */
    public Imported importFrom(final Path from, final Catalogue catalogue, final Progress progress) {
        return writing(() -> new ModelImporter(this, catalogue, progress).take(from));
    }

    /**
     * What an import brought.
     *
     * @param complete models of which all files are there now
     * @param partial  models of which some came, and others are missing
     * @param unknown  the names of files that are none of the catalogue
     */
    public record Imported(List<CatalogueEntry> complete, List<CatalogueEntry> partial, List<String> unknown) {
    }

    /**
     * Compares the files of a model with their digests.
     *
     * @param progress told of files of which no digest is known
     * @return what is wrong, a sentence a file; empty if nothing is
     */
    public List<String> verify(final CatalogueEntry entry, final Progress progress) {
        final List<String> wrong = new ArrayList<>();
        final List<CatalogueFile> files = known(entry).files();
        for (int i = 0; i < files.size(); i++) {
            final CatalogueFile each = files.get(i);
            final Path path = place(entry.id()).resolve(each.path());
            progress.step(i, files.size(), entry.id() + "/" + each.path());
            if (!Files.isRegularFile(path))
                wrong.add("'" + path + "' is missing: 'models get " + entry.id() + "' fetches it.");
            else {
                final String digest = digest(path, progress);
                if (each.sha256().isEmpty())
                    progress.note("'" + path + "' has the SHA-256 " + digest + ", of which it is not known whether it "
                            + "is right.");
                else if (!digest.equals(each.sha256()))
                    wrong.add("'" + path + "' has the SHA-256 " + digest + " instead of " + each.sha256()
                            + ": 'models get " + entry.id() + "' fetches it anew.");
            }
        }
        return wrong;
    }

    static String digest(final Path path, final Progress progress) {
        return writing(() -> new Sha256().add(path, progress).hex());
    }

    /**
     * Deletes the files of a model, whole or in part, and forgets their digests. Files of others in its folder stay.
     *
     * @return what is left in the folder of the model; empty if that is gone
     */
    public List<Path> remove(final CatalogueEntry entry) {
        return writing(() -> new ModelRemover(this).remove(entry));
    }

    /** A model with what was learnt of its files when they came. */
    public CatalogueEntry known(final CatalogueEntry entry) {
        return folder == null ? entry : record(entry.id()).over(entry);
    }

    Path place(final String id) {
        return folder().resolve(id);
    }

    Path partial(final String id) {
        return folder().resolve(id + ".partial");
    }

    Path recordFile(final String id) {
        return folder().resolve(id + ".json");
    }

    ModelRecord record(final String id) {
        return writing(() -> ModelRecord.read(recordFile(id)));
    }

    /** Work on files. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /** Does work on the folder, whose failures are the user's to mend. */
    static <T> T writing(final Work<T> work) {
        try {
            return work.run();
        } catch (final IOException | UncheckedIOException e) {
            throw new InpaintException("The folder of models cannot be read or written (" + e.getMessage()
                    + "): check its permissions, or name another one in the variable " + VARIABLE + ".", e);
        }
    }

    /** Whether something is a folder and no link to one. */
    static boolean isFolder(final Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }
}
