/**
 * Graphs of networks, written from the names and shapes of a checkpoint's tensors: the UNet, the autoencoder, text
 * encoders, ControlNets and upscalers as diffusers and spandrel build them, one file each. The weights stay in the
 * user's file, which ONNX Runtime maps by offset, so that nothing is converted or copied.
 * <p>
 * A {@link org.inpaintj.network.GraphWriter} writes the protocol buffer, {@link org.inpaintj.network.NetworkLayers}
 * the layers that networks have in common, with {@link org.inpaintj.network.LowRank} changes (LoRA) beside them; the
 * networks are built from the weights that exist, under the names that diffusers gives them, so pruned variants need
 * no table.
 * </p>
 * <pre>{@code
 * GraphWriter graph = new GraphWriter();
 * NetworkLayers layers = new NetworkLayers(graph, new Weights("model.safetensors", tensors), Map.of());
 * graph.output(layers.conv("conv_in", graph.input("sample", FLOAT, "batch", 3, "y", "x"), 1, 1), "out", FLOAT,
 *         "batch", 64, "y", "x");
 * Session session = Session.open(graph.graph("model.safetensors#net", file), DeviceSetup.CPU);
 * }</pre>
 * <p>
 * Internal. Nothing here runs a network, or reads a file but for the few numbers that shape a graph (the windows of
 * DAT).
 * </p>
 */
package org.inpaintj.network;
