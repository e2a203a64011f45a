/**
 * Files from the network, when somebody asks for them and never otherwise:
 *
 * <pre>{@code
 * Downloader downloader = new Downloader();
 * List<RemoteFile> files = Hub.list("hf:owner/name:unet/*.onnx", downloader);   // sizes and digests
 * List<Path> there = downloader.fetch(files, folder, progress);                // whole, verified
 * }</pre>
 *
 * <p>{@link org.inpaintj.model.download.RemoteFile} names a file, {@link org.inpaintj.model.download.Hub} lists those
 * of a source, {@link org.inpaintj.model.download.Downloader} fetches them; what they depend on, such as the
 * environment and the free space, is in {@link org.inpaintj.model.download.DownloadSettings}. Inside,
 * {@code PartDownload} gets the bytes of one file, {@code Web} follows redirects, {@code Refusal} holds what is said.
 *
 * <p>Guarantees: no half file ever has its final name, and no file whose digest is known and wrong. A token goes to the
 * server it is for and to no other. What comes from outside is hostile: names, sizes, lists and redirects are checked
 * before use, and queries, which may hold tokens, stand in no message. The cache of other programs is never written.
 *
 * <p>A further hub is a further form in {@code Hub.list}. API for engines and commands; what is not public is internal.
 */
package org.inpaintj.model.download;
