package org.inpaintj.interrogate;

/**
 * A language model says how likely each token is to come next.
 *
 * @param <S> what it remembers of the tokens before, so that it need not read them again
 */
@FunctionalInterface
interface LanguageModel<S> {

    /**
     * What comes next.
     *
     * @param logits of every token of the vocabulary; log-probabilities but for a constant
     * @param state  after the tokens that were read
     */
    record Next<S>(float[] logits, S state) {
    }

    /**
     * Reads tokens.
     *
     * @param tokens all from the first one on
     * @param state  after all of them but the last one; null before the first
     */
    Next<S> next(int[] tokens, S state);
}
