/**
 * Text to token ids, exactly as the models were trained: CLIP's byte pairs, T5's Unigram and BERT's WordPiece. Pure Java.
 */
package org.inpaintj.tokenizer;
