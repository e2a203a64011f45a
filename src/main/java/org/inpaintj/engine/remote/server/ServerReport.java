package org.inpaintj.engine.remote.server;

import java.util.List;

import org.inpaintj.engine.remote.Answer;

/**
 * What a server said of itself. Its own words are cut to one line each.
 *
 * @param version empty if it does not tell
 * @param models  that it can paint with, by its names; the first few hundred
 * @param count   how many models it has in all
 */
public record ServerReport(String version, List<String> models, int count) {

    private static final int MOST = 500;

    /** @param models all that it has */
    public static ServerReport of(final String version, final List<String> models) {
        return new ServerReport(Answer.cut(version), models.stream().limit(MOST).map(Answer::cut).toList(),
                models.size());
    }

    /** In a few words. */
    public String sentence() {
        return (version.isEmpty() ? "answers" : version) + ", "
                + (count == 0 ? "no model" : count == 1 ? "1 model" : count + " models");
    }
}
