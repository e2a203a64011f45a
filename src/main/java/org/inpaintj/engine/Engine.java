package org.inpaintj.engine;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import org.scijava.plugin.SciJavaPlugin;

import org.inpaintj.core.Box;
import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.params.NoParameters;

/**
 * An engine repaints the masked pixels of a scene. It is a SciJava plugin: a public class with a constructor without
 * parameters and the annotation {@code @Plugin(type = Engine.class, priority = ...)}, in any jar that the program looks
 * into. It is stateless as seen from outside: what it caches it owns and guards. {@link #run} may be called from
 * several threads at once.
 */
public interface Engine extends SciJavaPlugin {

    /** The fact that holds the {@link #fingerprint} of the models that ran. */
    String MODEL = "model_fingerprint";

    /** The value of the key {@code engine} that names it: lower case, never changed. */
    String id();

    Capabilities capabilities();

    /**
     * Its own keys: a record whose components, or those of records in it, carry {@link org.inpaintj.params.Key}. They
     * join the keys of macros, dialogs, the command line and records, and count whenever it runs; it finds their
     * values with {@link Request#own}. A key that another engine has too must agree with it in type, range and default.
     */
    default Class<? extends Record> parameters() {
        return NoParameters.class;
    }

    /**
     * What a request stands for, as it is recorded: without what only this machine can read. What it returns stays as
     * it is when it is asked again.
     *
     * @throws InpaintException if something that the request names is not there
     */
    default Request resolve(final Request request) {
        return request;
    }

    /** Why it cannot run here (no native library, no model), one sentence; empty if it can. Cheap. */
    default Optional<String> unavailable() {
        return Optional.empty();
    }

    /**
     * Looks whether it could do such a request, as far as that can be told at once: so that a user learns it before a
     * job is queued.
     *
     * @throws InpaintException if it cannot, with what the user can do
     */
    default void check(final Request request) {}

    /**
     * Tells the models of a request apart from others of the same name, so that a result can be made again; empty if it
     * runs none. Takes milliseconds. It stands in {@link Result#facts()} under {@link #MODEL}.
     *
     * @throws InpaintException if there is no such model
     */
    default String fingerprint(final Request request) {
        return "";
    }

    /**
     * How it would do a request, in a few words for a dialog: what it would work at and how long; empty if there is
     * nothing to say. May read what the files of a model say of themselves.
     *
     * @param crop what it would see, in pixels of the image
     * @param mask the bounds of what is to be repainted, in pixels of the image
     * @throws InpaintException if it cannot be done
     */
    default String forecast(final Request request, final Task task, final Box crop, final Box mask) {
        return "";
    }

    /**
     * The memory beside Java's heap that it would occupy for a request at the most, bytes, estimated; empty where that
     * cannot be told. May read what the files of a model say of themselves, and look for a device. Parameters as those
     * of {@link #forecast}.
     *
     * @throws InpaintException if it does not fit, saying what would
     */
    default OptionalLong memory(final Request request, final Task task, final Box crop, final Box mask) {
        return OptionalLong.empty();
    }

    /**
     * A key that would serve the request and costs something that the user should know of, for a dialog; empty if there
     * is none. May read what the files of a model say of themselves.
     *
     * @throws InpaintException if the request cannot be done
     */
    default Optional<KeyOffer> offer(final Request request) {
        return Optional.empty();
    }

    /** Side of the square image that it makes of a text where the request asks for no size, px. Cheap. */
    default int defaultSize(final Request request) {
        return 512;
    }

    /**
     * How long a side of the image is that it makes of a text where the request asks for a side, px: longer where it
     * enlarges what it has made. Cheap.
     *
     * @throws InpaintException if the request makes no sense of the kind
     */
    default int resultSide(final Request request, final int side) {
        return side;
    }

    /** The words it takes for a key that is free text in its parameters, such as its samplers; empty if any will do. */
    default List<String> choices(final String key) {
        return List.of();
    }

    /**
     * True if it is the one to run a model, given as a folder or file: then {@code engine=auto} means it. Looks at most
     * at what the files say about themselves; never throws.
     */
    default boolean supportsModel(final String model) {
        return false;
    }

    /** Whether it makes use of further pictures of a kind; a scene brings it no others. */
    default boolean takes(final SceneInput.Kind kind) {
        return false;
    }

    /** What the mask of the scene is to be made of. Cheap. */
    default MaskUse maskUse(final Request request) {
        return MaskUse.PLAIN;
    }

    /**
     * The context it wants around a region, in pixels of the image on each side; the caller takes the larger of
     * this and the request's {@code padding}, cut at the image's border.
     *
     * @param width  width of the region's bounding box, px
     * @param height its height, px
     */
    default int context(final int width, final int height) {
        return 0;
    }

    /**
     * Makes {@link Request#candidates()} results, or one if chance plays no part; candidate k uses the seed
     * {@link Request#seed()} + k. The seed is never negative here: the caller has drawn it. Deterministic in request
     * and scene.
     *
     * @throws CancelledException when {@code progress} says so, within one network node
     * @throws InpaintException   when it cannot do the job, with what the user can do
     */
    Result run(Request request, Scene scene, Progress progress);
}
