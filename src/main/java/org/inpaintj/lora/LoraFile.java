package org.inpaintj.lora;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.inpaintj.core.InpaintException;
import org.inpaintj.model.checkpoint.Checkpoint;
import org.inpaintj.model.checkpoint.StoredTensor;

/**
 * A file of low-rank adaptations (LoRA) and their relatives, taken apart into modules by the names of its tensors.
 * Immutable; no value is read yet.
 *
 * @param file     a real path, without links
 * @param modules  what it changes
 * @param unread   tensors that belong to no module
 * @param metadata texts that the file says of itself
 */
public record LoraFile(Path file, List<LoraModule> modules, List<String> unread, Map<String, String> metadata) {

    private static final String CONTROL_LORA = "lora_controlnet";

    public LoraFile {
        modules = List.copyOf(modules);
        unread = List.copyOf(unread);
        metadata = Map.copyOf(metadata);
    }

    /**
     * Reads the index of a file: milliseconds.
     *
     * @throws InpaintException in a sentence if it cannot be read or is no such file
     */
    public static LoraFile read(final Path file) {
        final Checkpoint checkpoint = Checkpoint.read(file);
        if (checkpoint.tensors().containsKey(CONTROL_LORA))
            throw new InpaintException(file + " is a Control-LoRA, which cannot be used; take the ControlNet itself.");
        final Map<String, Map<TensorRole, StoredTensor>> found = new LinkedHashMap<>();
        final List<String> unread = new ArrayList<>();
        checkpoint.tensors().forEach((name, tensor) -> TensorRole.of(name).ifPresentOrElse(
                n -> found.computeIfAbsent(n.module(), m -> new EnumMap<>(TensorRole.class)).put(n.role(), tensor),
                () -> unread.add(name)));
        final AdapterScales scales = AdapterScales.of(checkpoint);
        final List<LoraModule> modules = found.entrySet().stream()
                .map(e -> scales.module(e.getKey(), e.getValue())).toList();
        final List<LoraModule> useful = modules.stream().filter(m -> m.refused().isPresent()
                || m.changesBias() || m.kind() != LoraModule.Kind.NONE).toList();
        if (useful.isEmpty())
            throw new InpaintException(file + " is no LoRA: it holds "
                    + checkpoint.tensors().keySet().stream().limit(3).collect(Collectors.joining(", "))
                    + " and so on; give a file of low-rank adaptations.");
        useful.stream().filter(m -> m.refused().isEmpty() && !m.isConsistent()).findFirst().ifPresent(m -> {
            throw new InpaintException(file + " is damaged: the parts of " + m + " do not fit each other; download it "
                    + "again.");
        });
        unread.removeIf(name -> useful.stream().filter(m -> m.refused().isPresent())
                .anyMatch(m -> name.startsWith(m.name() + '.')));
        return new LoraFile(checkpoint.file(), useful, unread, checkpoint.metadata());
    }

    /** Its name without the extension. */
    public String title() {
        return title(file);
    }

    static String title(final Path file) {
        final String name = file.getFileName().toString();
        final int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /** What kinds of changes it holds, such as "LoKr". */
    public String kinds() {
        return modules.stream().map(module -> module.refused().orElseGet(module::title)).distinct().sorted()
                .collect(Collectors.joining(", "));
    }

    /** A text of its metadata, if it is there. */
    public Optional<String> told(final String key) {
        return Optional.ofNullable(metadata.get(key));
    }
}
