/**
 * Names of weights: how the layouts of CompVis, Stability AI and ControlNet's authors, and older versions of diffusers,
 * call what diffusers calls otherwise.
 * <p>
 * Guarantees: names are told apart by their parts, never by texts that occur somewhere in them; how many layers and
 * levels there are follows from the names that exist, so that pruned networks need no table; names of no known weight
 * are left out. Nothing here knows shapes, values or files.
 * </p>
 * <pre>{@code
 * Map<String, String> names = OriginalUnetNames.toDiffusers(Set.of("time_embed.0.weight"));
 * names.get("time_embed.0.weight");   // "time_embedding.linear_1.weight"
 * }</pre>
 * <p>
 * Internal.
 * </p>
 */
package org.inpaintj.model.naming;
