package org.inpaintj.ui.panel;

import java.awt.event.KeyEvent;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.inpaintj.engine.diffusion.Preset;
import org.inpaintj.language.Translation;
import org.inpaintj.outpaint.OutpaintRequest;

/**
 * A mode of the panel: which command runs, and the values that it is given where the user has set none. Those of
 * diffusion are the recipes of {@link Preset}, and count where the engine starts from what is there.
 */
public enum PanelMode {

    /** What is around grows over the selection; no prompt. */
    REMOVE("Remove Object", Preset.REMOVE.recipe(), KeyEvent.VK_R),
    /** The selection is made anew. */
    FILL(PanelMode.INPAINT, Map.of("strength", "1", "content", "fill", "blur", "4", "soft", "false"), KeyEvent.VK_F),
    /** Something else in its place, of nearly its outline. */
    REPLACE(PanelMode.INPAINT, Preset.REPLACE.recipe(), KeyEvent.VK_P),
    /** Something where nothing like it is. */
    ADD(PanelMode.INPAINT, Preset.CREATE.recipe(), KeyEvent.VK_A),
    /** A larger image that goes on from this one. */
    EXPAND(OutpaintRequest.LABEL, Map.of("expand", "64"), KeyEvent.VK_X),
    /** The same, in finer detail. */
    REFINE(PanelMode.INPAINT, Preset.REPAIR_DETAIL.recipe(), KeyEvent.VK_E);

    /** The command whose keys those of all modes with a selection are. */
    private static final String INPAINT = "Inpaint Selection...";

    private final String command;
    private final Map<String, String> recipe;
    private final int mnemonic;

    PanelMode(final String command, final Map<String, String> recipe, final int mnemonic) {
        this.command = command;
        this.recipe = Map.copyOf(recipe);
        this.mnemonic = mnemonic;
    }

    /** The label in the menu of the command that runs. */
    public String command() {
        return command;
    }

    /** The label of the command that is asked which keys mean something, and whose dialog has all of them. */
    public String asked() {
        return this == REMOVE ? INPAINT : command;
    }

    /** Keys to values. */
    public Map<String, String> recipe() {
        return recipe;
    }

    /** What of the recipe counts with the keys that mean something. */
    public Map<String, String> recipe(final Set<String> offered) {
        final Map<String, String> counts = new LinkedHashMap<>(recipe);
        // the others recreate the region from its surroundings alone
        counts.keySet().removeIf(key -> !offered.contains(key)
                || recipe.containsKey("strength") && !offered.contains("strength"));
        return counts;
    }

    /** Whether words say what is painted. */
    public boolean prompts() {
        return this != REMOVE;
    }

    /** Whether it makes nothing of use without a model that paints by words. */
    public boolean needsWords() {
        return this == REPLACE || this == ADD || this == REFINE;
    }

    /** Whether an empty prompt is an oversight. */
    public boolean needsPrompt() {
        return this == REPLACE || this == ADD;
    }

    /** Whether something has to be selected. */
    public boolean selects() {
        return this != EXPAND;
    }

    /** The key that picks it together with Alt, as in {@link KeyEvent}. */
    int mnemonic() {
        return mnemonic;
    }

    /** As preferences write it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** For people. */
    public String title() {
        return switch (this) {
            case REMOVE -> Translation.of("Remove");
            case FILL -> Translation.of("Fill");
            case REPLACE -> Translation.of("Replace");
            case ADD -> Translation.of("Add");
            case EXPAND -> Translation.of("Expand");
            case REFINE -> Translation.of("Refine");
        };
    }

    /** What it does, in a sentence. */
    String help() {
        return switch (this) {
            case REMOVE -> Translation.of("Lets what is around grow over the selection, without a prompt");
            case FILL -> Translation.of("Makes the selection anew, by the prompt if the model takes one");
            case REPLACE -> Translation.of("Puts what the prompt says in the place of what is selected");
            case ADD -> Translation.of("Paints what the prompt says where nothing like it is");
            case EXPAND -> Translation.of("Makes a larger image that goes on from this one");
            case REFINE -> Translation.of("Paints the selection again, a little, in finer detail");
        };
    }
}
