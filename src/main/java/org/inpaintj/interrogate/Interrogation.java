package org.inpaintj.interrogate;

import java.util.ArrayList;
import java.util.List;

/**
 * An interrogation is what a network says of a picture.
 *
 * @param text  to be used as a prompt; empty if there is nothing to say
 * @param tags  all tags surest first, those below the thresholds too; none of a captioner
 * @param model that said it
 * @param notes what the user should know, full sentences; that there is nothing to say is added
 */
public record Interrogation(String text, List<Tag> tags, String model, List<String> notes) {

    public Interrogation {
        tags = List.copyOf(tags);
        final List<String> all = new ArrayList<>(notes);
        if (text.isEmpty())
            all.add(tags.isEmpty() ? "The model says nothing of this picture."
                    : "The model is sure of no tag: lower the threshold.");
        notes = List.copyOf(all);
    }
}
