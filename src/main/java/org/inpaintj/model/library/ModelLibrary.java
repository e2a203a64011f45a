package org.inpaintj.model.library;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.PrivateFolder;
import org.inpaintj.core.Progress;
import org.inpaintj.model.catalogue.ModelRole;
import org.inpaintj.params.NearMatches;

/**
 * The models in the folders that a user has, of whatever program: listed by what is in the files, found by their names.
 * Nothing in the folders is ever changed. A folder that was listed before is only looked at for changes, and a file
 * that was read before is not read again until it changes. Thread-safe.
 */
public final class ModelLibrary {

    /** That of the running program; null until it is asked for. */
    private static ModelLibrary standard;

    private final LibraryFolders folders;
    private final FactsStore store;
    private final Map<Path, LibraryWalk.Found> walked = new HashMap<>();

    /** What {@link #use} has replaced; closing it puts that back. */
    public interface Use extends AutoCloseable {

        @Override
        void close();
    }

    /**
     * One of some folders.
     *
     * @param memory file that remembers what was read, which need not exist; without one the program remembers it
     */
    public ModelLibrary(final LibraryFolders folders, final Optional<Path> memory) {
        this(folders, () -> memory);
    }

    private ModelLibrary(final LibraryFolders folders, final Supplier<Optional<Path>> memory) {
        this.folders = folders;
        store = new FactsStore(memory);
    }

    /** That of the running program: the user's folders, unless {@link #use} says others. */
    public static synchronized ModelLibrary standard() {
        if (standard == null)
            standard = new ModelLibrary(LibraryFolders.ofUser(), () -> PrivateFolder.cache().below("library").path()
                    .map(folder -> folder.resolve("facts.json")));
        return standard;
    }

    /** Makes a library that of the running program until the result is closed. */
    public static synchronized Use use(final ModelLibrary library) {
        final ModelLibrary before = standard;
        standard = library;
        return () -> {
            synchronized (ModelLibrary.class) {
                standard = before;
            }
        };
    }

    /** The list of folders, to read and to change. */
    public LibraryFolders folders() {
        return folders;
    }

    /** The models of a role, by their names. Reads the headers of files that are new: the first time that may last. */
    public List<LibraryModel> models(final ModelRole role) {
        return models(role, Progress.NONE);
    }

    /**
     * The same with progress.
     *
     * @throws org.inpaintj.core.CancelledException once the user has asked to stop
     */
    public List<LibraryModel> models(final ModelRole role, final Progress progress) {
        return models(progress).stream().filter(model -> model.role() == role).toList();
    }

    /** The models of all roles, by their names; as {@link #models(ModelRole, Progress)}. */
    public List<LibraryModel> models(final Progress progress) {
        final List<LibraryEntry> entries = entries(progress);
        final Map<ModelRole, List<LibraryEntry>> roles = new LinkedHashMap<>();
        try {
            for (int i = 0; i < entries.size(); i++) {
                progress.check();
                progress.step(i, entries.size(), "Reading what models are");
                final LibraryEntry entry = entries.get(i);
                role(entry).ifPresent(role -> roles.computeIfAbsent(role, r -> new ArrayList<>()).add(entry));
            }
        } finally {
            store.save();
        }
        final List<LibraryModel> models = new ArrayList<>();
        roles.forEach((role, some) -> models.addAll(models(role, some)));
        models.sort(NameRules.byName());
        return List.copyOf(models);
    }

    private List<LibraryModel> models(final ModelRole role, final List<LibraryEntry> entries) {
        final List<LibraryModel> models = new ArrayList<>();
        NameRules.unique(entries).forEach((entry, name) -> {
            final ContentFacts facts = facts(entry);
            models.add(new LibraryModel(name, facts.aliases().stream().filter(alias ->
                    !alias.equalsIgnoreCase(entry.stem())).findFirst(), role, entry.path(), entry.folder(),
                    facts.kind(), facts.family()));
        });
        return models;
    }

    /** Networks that prepare pictures look like upscalers or parts of a model; the folder that they lie in tells. */
    private Optional<ModelRole> role(final LibraryEntry entry) {
        final ContentFacts facts = facts(entry);
        final boolean prepares = facts.picture()
                && entry.inPlace().matches("(?i)(.*/)?[^/]*(preprocessor|annotator)[^/]*/.*");
        return prepares ? Optional.of(ModelRole.PREPROCESSOR) : facts.role().filter(r -> facts.refusal().isEmpty());
    }

    private ContentFacts facts(final LibraryEntry entry) {
        return FolderReader.read(entry, store::get);
    }

    /**
     * Where the model of a name lies: of a file's name, with or without its ending and with as many folders before it
     * as tell it from others; of a name as the WebUI writes it; or of what the file calls itself.
     *
     * @throws InpaintException if there are several, with names that tell them apart
     */
    public Optional<Path> find(final String name, final ModelRole role) {
        final List<LibraryEntry> found = entries(name, role);
        if (found.size() > 1) {
            final Map<LibraryEntry, String> names = NameRules.unique(found);
            final List<LibraryEntry> each = List.copyOf(names.keySet());
            if (each.size() == 2)
                throw new InpaintException("Two models in your folders are called '" + name.strip() + "': write '"
                        + names.get(each.get(0)) + "' for " + each.get(0).path() + ", or '"
                        + names.get(each.get(1)) + "' for " + each.get(1).path() + ".");
            throw new InpaintException(found.size() + " models in your folders are called '" + name.strip()
                    + "': write " + each.stream().limit(5).map(entry -> "'" + names.get(entry) + "' for "
                            + entry.path()).collect(Collectors.joining(", or ")) + ".");
        }
        return found.stream().findFirst().map(LibraryEntry::path);
    }

    /** The same of all that have the name. */
    public List<Path> all(final String name, final ModelRole role) {
        return entries(name, role).stream().map(LibraryEntry::path).toList();
    }

    private List<LibraryEntry> entries(final String name, final ModelRole role) {
        if (name.isBlank() || folders.all().isEmpty())
            return List.of();
        final List<LibraryEntry> found = new NameRules(entries(Progress.NONE), this::facts).find(name, role);
        store.save();
        return found;
    }

    /**
     * What may have been meant by a name that is none of a role: the file of that name that is for something else or
     * cannot be used, or names that are nearly the same. Reads all headers that are new.
     *
     * @return empty if there is nothing to say, else a sentence
     */
    public String hint(final String name, final ModelRole role) {
        if (name.isBlank() || folders.all().isEmpty())
            return "";
        final List<LibraryEntry> other = new NameRules(entries(Progress.NONE), this::facts).find(name,
                facts -> !facts.refusal().isEmpty() || facts.role().isPresent());
        if (!other.isEmpty()) {
            final ContentFacts facts = facts(other.get(0));
            return facts.refusal().isEmpty() ? "'" + name.strip() + "' in your folders of models is " + facts.kind()
                    + "." : facts.refusal();
        }
        return NearMatches.of(name.strip(), models(role).stream().map(LibraryModel::name).toList());
    }

    /** Whether the user has named any folder. */
    public boolean isEmpty() {
        return folders.all().isEmpty();
    }

    /**
     * The names of files that may be models, without those of their folders; no file is read for it.
     *
     * @return lower case names to the files that bear them
     */
    public Map<String, List<Path>> stems(final Collection<String> endings) {
        if (folders.all().isEmpty())
            return Map.of();
        return entries(Progress.NONE).stream().filter(entry -> endings.contains(entry.ending()))
                .collect(Collectors.groupingBy(entry -> entry.stem().toLowerCase(java.util.Locale.ROOT),
                        LinkedHashMap::new, Collectors.mapping(LibraryEntry::path, Collectors.toList())));
    }

    /** Whether a file is for a role, told by its header. */
    public boolean isFor(final Path file, final ModelRole role) {
        return store.get(file).fits(role);
    }

    /** The folders with the programs that they belong to. */
    public List<LibraryFolder> known() {
        return folders.all().stream().map(folder -> LibraryFolder.of(folder, folders.variables())).toList();
    }

    /** What could not be read of the folders, full sentences. */
    public List<String> problems() {
        return walk(Progress.NONE).stream().flatMap(found -> found.problems().stream()).distinct().toList();
    }

    /** Each file and folder once, wherever it is linked to. */
    private List<LibraryEntry> entries(final Progress progress) {
        final Map<Path, LibraryEntry> real = new LinkedHashMap<>();
        for (final LibraryWalk.Found found : walk(progress))
            for (final LibraryEntry entry : found.entries())
                try {
                    real.putIfAbsent(entry.path().toRealPath(), entry);
                } catch (final IOException e) {
                    // it vanished meanwhile
                }
        return List.copyOf(real.values());
    }

    private synchronized List<LibraryWalk.Found> walk(final Progress progress) {
        final List<LibraryWalk.Found> all = new ArrayList<>();
        for (final Path folder : folders.all()) {
            LibraryWalk.Found found = walked.get(folder);
            if (found == null || !found.isFresh()) {
                found = LibraryWalk.of(LibraryFolder.of(folder, folders.variables()), progress);
                walked.put(folder, found);
            }
            all.add(found);
        }
        walked.keySet().retainAll(folders.all());
        return all;
    }
}
