package org.inpaintj.ui.offer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import org.inpaintj.core.FileNames;
import org.inpaintj.core.InpaintException;
import org.inpaintj.imagej.roi.RecentModels;
import org.inpaintj.imagej.roi.RecentModels.Kind;
import org.inpaintj.language.Translation;
import org.inpaintj.model.ModelLocator;
import org.inpaintj.model.catalogue.Catalogue;
import org.inpaintj.model.catalogue.CatalogueEntry;
import org.inpaintj.model.catalogue.ModelRole;
import org.inpaintj.model.catalogue.ModelStore;
import org.inpaintj.model.library.ModelLibrary;

/**
 * The models that fields offer: those used before, those got by the model manager, and those in folders of the user's,
 * each once. A large folder takes a while to read, so that happens in the background, and until then what was there
 * the last time is offered.
 */
public final class ModelOffers {

    /** ms that a list is waited for. */
    private static final int PATIENCE = 250;
    /** Its text is empty: picking it changes nothing. */

    private static final Map<ModelRole, CompletableFuture<List<Offer>>> RUNNING = new HashMap<>();
    private static final Map<ModelRole, List<Offer>> LAST = new HashMap<>();

    /**
     * A model.
     *
     * @param name  for people
     * @param known by which it is found, if it is
     */
    private record Found(String name, String known, Path path, Optional<Path> picture) {
    }

    private ModelOffers() {}

    /** The models of a role; at least one offer, which may only say why there is none. On the event thread. */
    public static List<Offer> of(final ModelRole role) {
        final CompletableFuture<List<Offer>> running;
        synchronized (RUNNING) {
            running = RUNNING.computeIfAbsent(role, each -> CompletableFuture.supplyAsync(() -> read(each)));
        }
        try {
            final List<Offer> now = running.get(PATIENCE, TimeUnit.MILLISECONDS);
            done(role, now);
            return now;
        } catch (final TimeoutException e) {
            running.thenAccept(now -> done(role, now));
            synchronized (RUNNING) {
                return LAST.getOrDefault(role, List.of(new Offer(
                        Translation.of("Reading the folders of models..."), "")));
            }
        } catch (final ExecutionException e) {
            done(role, List.of());
            return List.of(new Offer(Translation.of("They cannot be read: {0}", e.getCause()), ""));
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private static void done(final ModelRole role, final List<Offer> now) {
        synchronized (RUNNING) {
            LAST.put(role, now);
            RUNNING.remove(role);
        }
    }

    /** What a key gets for a model: its name where it is found by that, else its path. */
    public static String text(final String name, final ModelRole role, final Path path) {
        try {
            return !name.isBlank() && ModelLocator.STANDARD.place(name, role).filter(path::equals).isPresent() ? name
                    : path.toString();
        } catch (final InpaintException e) {
            return path.toString();
        }
    }

    /** The same, however long it takes. */
    static List<Offer> read(final ModelRole role) {
        final Map<Path, Found> all = new LinkedHashMap<>();
        final List<Found> named = new ArrayList<>(got(role));
        final List<Offer> problems = new ArrayList<>();
        try {
            named.addAll(owned(role));
        } catch (final InpaintException e) {
            problems.add(new Offer(Translation.message(e.getMessage()), ""));
        }
        final Map<Path, Found> byPath = new HashMap<>();
        named.forEach(each -> byPath.putIfAbsent(each.path(), each));
        for (final String text : recent(role))
            ModelLocator.path(text).ifPresent(path -> all.put(path, byPath.getOrDefault(path, new Found(
                    FileNames.last(text), "", path, Optional.empty()))));
        named.forEach(each -> all.putIfAbsent(each.path(), each));
        final List<Offer> offers = new ArrayList<>(offers(List.copyOf(all.values()), role));
        offers.addAll(problems);
        return offers.isEmpty()
                ? List.of(new Offer(Translation.of("None yet: Model Manager... in the menu gets some"), ""))
                : List.copyOf(offers);
    }

    /** Those of one name are told apart by what keys call them, or by their paths. */
    private static List<Offer> offers(final List<Found> found, final ModelRole role) {
        final Map<String, Long> times = found.stream().collect(Collectors.groupingBy(Found::name,
                Collectors.counting()));
        final List<Offer> offers = new ArrayList<>();
        final Set<String> names = new LinkedHashSet<>();
        for (final Found each : found) {
            final String text = text(each.known(), role, each.path());
            final String name = times.get(each.name()) == 1 ? each.name() : each.name().equals(text) ? text
                    : each.name() + " (" + text + ")";
            offers.add(new Offer(names.add(name) ? name : each.path().toString(), text, each.picture()));
        }
        return List.copyOf(offers);
    }

    private static List<String> recent(final ModelRole role) {
        final Optional<Kind> kind = switch (role) {
            case MODEL -> Optional.of(Kind.PAINTER);
            case SEGMENTER -> Optional.of(Kind.SEGMENTER);
            case DETECTOR -> Optional.of(Kind.DETECTOR);
            case UPSCALER -> Optional.of(Kind.UPSCALER);
            case INTERROGATOR -> Optional.of(Kind.INTERROGATOR);
            default -> Optional.empty();
        };
        return kind.map(RecentModels::paths).orElse(List.of());
    }

    /** Those of the catalogue that are here, and that can be run. */
    private static List<Found> got(final ModelRole role) {
        final ModelStore store = ModelStore.standard();
        final List<Found> found = new ArrayList<>();
        for (final CatalogueEntry entry : catalogue(store).entries())
            if (entry.role() == role && entry.runs() && store.state(entry) == ModelStore.State.INSTALLED)
                found.add(new Found(entry.title(), entry.id(), store.path(store.known(entry)), Optional.empty()));
        return found;
    }

    /** Those in folders of the user's. */
    private static List<Found> owned(final ModelRole role) {
        return ModelLibrary.standard().models(role).stream().map(each -> new Found(each.name(), each.name(),
                each.path(), each.preview())).toList();
    }

    private static Catalogue catalogue(final ModelStore store) {
        try {
            return store.catalogue();
        } catch (final InpaintException e) {
            // its own window says it
            return Catalogue.bundled();
        }
    }
}
