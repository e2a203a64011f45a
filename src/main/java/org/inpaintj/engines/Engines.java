package org.inpaintj.engines;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.PluginFinder;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.inpaintj.params.NearMatches;
import org.inpaintj.params.NoParameters;
import org.inpaintj.params.Parameters;

/**
 * The engines there are, best first, and the vocabulary that they make up together. Immutable. {@link #found} are
 * those of the running program; {@link #use} replaces them for a while.
 */
public final class Engines {

    /** Those of the running program; null until they are looked for. */
    private static Engines found;

    private final Map<String, Engine> all = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final List<Class<? extends Record>> records = new ArrayList<>();
    private final AtomicBoolean told = new AtomicBoolean();

    /** What {@link #use} has replaced; closing it puts that back. */
    public interface Use extends AutoCloseable {

        @Override
        void close();
    }

    private Engines(final Iterable<Engine> engines, final List<String> problems) {
        this.problems.addAll(problems);
        for (final Engine engine : engines)
            add(engine);
    }

    /** Whatever goes wrong with one must not stop the others: it may be made for another version of this program. */
    private void add(final Engine engine) {
        try {
            final Class<? extends Record> record = engine.parameters();
            final String id = engine.id();
            final Optional<String> clash = all.containsKey(id)
                    ? Optional.of("another one of that name was found before it")
                    : KeyClash.of(engine, all.values());
            if (clash.isPresent()) {
                problems.add("The engine '" + id + "' (" + engine.getClass().getName() + ") is left out: " + clash.get()
                        + ".");
                return;
            }
            engine.capabilities();
            all.put(id, engine);
            if (record != NoParameters.class && !records.contains(record))
                records.add(record);
        } catch (final RuntimeException | LinkageError e) {
            problems.add(PluginFinder.cannotBeLoaded("engine", engine.getClass().getName(), e));
        }
    }

    /**
     * The engines of the running program: those of the jars that this class was loaded with, unless {@link #use} says
     * others.
     */
    public static synchronized Engines found() {
        if (found == null)
            found = of(Engines.class.getClassLoader());
        return found;
    }

    /** The plugins that a class loader and its parents find, those of the highest priority first. */
    public static Engines of(final ClassLoader loader) {
        final PluginFinder<Engine> found = PluginFinder.of(Engine.class, "engine", loader);
        return new Engines(found.plugins(), found.problems());
    }

    /** Some engines and no others, best first. */
    public static Engines of(final List<? extends Engine> engines) {
        return new Engines(List.copyOf(engines), List.of());
    }

    /** These and more, of lower priority; one of the id of another takes its place. */
    public Engines with(final Engine... more) {
        final Map<String, Engine> engines = new LinkedHashMap<>(all);
        for (final Engine engine : more)
            engines.put(engine.id(), engine);
        return new Engines(engines.values(), problems);
    }

    /**
     * Makes some engines those of the running program: commands, dialogs, macros and the command line know them and no
     * others, until the result is closed. Commands made before keep the keys that they have.
     */
    public static synchronized Use use(final Engines engines) {
        final Engines before = found();
        found = engines;
        return () -> {
            synchronized (Engines.class) {
                found = before;
            }
        };
    }

    /** Sentences about plugins that could not be taken; empty if all could. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** The same the first time that they are asked for, and none after that: so that they are said once. */
    public List<String> newProblems() {
        return told.getAndSet(true) ? List.of() : problems();
    }

    /** Every key of these engines and the common ones, with its default. */
    public Parameters<Request> keys() {
        return Request.keys(records);
    }

    /** The keys that mean something to a task with an engine that can do it; the others are unknown there. */
    public Parameters<Request> keys(final Task task) {
        return keys(task, Set.of(), Set.of());
    }

    /**
     * The same where it is done in a way of its own.
     *
     * @param also    keys that mean something there, though not to the task itself
     * @param without keys that mean nothing there
     */
    public Parameters<Request> keys(final Task task, final Set<String> also, final Set<String> without) {
        final Parameters<Request> keys = keys();
        return new Parameters<>(keys.parse(task.defaults()), keys.keys().stream()
                .filter(key -> without.contains(key) || !isFor(task, key)
                        || !task.takes(keys, key) && !also.contains(key))
                .collect(Collectors.toSet()));
    }

    /** Whether an engine that can do a task has a key, if they do not all have it. */
    private boolean isFor(final Task task, final String key) {
        return Request.COMMON.has(key) || all.values().stream().anyMatch(e -> e.capabilities().supports(task)
                && Parameters.of(e.parameters()).has(key));
    }

    /**
     * The request of some keys and values.
     *
     * @throws InpaintException for an unknown key or a bad value
     */
    public Request request(final Map<String, String> values) {
        return keys().parse(values);
    }

    public List<String> ids() {
        return List.copyOf(all.keySet());
    }

    /** The engines, whether they can run here or not, best first. */
    public List<Engine> all() {
        return List.copyOf(all.values());
    }

    /** The engines that can run here, best first. */
    public List<Engine> available() {
        return all.values().stream().filter(e -> e.unavailable().isEmpty()).toList();
    }

    /** Those of them that may be taken without being named: none sends anything anywhere. */
    private List<Engine> here() {
        return available().stream().filter(e -> !e.capabilities().remote()).toList();
    }

    /**
     * The best engine that runs without a model and is told nothing in words.
     *
     * @throws InpaintException if none can run here
     */
    public Engine embedded() {
        return here().stream().filter(e -> e.capabilities().needsNoModel()
                && !e.capabilities().prompt()).findFirst()
                .orElseThrow(() -> new InpaintException("No engine without a model can run here: " + reasons()));
    }

    /**
     * The engine for a request: the one it names; where it leaves the engine open but names a model, the one that runs
     * it, and if none says so the one that tells best what the model lacks.
     *
     * @throws InpaintException as {@link #get}
     */
    public Engine of(final Request request) {
        if (!request.engine().equals("auto") || !request.namesModel())
            return get(request.engine());
        final List<Engine> able = here();
        return able.stream().filter(e -> e.supportsModel(request.model())).findFirst()
                .or(() -> able.stream().filter(e -> e.capabilities().explainsModels()).findFirst())
                .orElseGet(() -> get("auto"));
    }

    /**
     * The engine for a request of some task.
     *
     * @throws InpaintException as {@link #get}, and if the engine that is named cannot do this
     */
    public Engine of(final Request request, final Task task) {
        if (task == Task.INPAINT)
            return of(request);
        final List<Engine> able = here().stream().filter(e -> e.capabilities().supports(task)).toList();
        final Engine engine = request.engine().equals("auto") && !able.isEmpty() ? able.get(0) : get(request.engine());
        if (!engine.capabilities().supports(task))
            throw new InpaintException("The engine '" + engine.id() + "' only repaints selections: leave the "
                    + "engine to auto and name a model.");
        return engine;
    }

    /**
     * The engine of a name; {@code auto} is the first that can run here, and sends nothing to a server.
     *
     * @throws InpaintException if there is no such engine or it cannot run here
     */
    public Engine get(final String id) {
        if (id.equals("auto"))
            return here().stream().findFirst()
                    .orElseThrow(() -> new InpaintException("No engine can run here: " + reasons()));
        final Engine engine = all.get(id);
        if (engine == null) {
            final String near = NearMatches.of(id, all.keySet());
            throw new InpaintException("There is no engine '" + id + "': "
                    + (near.isEmpty() ? "use auto or one of " + String.join(", ", all.keySet()) + "." : near));
        }
        final Optional<String> reason = engine.unavailable();
        if (reason.isPresent())
            throw new InpaintException("The engine '" + id + "' cannot run here: " + reason.get());
        return engine;
    }

    private String reasons() {
        return all.values().stream().filter(e -> e.unavailable().isPresent())
                .map(e -> e.id() + ": " + e.unavailable().get()).collect(Collectors.joining(" "));
    }
}
