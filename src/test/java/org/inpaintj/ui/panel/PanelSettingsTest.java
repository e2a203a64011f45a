package org.inpaintj.ui.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.Prefs;

import org.inpaintj.command.InpaintSelection;
import org.inpaintj.engines.Engines;
import org.inpaintj.history.HistoryEntry;
import org.inpaintj.history.HistoryImage;
import org.inpaintj.history.HistoryOutcome;
import org.inpaintj.history.HistoryStore;

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
    void whatMeansNothingInTheDialogWithAllSettingsStays() {
        final PanelSettings settings = PanelSettings.read();
        settings.set("prompt", "a car");
        settings.set("seed", "5");
        final InpaintSelection dialog = new InpaintSelection();
        final Set<String> offered = Set.of("seed", "grow");
        dialog.assign(settings.keys(offered));
        dialog.assign(Map.of("grow", "3", "seed", "-1"));
        settings.take(dialog.values(), offered, dialog.keys());
        assertEquals("a car", settings.text("prompt"), "for a model that takes none");
        assertEquals("3", settings.text("grow"));
        assertFalse(settings.has("seed"), "it was there, and is set back");
        dialog.assign(Map.of("prompt", "a bus"));
        settings.take(dialog.values(), offered, dialog.keys());
        assertEquals("a bus", settings.text("prompt"), "a model that takes one was chosen there");
    }

    @Test
    void promptsAreThoseOfTheHistoryTheLastOneFirst(@TempDir final Path home) {
        final HistoryStore store = new HistoryStore(Optional.of(home.resolve("history")));
        final PromptHistory history = new PromptHistory(store);
        assertEquals(List.of(), history.prompts(), "nothing was run");
        final Instant begin = Instant.parse("2026-01-01T00:00:00Z");
        final List<String> ran = List.of("a red car", "", "“红” [x]", "a red car", " ", "a blue house");
        for (int i = 0; i < ran.size(); i++)
            store.add(entry(begin.plusSeconds(i), ran.get(i)));
        assertEquals(List.of("a blue house", "a red car", "“红” [x]"), history.prompts());
        IntStream.range(0, 40).forEach(i -> store.add(entry(begin.plusSeconds(10 + i), "prompt " + i)));
        assertEquals(PromptHistory.MOST, history.prompts().size());
        assertEquals("prompt 39", history.prompts().get(0));
        store.clear();
        assertEquals(List.of(), history.prompts(), "what is forgotten there is forgotten here");
        assertEquals(List.of(), new PromptHistory(new HistoryStore(Optional.empty())).prompts());
    }

    private static HistoryEntry entry(final Instant time, final String prompt) {
        return new HistoryEntry(HistoryEntry.newId(), time, "Inpaint Selection...", HistoryImage.NONE, "",
                Map.of("prompt", prompt), "diffusion", "", List.of(), HistoryOutcome.QUEUED);
    }
}
