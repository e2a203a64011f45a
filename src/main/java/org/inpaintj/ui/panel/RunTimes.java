package org.inpaintj.ui.panel;

import java.awt.Rectangle;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.WeakHashMap;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;

import ij.ImagePlus;
import ij.Prefs;
import ij.gui.Roi;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Task;
import org.inpaintj.engines.Engines;
import org.inpaintj.imagej.job.JobOutlook;
import org.inpaintj.job.Job;
import org.inpaintj.language.Translation;
import org.inpaintj.outpaint.OutpaintRequest;
import org.inpaintj.ui.StatusLine;
import org.inpaintj.ui.run.PaintRun;
import org.inpaintj.ui.run.PaintRunListener;

/**
 * Tells how long a run will take by how long one like it took: with the same engine and model, and as many steps at the
 * same size; for an engine without steps, by the pixels that are repainted. ImageJ's preferences keep it. Safe on any
 * thread.
 */
final class RunTimes implements PaintRunListener {

    /** For {@link org.inpaintj.ui.run.PaintRuns}. */
    static final RunTimes LISTENER = new RunTimes();

    private static final String PLACE = "inpaintj.times", STEPS = " steps at ";
    private static final int MOST = 40;
    /** How many times more or fewer pixels are still alike. */
    private static final double ALIKE = 8;

    /** What is being run: what it is like, and how much of that it is. */
    private record Work(String like, double much, double pixels) {
    }

    /** Seconds for one of that, and the pixels that it was told by. */
    private record Rate(double seconds, double pixels) {
    }

    private final Map<PaintRun, Work> running = new WeakHashMap<>();

    private RunTimes() {}

    private static Work work(final Map<String, String> keys, final String outlook, final double pixels) {
        final String who = keys.getOrDefault("engine", "auto") + ' ' + keys.getOrDefault("model", "auto");
        // as it is typed, which may be in digits of another script
        final double results = Double.parseDouble(Engines.found().keys().tidy("candidates",
                keys.getOrDefault("candidates", "1")));
        return outlook.contains(STEPS) ? new Work(who + ' ' + outlook, results, 0)
                : new Work(who, results * pixels, pixels);
    }

    /** The pixels that are repainted, about. */
    static double pixels(final ImagePlus image, final boolean selects) {
        // asked once, for a user may deselect meanwhile
        final Roi roi = image.getRoi();
        final Rectangle bounds = selects && roi != null ? roi.getBounds()
                : new Rectangle(image.getWidth(), image.getHeight());
        return (double) bounds.width * bounds.height;
    }

    /**
     * How long a run will take, in words; empty if none like it has ended.
     *
     * @param keys    of the run
     * @param outlook what else is known of it
     * @param pixels  that are repainted
     */
    static String told(final Map<String, String> keys, final String outlook, final double pixels) {
        final Work work = work(keys, outlook, pixels);
        final Rate rate = rates().get(work.like);
        if (rate == null || rate.pixels > 0 && (work.pixels > ALIKE * rate.pixels || work.pixels * ALIKE < rate.pixels))
            return "";
        return Translation.of("about {0}", StatusLine.time(Duration.ofMillis(Math.round(1000 * rate.seconds
                * work.much))));
    }

    private static synchronized Map<String, Rate> rates() {
        try {
            final Map<String, Rate> rates = new Gson().fromJson(Prefs.get(PLACE, ""),
                    new TypeToken<LinkedHashMap<String, Rate>>() {}.getType());
            return rates == null ? new LinkedHashMap<>() : rates;
        } catch (final JsonParseException e) {
            // times of another version: they come anew
            return new LinkedHashMap<>();
        }
    }

    private static synchronized void learn(final Work work, final double seconds) {
        final Map<String, Rate> rates = rates();
        rates.remove(work.like);
        rates.put(work.like, new Rate(seconds / work.much, work.pixels));
        while (rates.size() > MOST)
            rates.remove(rates.keySet().iterator().next());
        Prefs.set(PLACE, new Gson().toJson(rates));
    }

    @Override
    public void queued(final PaintRun run, final Job<?> job) {
        final ImagePlus image = run.paint().image().orElse(null);
        if (image == null)
            return;
        try {
            final boolean selects = !run.command().equals(OutpaintRequest.LABEL);
            final String outlook = selects ? JobOutlook.of(Task.INPAINT, run.paint().request(), image).line() : "";
            synchronized (running) {
                running.put(run, work(run.keys(), outlook, pixels(image, selects)));
            }
        } catch (final InpaintException e) {
            // the run itself says it
            synchronized (running) {
                running.remove(run);
            }
        }
    }

    @Override
    public void ended(final PaintRun run, final Job<?> job) {
        final Work work;
        synchronized (running) {
            work = running.remove(run);
        }
        if (work != null && job.state() == Job.State.DONE && !job.status().stopped())
            learn(work, job.status().elapsed().toMillis() / 1000.0);
    }
}
