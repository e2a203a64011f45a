/**
 * The models on the command line: {@link org.inpaintj.cli.models.ModelActions} lists, fetches, imports, verifies and
 * removes those of the catalogue, prints their files and digests for machines without a network, and fetches from any
 * other source into a folder; {@code FolderActions} lists the models in the folders that the user has.
 *
 * <pre>{@code
 * ModelActions.declare(spec);
 * int status = ModelActions.run(line, messages);
 * }</pre>
 *
 * <ul>
 * <li>No server is asked but by {@code get}, and by {@code --catalogue} with an address.
 * <li>A licence that binds is accepted by {@code --accept-licence} alone.
 * <li>Paths, lists and digests go to the standard output, one a line; everything else to the standard error.
 * </ul>
 * What is done is {@link org.inpaintj.model.catalogue.ModelStore}'s business; here is what is typed and printed. A new
 * action is a case in {@code ModelActions} and a word in its usage.
 * <p>
 * Internal, but for the command line, which is described in the documents.
 */
package org.inpaintj.cli.models;
