/**
 * What an NVIDIA card needs, without loading any of it into this process: whether there is a card and a driver, the
 * libraries of Microsoft and NVIDIA with their pinned digests, their set-up in a folder of the user's cache, and a
 * trial of the card by a second Java, so that a faulty driver never takes ImageJ down.
 * <p>
 * Guarantees: an archive is unpacked only if its digest is the one that {@code packages.json} pins, or the user has
 * named it; its names lead nowhere but into the folder. The folder is used only as a whole, only if nobody else can
 * write into it, only with the ONNX Runtime it fits, and only after the driver at hand has computed with it what the
 * processor does. A crash, a hang or wrong numbers are remembered for that driver and those libraries. Nothing is
 * fetched unless somebody asks.
 * </p>
 * <pre>{@code
 * GpuSetup gpu = GpuSetup.own();
 * System.out.println(gpu.plan());
 * System.out.println(gpu.perform(keys, progress));     // fetched, checked, unpacked, tried
 * gpu.use().libraries().ifPresent(folder -> ...);      // at the next start
 * }</pre>
 * <p>
 * Internal; {@link org.inpaintj.onnx.gpu.GpuSetup} and {@link org.inpaintj.onnx.gpu.GpuKeys} are for commands. A new
 * version of ONNX Runtime needs new archives, digests and sizes in {@code packages.json}, and the digest of its library
 * for Java. The class that the second Java runs is {@code onnx.device.ProbeProcess}, which is named by a text, since
 * its room is above.
 * </p>
 */
package org.inpaintj.onnx.gpu;
