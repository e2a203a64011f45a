package org.inpaintj.serve.work;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.model.catalogue.ModelRole;
import org.inpaintj.model.library.LibraryFolders;
import org.inpaintj.model.library.LibraryModel;
import org.inpaintj.model.library.ModelLibrary;

/**
 * The models in a folder, of whatever program: what is in a file says what it is for. While the server runs these are
 * the models of the program, so that prompts find LoRA files and embeddings among them, and nowhere else.
 */
public final class LibraryModels implements ServedModels {

    private static final Map<Kind, ModelRole> ROLES = Map.of(Kind.CHECKPOINT, ModelRole.MODEL, Kind.VAE, ModelRole.VAE,
            Kind.LORA, ModelRole.LORA, Kind.EMBEDDING, ModelRole.EMBEDDING, Kind.UPSCALER, ModelRole.UPSCALER);

    private final Path root;
    private final ModelLibrary library;
    private final ModelLibrary.Use use;
    private Map<Kind, List<Served>> found = Map.of();
    private boolean closed;

    /** @throws InpaintException if there is no such folder */
    public LibraryModels(final Path folder) {
        if (!Files.isDirectory(folder))
            throw new InpaintException("There is no folder '" + folder + "': name the folder that holds the models.");
        if (folder.toString().contains(File.pathSeparator))
            throw new InpaintException("The folder '" + folder + "' has a '" + File.pathSeparator + "' in its name, "
                    + "which parts folders: name it otherwise.");
        root = folder.toAbsolutePath().normalize();
        library = new ModelLibrary(new LibraryFolders(Optional.empty(),
                name -> name.equals(LibraryFolders.VARIABLE) ? root.toString() : System.getenv(name)),
                Optional.empty());
        use = ModelLibrary.use(library);
        rescan();
    }

    @Override
    public synchronized List<Served> of(final Kind kind) {
        return found.getOrDefault(kind, List.of());
    }

    @Override
    public Optional<Path> file(final String name) {
        return Optional.of(root.resolve(name));
    }

    @Override
    public String withoutPaths(final String sentence) {
        return sentence.replace(root + File.separator, "").replace(root.toString(), "the folder of models");
    }

    @Override
    public void rescan() {
        final Map<Kind, List<Served>> models = new EnumMap<>(Kind.class);
        final List<LibraryModel> all = library.models(Progress.NONE);
        ROLES.forEach((kind, role) -> models.put(kind, new ArrayList<>(all.stream()
                .filter(model -> model.role() == role).map(this::served)
                .sorted(Comparator.comparing(Served::name)).toList())));
        synchronized (this) {
            found = models;
        }
    }

    /** Programs may say that they keep models elsewhere. */
    private Served served(final LibraryModel model) {
        final Path path = model.path().toAbsolutePath().normalize();
        return new Served(path.startsWith(root) ? root.relativize(path).toString().replace('\\', '/') : model.name(),
                path);
    }

    @Override
    public synchronized void close() {
        if (!closed)
            use.close();
        closed = true;
    }
}
