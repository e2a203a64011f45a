package org.inpaintj.enhance;

import java.util.Map;

import org.inpaintj.engine.diffusion.Preset;
import org.inpaintj.params.Key;
import org.inpaintj.params.KeyGroup;
import org.inpaintj.params.Parameters;

/** What a prompt is enhanced with, by its macro keys. */
public record EnhanceKeys(
        @Key(label = "Preset", group = KeyGroup.PRESET, place = 31,
                help = "words that suit the purpose are added behind those of the style") Preset preset,
        @Key(label = "Address of a chat model", first = "none", group = KeyGroup.ENGINE, place = 41,
                help = "http or https address of an OpenAI-compatible server of your own, which then writes the "
                        + "prompt; empty contacts nobody") String address,
        @Key(label = "Name of the chat model", first = "none", when = "address", group = KeyGroup.ENGINE, place = 51,
                help = "what the server calls the model; empty leaves it to the server") String chat,
        @Key(label = "Variable with its key", first = "none", when = "address", group = KeyGroup.ENGINE, place = 61,
                help = "name of the environment variable that holds the server's key, which is read nowhere else and "
                        + "never written; empty sends none") String key_variable,
        @Key(label = "Copy of the styles", path = Key.Path.FILE, first = "none", group = KeyGroup.RESULT, place = 71,
                help = "a new .json file for a copy of the styles that the program brings, to be edited; empty for "
                        + "none") String export,
        @Key(label = "Stylebook", path = Key.Path.FILE, when = "style: no style", group = KeyGroup.PROMPT, place = 22,
                help = "a .json file of style templates or the WebUI's styles.csv, beside the styles that the program "
                        + "brings") String stylebook,
        @Key(label = "Style", group = KeyGroup.PROMPT, place = 21,
                help = "names of styles whose words are added, separated by commas") String style,
        @Key(label = "Prompt", lines = 3, group = KeyGroup.PROMPT, place = 11,
                help = "what is to be enhanced; empty begins with a subject of the style") String prompt) {

    /** The keys. */
    public static final Parameters<EnhanceKeys> KEYS = Parameters.of(EnhanceKeys.class);

    /** @throws org.inpaintj.core.InpaintException for an unknown key or a bad value */
    public static EnhanceKeys of(final Map<String, String> values) {
        return KEYS.parse(values);
    }
}
