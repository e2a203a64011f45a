/**
 * Finding things by name: phrases and an image go into a GroundingDINO network, boxes with scores come out. The public
 * ONNX exports run as they are; {@link org.inpaintj.segment.text.DetectorModel} tells them apart by their inputs and
 * outputs.
 * <p>
 * {@link org.inpaintj.segment.text.TextSearch} is the way in: it finds, and has Segment Anything outline what was
 * found. {@link org.inpaintj.segment.text.DetectorInput} resizes and normalises as transformers does,
 * {@link org.inpaintj.segment.text.PhraseTokens} lays out the text so that phrases do not see each other, and
 * {@link org.inpaintj.segment.text.NonMaximumSuppression} drops boxes of one phrase that overlap.
 * </p>
 * <p>
 * Guarantees: scores and boxes are those of the reference implementation within the goldens' tolerance; results come
 * best first; more phrases than a network takes at once are looked for in turns. A
 * {@link org.inpaintj.segment.text.Detector} is thread-safe; the one used last stays loaded.
 * </p>
 * <pre>{@code
 * SelectionRequest request = SelectionRequest.KEYS.parse(Map.of("detector", folder, "text", "a cat"));
 * TextSearch.Found found = TextSearch.find(image, request, progress);
 * found.detections().forEach(d -> System.out.println(d.phrase() + " " + d.score() + " " + d.bounds()));
 * }</pre>
 * <p>
 * Internal. Thresholds and their defaults are keys of {@link org.inpaintj.segment.SelectionRequest}.
 * </p>
 */
package org.inpaintj.segment.text;
