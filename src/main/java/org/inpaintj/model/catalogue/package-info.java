/**
 * The models that are known by name: {@link org.inpaintj.model.catalogue.ModelRole} says what each is for.
 *
 * <p>A name means something only together with a role, since one file name may be that of a checkpoint and of a LoRA:
 *
 * <pre>{@code
 * ModelRole.LORA;    // what <lora:NAME:0.8> of a prompt asks for
 * }</pre>
 *
 * <p>Nothing here knows ImageJ or an engine, nothing contacts a server by itself, and everything is thread-safe. A new
 * kind of network is a new constant of the role, after which the compiler shows the places that have to know it. The
 * room is API for scripts and for engines of other plugins.
 */
package org.inpaintj.model.catalogue;
