/** Text to token ids, exactly as the models were trained: CLIP's byte pairs and T5's Unigram. Pure Java. */
package org.inpaintj.model.tokenizer;
