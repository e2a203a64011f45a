/**
 * Model folders: what each file of a folder of ONNX networks is, told by the files' contents and never by their names.
 *
 * <p>A {@link org.inpaintj.model.folder.FolderScan} is the entrance: it names the kind of every network
 * ({@link org.inpaintj.model.folder.NetworkKind}), finds the configuration of each, tokenizers, and files that are
 * damaged. The parts of a diffusion model are bound by what their inputs and outputs are for
 * ({@link org.inpaintj.model.folder.DenoiserFile}, {@link org.inpaintj.model.folder.TextEncoderFile},
 * {@link org.inpaintj.model.folder.VaeFiles}), whatever names, types and ranks an exporter chose; what makes a model of
 * them is the engine's.
 *
 * <pre>{@code
 * final FolderScan scan = new FolderScan(Path.of("sd15"));
 * scan.contents();                        // "unet/model.onnx (a UNet), ..."
 * scan.single(NetworkKind.VAE_DECODER);   // what the only VAE decoder says about itself
 * }</pre>
 *
 * <p>Nothing is loaded: a folder of gigabytes is read in milliseconds, and a {@link org.inpaintj.model.folder.FileMemo}
 * reads it again only when a file has changed. Files are not trusted: what is too large, too deep or of the wrong kind
 * is refused with a sentence that names file and value. Records are immutable; a scan is for one thread.
 * {@link org.inpaintj.model.folder.Fingerprint} tells models apart whatever they are called.
 *
 * <p>This room knows ONNX files and configurations, no engine and no model family. The records are API for model
 * families of other plugins, the rest is internal.
 */
package org.inpaintj.model.folder;
