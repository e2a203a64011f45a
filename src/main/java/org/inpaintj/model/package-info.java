/**
 * Where models are: {@link org.inpaintj.model.ModelLocator} turns what a user writes into a file or folder, for all
 * engines and commands alike.
 *
 * <p>What a user may write is a path, the last name of a path that was used before, as records of results name
 * models (a whole path says who the user is), the id of a model that {@link org.inpaintj.model.catalogue} fetched, or a
 * name in the folders of {@link org.inpaintj.model.library}, for the role of the place it is written in. What was used
 * before is no business of this room: the ImageJ side keeps it in its preferences and hands it in, a server or a
 * cluster node hands in nothing:
 *
 * <pre>{@code
 * final ModelLocator erasers = new ModelLocator(() -> List.of("/models/lama.onnx"));
 * erasers.find("lama.onnx");                    // "/models/lama.onnx", if it is there
 * ModelLocator.STANDARD.locate(text, WANTED);   // a Path, or a sentence for the user
 * }</pre>
 *
 * <p>The sentences belong to whoever needs the model, since only that knows what it needs and where to get it: a
 * {@link org.inpaintj.model.WantedModel} holds them. Nothing here opens a file; what a file or folder holds is told by
 * {@link org.inpaintj.model.folder}. Everything is thread-safe as far as what is handed in is.
 *
 * <p>Other ways to name a model belong into {@code ModelLocator.byName}. A name that is meant for a server
 * never becomes a path: what {@code find} does not know stays as it is, and only who needs a file asks for its place.
 * The room is API for engines of other plugins.
 */
package org.inpaintj.model;
