/**
 * What networks run on: which devices ONNX Runtime offers here, and whether one of them really runs a network.
 * {@link org.inpaintj.onnx.device.Devices#choose} takes the device that a request names and answers with a
 * {@link org.inpaintj.onnx.device.DeviceChoice}: the device, the options of its sessions, and what the user should
 * know.
 * <p>
 * Guarantees: what is asked for by name is what runs, or an error that says what is missing; {@code auto} falls back to
 * the CPU and says so in a note, never in silence. A device counts as usable after a small network has run on it, not
 * because its name is listed. The answer is remembered for the process; asking is thread-safe and takes seconds the
 * first time on a graphics card.
 * </p>
 * <pre>{@code
 * DeviceChoice choice = Devices.choose(request.device());
 * try (Session session = Session.open(file, choice.setup())) {
 *     choice.notes().forEach(System.out::println);
 * }
 * }</pre>
 * <p>
 * Internal. A new device needs its option in {@link org.inpaintj.onnx.device.DeviceSetup}, a trial, and advice where
 * its libraries come from.
 * </p>
 */
package org.inpaintj.onnx.device;
