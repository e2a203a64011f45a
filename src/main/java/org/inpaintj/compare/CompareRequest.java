package org.inpaintj.compare;

import java.util.Map;
import java.util.Set;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Request;
import org.inpaintj.engines.Engines;
import org.inpaintj.inpaint.resize.ImageToImageRequest;
import org.inpaintj.inpaint.resize.ResizeKeys;
import org.inpaintj.inpaint.resize.SdUpscaleKeys;
import org.inpaintj.params.Parameters;

/**
 * Everything that comparing is told.
 *
 * @param compare what is compared
 * @param cell    what every cell is told beside that; the resizing means something to image to image alone
 */
public record CompareRequest(CompareKeys compare, ImageToImageRequest cell) {

    /** What has no meaning of its own in a cell: it is one result, in an image of its own, of what is selected. */
    private static final Set<String> NOT_OF_A_CELL = Set.of("candidates", "target", "refine", "segmenter");

    /** The keys of both, with those of the engines that were found. */
    public static Parameters<CompareRequest> keys() {
        return new Parameters<>(new CompareRequest(CompareKeys.KEYS.parse(Map.of()),
                defaults(Engines.found().request(Map.of()))), NOT_OF_A_CELL);
    }

    private static ImageToImageRequest defaults(final Request request) {
        return new ImageToImageRequest(Parameters.of(ResizeKeys.class).parse(Map.of()),
                Parameters.of(SdUpscaleKeys.class).parse(Map.of()), request);
    }

    /** Every key that a cell has. */
    Parameters<ImageToImageRequest> cellKeys() {
        return new Parameters<>(defaults(request().keys().parse(Map.of())));
    }

    /** What every cell is told, without the resizing. */
    public Request request() {
        return cell.request();
    }

    /** Whether a key can be an axis. */
    static boolean isOfACell(final Parameters<?> keys, final String key) {
        return keys.has(key) && !NOT_OF_A_CELL.contains(key) && !key.equals("background");
    }

    /** @throws InpaintException for an unknown key or a bad value */
    public static CompareRequest of(final Map<String, String> values) {
        return keys().parse(values);
    }
}
