package org.inpaintj.engine.diffusion.text;

/** What cutting a prompt into chunks needs to know of a text encoder's tokenizer. */
public interface PromptTokenizer {

    /** Tokens of a text, without those that begin and end a chunk and without a limit. */
    int[] tokenize(String text);

    /** The token that begins a chunk. */
    int begin();

    /** The token that ends the content of a chunk. */
    int end();

    /** The token that fills a chunk after its end. */
    int pad();

    /** The token of a comma, where a long prompt is best cut. */
    int comma();

    /** How many tokens from this one on must stay together in one chunk: those of one textual inversion. */
    default int together(final int token) {
        return 1;
    }

    /** Tokens of a chunk with its beginning and end: 77 for CLIP. */
    default int length() {
        return 77;
    }
}
