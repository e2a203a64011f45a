package org.inpaintj.engines;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.inpaintj.engine.diffusion.DiffusionEngine;
import org.inpaintj.engine.erase.EraseEngine;
import org.inpaintj.engine.patch.PatchEngine;
import org.inpaintj.params.Parameters;

/** The engines there are, best first. Thread-safe; engines may be added by other plugins. */
public final class Engines {

    private static final Map<String, Engine> ALL = new LinkedHashMap<>();

    static {
        register(new PatchEngine());
        register(new DiffusionEngine());
        register(new EraseEngine());
    }

    private Engines() {}

    /** Adds an engine, or replaces the one of the same id. */
    public static synchronized void register(final Engine engine) {
        ALL.put(engine.id(), engine);
    }

    public static synchronized List<String> ids() {
        return List.copyOf(ALL.keySet());
    }

    /** The engines that can run here, best first. */
    public static synchronized List<Engine> available() {
        return ALL.values().stream().filter(e -> e.unavailable().isEmpty()).toList();
    }

    /**
     * The engine for a request: the one it names; where it leaves the engine open but names a model, the one that runs
     * it, which is diffusion if none says so, since that tells best what a folder lacks.
     *
     * @throws InpaintException as {@link #get}
     */
    public static Engine of(final Request request) {
        if (!request.engine().equals("auto") || !request.namesModel())
            return get(request.engine());
        return available().stream().filter(e -> e.runs(request.model())).findFirst()
                .orElseGet(() -> get(DiffusionEngine.ID));
    }

    /**
     * The engine for a request of some task.
     *
     * @throws InpaintException as {@link #get}, and if the engine that is named cannot do this
     */
    public static Engine of(final Request request, final Task task) {
        if (task == Task.INPAINT)
            return of(request);
        final List<Engine> able = available().stream().filter(e -> e.capabilities().does(task)).toList();
        final Engine engine = request.engine().equals("auto") && !able.isEmpty() ? able.get(0) : get(request.engine());
        if (!engine.capabilities().does(task))
            throw new InpaintException("The engine '" + engine.id() + "' only repaints selections: leave the "
                    + "engine to auto and name a model.");
        return engine;
    }

    /**
     * The engine of a name; {@code auto} is the first that can run here.
     *
     * @throws InpaintException if there is no such engine or it cannot run here
     */
    public static synchronized Engine get(final String id) {
        if (id.equals("auto"))
            return ALL.values().stream().filter(e -> e.unavailable().isEmpty()).findFirst()
                    .orElseThrow(() -> new InpaintException("No engine can run here: " + reasons()));
        final Engine engine = ALL.get(id);
        if (engine == null) {
            final String near = Parameters.nearMatches(id, ALL.keySet());
            throw new InpaintException("There is no engine '" + id + "': "
                    + (near.isEmpty() ? "use auto or one of " + String.join(", ", ALL.keySet()) + "." : near));
        }
        final Optional<String> reason = engine.unavailable();
        if (reason.isPresent())
            throw new InpaintException("The engine '" + id + "' cannot run here: " + reason.get());
        return engine;
    }

    private static String reasons() {
        final StringBuilder all = new StringBuilder();
        ALL.values().forEach(e -> all.append(e.id()).append(": ").append(e.unavailable().orElse("")).append(' '));
        return all.toString().trim();
    }
}
