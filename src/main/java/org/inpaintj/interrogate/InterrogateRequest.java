package org.inpaintj.interrogate;

import java.util.Map;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Request;
import org.inpaintj.params.Key;
import org.inpaintj.params.KeyGroup;
import org.inpaintj.params.Parameters;

/**
 * An interrogate request holds everything that asking what is in a picture is told, by its macro keys. Made by
 * {@link #of}, which checks every value.
 */
public record InterrogateRequest(
        @Key(label = "Area", group = KeyGroup.SOURCE, place = 21,
                help = "masked looks at the rectangle around the selection, if there is one; whole at all of the image")
                Request.Area area,
        @Key(label = "Threshold", def = "0.35", min = 0, max = 1, group = KeyGroup.SOURCE, place = 31,
                help = "of a tagger: how sure it must be of a tag, 0 to 1") double threshold,
        @Key(label = "Threshold of characters", def = "0.85", min = 0, max = 1, group = KeyGroup.SOURCE, place = 41,
                help = "of a tagger: how sure it must be of who is seen, 0 to 1") double character,
        @Key(label = "Beams", min = 0, max = 32, group = KeyGroup.SOURCE, place = 51,
                help = "of a captioner: captions that are followed at once, of which the best is taken; 0 = what the "
                        + "model asks for, mostly 1") int beams,
        @Key(label = "Shortest caption (tokens)", min = 0, max = 1000, group = KeyGroup.SOURCE, place = 61,
                help = "of a captioner: how many tokens, which are words or parts of words, it writes at least, the "
                        + "one it begins with counted; 0 = what the model asks for") int min_length,
        @Key(label = "Longest caption (tokens)", min = 0, max = 1000, group = KeyGroup.SOURCE, place = 71,
                help = "of a captioner: how many tokens it writes at most; 0 = what the model asks for, mostly 21")
                int max_length,
        @Key(label = "Model", path = Key.Path.FOLDER, group = KeyGroup.SOURCE, place = 11,
                help = "folder of a WD14 tagger with its selected_tags.csv, or of an exported BLIP or ViT-GPT2 with "
                        + "its tokenizer") String model) {

    /** All keys with their defaults. */
    public static final Parameters<InterrogateRequest> KEYS = Parameters.of(InterrogateRequest.class);

    public InterrogateRequest {
        if (max_length > 0 && min_length > max_length)
            throw new InpaintException("min_length=" + min_length + " is more than max_length=" + max_length
                    + ": ask for captions that are at least as long as they are short.");
    }

    /** @throws InpaintException for an unknown key or a bad value */
    public static InterrogateRequest of(final Map<String, String> values) {
        return KEYS.parse(values);
    }
}
