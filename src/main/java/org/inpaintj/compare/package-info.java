/**
 * Comparing: one thing done again and again with other values of some keys, as the X/Y/Z plot of the Stable Diffusion
 * WebUI does it. {@link org.inpaintj.compare.CompareAxis} is a key with its values,
 * {@link org.inpaintj.compare.ComparePlan} says which cells there are and in which order they run, and
 * {@link org.inpaintj.compare.CompareRequest} holds the keys of all that.
 * <p>
 * Guarantees: any key of a request can be an axis, whichever engine brings it; none is named here. Every value is
 * checked before there is a plan. The request of a cell is the one that a macro line with the same keys makes, so that
 * a cell is, bit for bit, what a single run makes of it. Seeds that are left to chance are drawn once for all cells, or
 * once for a value of an axis. What is costly to change, such as the model, changes least often as cells run; they are
 * shown as they were asked for.
 * </p>
 * <pre>{@code
 * CompareRequest asked = CompareRequest.of(Map.of("x", "steps: 10, 20", "y", "cfg: 5-9 (+2)", "seed", "1"));
 * for (ComparePlan.Cell cell : ComparePlan.of(asked).cells())
 *     System.out.println(cell.title() + " " + cell.request().macro());
 * }</pre>
 * <p>
 * Internal, but for the keys, which are macro keys and command-line options of Compare. Images are not known here; that
 * is {@code imagej.job}.
 * </p>
 */
package org.inpaintj.compare;
