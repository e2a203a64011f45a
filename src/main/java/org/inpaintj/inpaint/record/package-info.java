/**
 * The records of results in PNG files: which texts belong into a file, and what is read back. {@link
 * org.inpaintj.inpaint.record.PngTexts} writes and reads whole files, or says which texts a file in memory is to have;
 * {@link org.inpaintj.inpaint.record.PngParameters} makes of a record the text of parameters that the Stable Diffusion
 * WebUI and its like read.
 * <ul>
 * <li>A record is the JSON of a {@link org.inpaintj.inpaint.Provenance}, whole and as it was made.
 * <li>Beside it stands, in words, that the picture was generated.
 * <li>What is read may come from anywhere: lengths and checksums are looked at first.
 * </ul>
 * <pre>{@code
 * PngTexts.write(Path.of("result.png"), List.of(patch.provenance().json()));
 * List<PngBytes.Text> texts = PngTexts.of(List.of(patch.provenance().json()));
 * }</pre>
 * Chunks are the business of {@link org.inpaintj.png}, and the text of parameters that of {@link
 * org.inpaintj.infotext}.
 * <p>
 * Internal.
 */
package org.inpaintj.inpaint.record;
