package org.inpaintj.onnx.device;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.inpaintj.core.Platform;
import org.inpaintj.onnx.NativeFolder;

/**
 * These are NVIDIA's libraries that ONNX Runtime's CUDA provider asks the system for, by name and version. Those that
 * are loaded already satisfy it wherever they lie, so loading them by absolute path first makes it independent of the
 * system's search path (LD_LIBRARY_PATH, PATH), which a program that is running cannot change.
 */
final class CudaLibraries {

    /**
     * One library.
     *
     * @param name as files are called
     * @param file where it lies, empty if it was not found
     */
    record Library(String name, Optional<Path> file) {
    }

    /** Dependencies before what needs them; the driver comes first. CUDA 12, as onnxruntime_gpu on Maven Central. */
    private static final List<String> LINUX = List.of("libcuda.so.1", "libcudart.so.12", "libnvrtc.so.12",
            "libcublasLt.so.12", "libcublas.so.12", "libcurand.so.10", "libcufft.so.11", "libcudnn_graph.so.9",
            "libcudnn_ops.so.9", "libcudnn_cnn.so.9", "libcudnn_adv.so.9",
            "libcudnn_heuristic.so.9", "libcudnn_engines_precompiled.so.9", "libcudnn_engines_runtime_compiled.so.9",
            "libcudnn.so.9");
    /** cuDNN is in parts, and the part it is called by needs the others. */
    private static final List<String> WINDOWS = List.of("nvcuda.dll", "cudart64_12.dll", "nvrtc64_120_0.dll",
            "cublasLt64_12.dll", "cublas64_12.dll", "cufft64_11.dll", "cudnn_graph64_9.dll", "cudnn_ops64_9.dll",
            "cudnn_cnn64_9.dll", "cudnn_adv64_9.dll", "cudnn_heuristic64_9.dll", "cudnn_engines_precompiled64_9.dll",
            "cudnn_engines_runtime_compiled64_9.dll", "cudnn64_9.dll");
    /** Variables that name folders of installations, and where in them libraries lie. */
    private static final List<String> HOMES = List.of("CUDA_PATH", "CUDA_HOME", "CUDNN_PATH", "CONDA_PREFIX");
    private static final List<String> INSIDE = List.of("lib64", "lib", "bin", "Library/bin", "bin/x64");
    /** Below the folder of the native files: as in NVIDIA's packages for Python, nvidia/cublas/lib. */
    private static final int DEPTH = 3;

    private CudaLibraries() {}

    /** Loads what is found. What is missing or does not load is left to the CUDA provider, which says so. */
    static void load() {
        for (final Library library : find())
            library.file().ifPresent(file -> {
                try {
                    System.load(file.toString());
                } catch (final UnsatisfiedLinkError e) {
                    // the provider finds it by other ways, or names it
                }
            });
    }

    /** All libraries for this system with the files found, dependencies first; none where CUDA does not exist. */
    static List<Library> find() {
        final String system = Platform.os();
        if (system.equals("osx"))
            return List.of();
        return find(system.equals("win") ? WINDOWS : LINUX, places());
    }

    /** The first file of each name. */
    static List<Library> find(final List<String> names, final Collection<Path> places) {
        return names.stream().map(name -> new Library(name, places.stream().map(place -> place.resolve(name))
                .filter(Files::isRegularFile).map(Path::toAbsolutePath).findFirst())).toList();
    }

    /** Folders to look into, the user's own first. */
    private static Collection<Path> places() {
        final Collection<Path> places = new LinkedHashSet<>();
        NativeFolder.given().ifPresent(folder -> path(folder.path()).ifPresent(root -> places.addAll(below(root))));
        for (final String variable : HOMES)
            path(System.getenv(variable)).ifPresent(home -> INSIDE.forEach(inside -> places.add(home.resolve(inside))));
        for (final String variable : List.of("LD_LIBRARY_PATH", "PATH"))
            if (System.getenv(variable) != null)
                for (final String entry : System.getenv(variable).split(File.pathSeparator))
                    path(entry).ifPresent(places::add);
        places.addAll(matching("/usr/local", "cuda*", "lib64"));
        path(System.getenv("ProgramFiles")).ifPresent(programs -> {
            places.addAll(matching(programs + "/NVIDIA GPU Computing Toolkit/CUDA", "v12*", "bin"));
            matching(programs + "/NVIDIA/CUDNN", "v9*", "bin").forEach(bin -> {
                places.add(bin);
                places.addAll(matching(bin.toString(), "12*", ""));
            });
        });
        path(System.getenv("SystemRoot")).ifPresent(windows -> places.add(windows.resolve("System32")));
        Stream.of("/opt/cuda/lib64", "/usr/lib/x86_64-linux-gnu", "/usr/lib64", "/usr/lib/wsl/lib",
                "/usr/local/nvidia/lib64").map(Path::of).forEach(places::add);
        return places;
    }

    /** A folder and those below it. */
    static List<Path> below(final Path root) {
        try (Stream<Path> all = Files.walk(root, DEPTH)) {
            return all.filter(Files::isDirectory).sorted().toList();
        } catch (final IOException | java.io.UncheckedIOException e) {
            return List.of(root);
        }
    }

    /** The folder inside each folder of a pattern, the newest version first. */
    private static List<Path> matching(final String root, final String pattern, final String inside) {
        final TreeSet<Path> found = new TreeSet<>();
        final Path folder = Path.of(root);
        if (Files.isDirectory(folder))
            try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, pattern)) {
                all.forEach(found::add);
            } catch (final IOException | java.nio.file.DirectoryIteratorException e) {
                return List.of();
            }
        return new ArrayList<>(found.descendingSet()).stream().map(path -> path.resolve(inside)).toList();
    }

    /** A folder named by the user or the system; relative ones would depend on where the program was started. */
    private static Optional<Path> path(final String text) {
        try {
            return text == null || text.isBlank() ? Optional.empty()
                    : Optional.of(Path.of(text)).filter(Path::isAbsolute);
        } catch (final InvalidPathException e) {
            return Optional.empty();
        }
    }
}
