package org.inpaintj.engine.erase;

import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.inpaintj.core.Plane;
import org.inpaintj.model.folder.EraserModel;
import org.inpaintj.onnx.Tensor;

/** What the numbers of a picture and its hole mean to a network, and what those that it returns mean. */
enum EraserFormat {

    /** Picture of 0..1 and mask with 1 in the hole, apart. */
    LAMA("LaMa") {
        @Override
        Map<String, Tensor> feeds(final EraserModel eraser, final Picture p) {
            final Tensor picture = p.tensor(3), mask = p.tensor(1);
            p.put(picture, 0, (value, hole) -> value);
            p.putHole(mask, 0, 0, 1);
            return pair(eraser, picture, mask);
        }
    },

    /** The same in one tensor, the picture first, with zeros in the hole. */
    LAMA_STACKED("LaMa") {
        @Override
        Map<String, Tensor> feeds(final EraserModel eraser, final Picture p) {
            final Tensor stack = p.tensor(4);
            p.put(stack, 0, (value, hole) -> hole ? 0 : value);
            p.putHole(stack, 3, 0, 1);
            return Map.of(eraser.picture().name(), stack);
        }
    },

    /** Picture of 0..255 and mask with 255 outside the hole, in bytes; the result in bytes. */
    MIGAN_BYTES("MI-GAN") {
        @Override
        Map<String, Tensor> feeds(final EraserModel eraser, final Picture p) {
            final Tensor picture = p.tensor(3), mask = p.tensor(1);
            p.put(picture, 0, (value, hole) -> Math.round(255 * value));
            p.putHole(mask, 0, 255, 0);
            return pair(eraser, picture, mask);
        }

        @Override
        float tone(final float value, final float range) {
            return value / 255;
        }
    },

    /**
     * Mask of -0.5 in the hole and 0.5 outside, then the picture of -1..1 with zeros in the hole; the result likewise.
     */
    MIGAN_STACKED("MI-GAN") {
        @Override
        Map<String, Tensor> feeds(final EraserModel eraser, final Picture p) {
            final Tensor stack = p.tensor(4);
            p.putHole(stack, 0, 0.5f, -0.5f);
            p.put(stack, 1, (value, hole) -> hole ? 0 : 2 * value - 1);
            return Map.of(eraser.picture().name(), stack);
        }

        @Override
        float tone(final float value, final float range) {
            return 0.5f * value + 0.5f;
        }
    };

    private final String title;

    EraserFormat(final String title) {
        this.title = title;
    }

    /** The family that speaks it. */
    String title() {
        return title;
    }

    /** The inputs of a network by name, of shape 1, channel, height, width. */
    abstract Map<String, Tensor> feeds(EraserModel eraser, Picture picture);

    /**
     * A value of the output as a tone, nominally 0..1.
     *
     * @param range what stands for white in the output of a LaMa
     */
    float tone(final float value, final float range) {
        return value / range;
    }

    private static Map<String, Tensor> pair(final EraserModel eraser, final Tensor picture, final Tensor mask) {
        final Map<String, Tensor> feeds = new LinkedHashMap<>();
        feeds.put(eraser.picture().name(), picture);
        feeds.put(eraser.mask().orElseThrow().name(), mask);
        return feeds;
    }

    /** What a network is to be told of a value of the picture. */
    @FunctionalInterface
    interface Value {
        float of(float value, boolean hole);
    }

    /**
     * What goes in.
     *
     * @param planes red, green, blue of 0..1
     * @param hole   above 0 in the hole; of the same size
     */
    record Picture(List<Plane> planes, Plane hole) {

        int width() {
            return hole.width();
        }

        int height() {
            return hole.height();
        }

        private Tensor tensor(final int channels) {
            return Tensor.zeros(1, channels, height(), width());
        }

        private void put(final Tensor tensor, final int from, final Value value) {
            final FloatBuffer to = tensor.buffer();
            final float[] in = hole.values();
            for (int c = 0; c < planes.size(); c++)
                for (int i = 0; i < in.length; i++)
                    to.put((from + c) * in.length + i, value.of(planes.get(c).values()[i], in[i] > 0));
        }

        private void putHole(final Tensor tensor, final int channel, final float outside, final float inside) {
            final FloatBuffer to = tensor.buffer();
            final float[] in = hole.values();
            for (int i = 0; i < in.length; i++)
                to.put(channel * in.length + i, in[i] > 0 ? inside : outside);
        }
    }
}
