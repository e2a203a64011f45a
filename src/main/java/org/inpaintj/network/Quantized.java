package org.inpaintj.network;

/**
 * The names of the weights of a linear module that was quantized to 8-bit integers, after the module's name: values of
 * shape in, out and one scale for each output, symmetric about 0.
 */
final class Quantized {

    static final String WEIGHT = ".weight_int8", SCALE = ".weight_scale";

    private Quantized() {}
}
