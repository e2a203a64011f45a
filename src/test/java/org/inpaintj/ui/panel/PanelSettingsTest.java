package org.inpaintj.ui.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import ij.Prefs;

import org.inpaintj.command.InpaintSelection;
import org.inpaintj.engines.Engines;

/** What is typed into the panel comes back, and becomes keys. */
class PanelSettingsTest {

    @BeforeEach
    @AfterEach
    void forget() {
        PanelModeTest.forget();
    }

    @Test
    void whatIsTypedComesBackForEachMode() {
        final PanelSettings settings = PanelSettings.read();
        assertEquals(PanelMode.FILL, settings.mode(), "at first");
        settings.set("prompt", "a [red] car,\n“红色” \\ at night  ");
        settings.set("strength", "0.9");
        settings.choose(PanelMode.EXPAND);
        settings.set("directions", "");
        settings.set("expand", "96");
        settings.save();
        final PanelSettings again = PanelSettings.read();
        assertEquals(PanelMode.EXPAND, again.mode());
        assertEquals("96", again.text("expand"));
        assertTrue(again.has("directions") && again.text("directions").isEmpty(), "no side is a choice, too");
        assertEquals("a [red] car,\n“红色” \\ at night  ", again.text("prompt"), "of all modes");
        assertFalse(again.has("strength"), "of its mode alone");
        again.choose(PanelMode.FILL);
        assertEquals("0.9", again.text("strength"));
    }

    /** Preferences of another version, or edited by hand. */
    @Test
    void whatCannotBeReadIsLeftOut() {
        Prefs.set("inpaintj.panel.mode", "paint");
        Prefs.set("inpaintj.panel.all", "prompt=[never closed");
        Prefs.set("inpaintj.panel.add", "strength=0.5 strength=0.6");
        final PanelSettings settings = PanelSettings.read();
        assertEquals(PanelMode.FILL, settings.mode());
        assertEquals("", settings.text("prompt"));
        settings.choose(PanelMode.ADD);
        assertFalse(settings.has("strength"));
    }

    @Test
    void aRecipeCountsWhereTheEngineStartsFromTheOriginal() {
        final PanelSettings settings = PanelSettings.read();
        settings.choose(PanelMode.REPLACE);
        settings.set("seed", "5");
        settings.set("prompt", "a car");
        assertEquals(Map.of("seed", "5"), settings.keys(Set.of("seed", "blur", "padding")));
        final Map<String, String> keys = settings.keys(Set.of("seed", "blur", "strength", "content", "prompt", "soft"));
        assertEquals(Map.of("seed", "5", "blur", "8", "strength", "0.85", "content", "noise", "soft", "true", "prompt",
                "a car"), keys);
        settings.set("strength", "0.6");
        assertEquals("0.6", settings.keys(Set.of("strength")).get("strength"), "what the user sets wins");
    }

    @Test
    void theDialogWithAllSettingsGivesWhatIsNotTheModesAnyway() {
        final PanelSettings settings = PanelSettings.read();
        settings.choose(PanelMode.REFINE);
        settings.set("prompt", "a car");
        final InpaintSelection dialog = new InpaintSelection();
        final Set<String> offered = Set.copyOf(Engines.found().keys().keys());
        dialog.assign(settings.keys(offered));
        dialog.assign(Map.of("steps", "12", "prompt", "a bus", "grow", "3"));
        settings.take(dialog.values(), offered, dialog.keys());
        assertEquals(Map.of("steps", "12", "grow", "3"), settings.hidden(offered));
        assertEquals("a bus", settings.text("prompt"));
        assertFalse(settings.has("strength"), "it is the recipe's");
        dialog.assign(Map.of("strength", "0.75"));
        settings.take(dialog.values(), offered, dialog.keys());
        assertEquals("0.75", settings.keys(offered).get("strength"), "the key's default is not the mode's");
        assertEquals(Map.of("steps", "12"), settings.hidden(Set.of("steps")), "what means nothing is not said");
        settings.clearHidden();
        assertEquals(Map.of(), settings.hidden(offered));
        assertEquals("a bus", settings.text("prompt"), "what has an input stays");
    }

    @Test
    void promptsAreRememberedTheLastOneFirst() {
        IntStream.range(0, 40).forEach(i -> PromptHistory.remember("prompt " + i));
        PromptHistory.remember("prompt 20\nin two lines, “红” [x]");
        PromptHistory.remember("  prompt 30 ");
        PromptHistory.remember(" ");
        PromptHistory.remember("x".repeat(PromptHistory.LONGEST + 1));
        final List<String> prompts = PromptHistory.prompts();
        assertEquals(PromptHistory.MOST, prompts.size());
        assertEquals(List.of("prompt 30", "prompt 20\nin two lines, “红” [x]", "prompt 39"), prompts.subList(0, 3));
        assertEquals(1, prompts.stream().filter("prompt 30"::equals).count());
        for (final String damaged : List.of("[1,", "{}", "[{}]", "7")) {
            Prefs.set("inpaintj.prompts", damaged);
            assertTrue(PromptHistory.prompts().size() <= 1, damaged);
            PromptHistory.remember("after " + damaged);
            assertEquals("after " + damaged, PromptHistory.prompts().get(0));
        }
    }
}
