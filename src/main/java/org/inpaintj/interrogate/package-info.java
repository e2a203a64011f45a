/**
 * What is in a picture, as a prompt: taggers name what they see, captioners write a sentence. The public ONNX exports
 * run as they are; {@link org.inpaintj.interrogate.InterrogatorModel} tells them apart by their files and by the inputs
 * and outputs of their networks.
 * <p>
 * {@link org.inpaintj.interrogate.Interrogators} is the way in. A {@link org.inpaintj.interrogate.Tagger} is one of
 * SmilingWolf's WD14 taggers with its selected_tags.csv; what it is surer of than a threshold becomes words of a
 * prompt, escaped as the WebUI reads it. A {@link org.inpaintj.interrogate.Captioner} is BLIP, or an encoder with a
 * decoder such as ViT-GPT2; {@link org.inpaintj.interrogate.BeamSearch} writes the caption as transformers'
 * {@code generate} does, and {@link org.inpaintj.interrogate.CaptionDecoder} knows the forms of exported decoders.
 * </p>
 * <p>
 * Guarantees: what goes into the networks, the tokens and the texts are those of the reference programs on every case
 * of the goldens, and probabilities within their tolerance; nothing is drawn by chance. Interrogators are thread-safe.
 * </p>
 * <pre>{@code
 * InterrogateRequest request = InterrogateRequest.of(Map.of("model", folder));
 * System.out.println(Interrogators.interrogate(rgb, request, Progress.NONE).text());
 * }</pre>
 * <p>
 * Internal. Another kind of model is another permitted class of {@link org.inpaintj.interrogate.InterrogatorModel} and
 * of {@link org.inpaintj.interrogate.Interrogator}.
 * </p>
 */
package org.inpaintj.interrogate;
