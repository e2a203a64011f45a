package org.inpaintj.engine.diffusion.text;

import java.util.List;

/**
 * A style as a template: words that make its look, and what it suits.
 *
 * @param name           by which it is called; not blank
 * @param description    a sentence for people; may be empty
 * @param keywords       that are added to a prompt, in their order
 * @param subjects       that go well with it
 * @param examplePrompts whole prompts
 */
public record StyleTemplate(String name, String description, List<String> keywords, List<String> subjects,
        List<String> examplePrompts) {

    public StyleTemplate {
        keywords = List.copyOf(keywords);
        subjects = List.copyOf(subjects);
        examplePrompts = List.copyOf(examplePrompts);
    }
}
