package org.inpaintj.ui.panel;

import java.util.ArrayList;
import java.util.List;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;

import ij.IJ;
import ij.Prefs;

/** ImageJ's preferences hold here the prompts used last, by whichever command. Safe on any thread. */
public final class PromptHistory {

    /** How many are kept, and the longest that is, in characters. */
    static final int MOST = 30, LONGEST = 4000;
    private static final String PLACE = "inpaintj.prompts";

    private PromptHistory() {}

    /** The one used last first. */
    public static synchronized List<String> prompts() {
        final String kept = Prefs.get(PLACE, "");
        if (kept.isBlank())
            return List.of();
        try {
            final String[] all = new Gson().fromJson(kept, String[].class);
            final List<String> prompts = new ArrayList<>();
            for (final String each : all)
                if (each != null && !each.isBlank() && prompts.size() < MOST)
                    prompts.add(each);
            return List.copyOf(prompts);
        } catch (final JsonParseException e) {
            IJ.log("The prompts used last cannot be read from ImageJ's preferences and are forgotten.");
            Prefs.set(PLACE, "");
            return List.of();
        }
    }

    /** Puts one first; blank and very long ones are passed over. */
    public static synchronized void remember(final String prompt) {
        final String own = prompt.strip();
        if (own.isEmpty() || own.length() > LONGEST)
            return;
        final List<String> all = new ArrayList<>(prompts());
        all.remove(own);
        all.add(0, own);
        Prefs.set(PLACE, new Gson().toJson(all.subList(0, Math.min(MOST, all.size()))));
    }

    /** Forgets all. */
    public static synchronized void clear() {
        Prefs.set(PLACE, "");
    }
}
