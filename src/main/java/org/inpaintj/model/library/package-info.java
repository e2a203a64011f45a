/**
 * The models that a user already has, in the folders of whatever program: the Stable Diffusion WebUI and Forge,
 * ComfyUI, Fooocus, InvokeAI, the cache of Hugging Face, or folders of one's own. The entrance is
 * {@link org.inpaintj.model.library.ModelLibrary}:
 *
 * <pre>{@code
 * ModelLibrary library = ModelLibrary.standard();
 * library.folders().add(Path.of("ComfyUI"));
 * for (LibraryModel lora : library.models(ModelRole.LORA))
 *     System.out.println(lora.name() + " " + lora.family() + " " + lora.notes());
 * library.find("styles/ink", ModelRole.LORA);   // its file; an error where two have the name
 * }</pre>
 *
 * <p>What a file is is told by its header, wherever it lies; the program says only where to look, as its settings do.
 * Nothing in the folders is ever written, moved or locked. What is in them may be anything: links in circles, files
 * that vanish, names and texts made to harm; how much is read of it is bounded, and what cannot be read is among the
 * {@code problems()}. Names are compared first, and headers are read only where a name asks for it.
 *
 * <p>A further program is a constant of {@link org.inpaintj.model.library.FolderProgram} and a line in
 * {@code LibraryFolder}; a further kind of file a line in {@code ContentReader}, after which {@code FactsStore.FORMAT}
 * counts up. The room is thread-safe, and API for dialogs, scripts and engines of other plugins.
 */
package org.inpaintj.model.library;
