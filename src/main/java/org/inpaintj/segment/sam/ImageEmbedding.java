package org.inpaintj.segment.sam;

import java.util.Map;

import org.inpaintj.onnx.Tensor;
import org.inpaintj.segment.ResizeTransform;

/**
 * An image embedding is a picture as a mask decoder sees it. It is immutable, holds no native handle, may be kept and
 * used by several threads.
 *
 * @param features outputs of the encoder by name
 * @param transform    how the picture was laid out
 * @param model    digest of the model that made it
 */
public record ImageEmbedding(Map<String, Tensor> features, ResizeTransform transform, String model) {

    public ImageEmbedding {
        features = Map.copyOf(features);
    }

    /** Memory it occupies, bytes. */
    public long bytes() {
        return features.values().stream().mapToLong(t -> (long) Float.BYTES * t.size()).sum();
    }
}
