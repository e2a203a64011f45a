package org.inpaintj.engine;

/**
 * What an engine can and needs, so that commands and the blend ask these instead of naming engines.
 *
 * @param title              for dialogs and messages
 * @param prompt             true if the text prompt means something to it
 * @param startsFromOriginal true if the pixels under the mask take part (image-to-image with a strength); then the
 *                           result may be feathered into them. An engine that recreates the region from its
 *                           surroundings alone is never blended with what the user wanted removed
 * @param meetsBoundary      true if the fill already meets the known samples around it, so that the blend corrects
 *                           no membrane
 * @param anyChannels        true if a scene may have any number of channels with values beyond 0..1; false asks for
 *                           three channels clamped to 0..1
 */
public record Capabilities(String title, boolean prompt, boolean startsFromOriginal, boolean meetsBoundary,
        boolean anyChannels) {
}
