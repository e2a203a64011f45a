/**
 * Enhancing: a short prompt becomes a longer one, for the user to see and to change before anything is painted.
 * {@link org.inpaintj.enhance.PromptEnhancer} adds the words of styles and of a preset, from templates on this machine;
 * or a chat model that the user runs or rents, anywhere where OpenAI's chat completions are spoken, writes it.
 * {@link org.inpaintj.enhance.EnhanceKeys} holds the keys.
 * <p>
 * Guarantees: a prompt of at most 500 characters comes out, cut between words; words that are there are not added
 * again. Nobody is contacted unless an address is given, no redirect is followed, and waiting ends. A key is read from
 * the environment variable that the user names; it is in no key, macro, log, record or message. What a server answers
 * is bounded in size, time and form, and never more than a text on one line.
 * </p>
 * <pre>{@code
 * EnhanceKeys asked = EnhanceKeys.of(Map.of("prompt", "a cat", "style", "European painting"));
 * String longer = PromptEnhancer.enhance(asked);    // a cat, classical European oil painting, visible brushwork, ...
 * }</pre>
 * <p>
 * Internal, but for the keys, which are macro keys and command-line options of Enhance Prompt. Nothing on the way of a
 * request to an engine calls this.
 * </p>
 */
package org.inpaintj.enhance;
