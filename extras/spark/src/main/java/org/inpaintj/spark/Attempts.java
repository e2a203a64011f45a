package org.inpaintj.spark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import org.apache.spark.ExceptionFailure;
import org.apache.spark.ExecutorLostFailure;
import org.apache.spark.Success$;
import org.apache.spark.TaskEndReason;
import org.apache.spark.TaskKilled;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import scala.jdk.javaapi.CollectionConverters;

/** Writes down which tasks Spark began again, and why. Spark tells of it on a thread of its own, somewhat later. */
final class Attempts extends SparkListener {

    /** A property of Spark's jobs: which of ours it is. */
    static final String JOB = "inpaintj.job";

    private static final int MOST_LETTERS = 200;

    /** A task: the image at this place of a job. */
    private record Place(String job, int index) {}

    private final Map<Integer, String> jobs = new HashMap<>();
    private final Map<Place, Integer> begun = new HashMap<>(), failed = new HashMap<>();
    private final Map<Place, List<String>> ends = new HashMap<>();

    @Override
    public synchronized void onJobStart(final SparkListenerJobStart start) {
        final Properties properties = start.properties();
        final String job = properties == null ? null : properties.getProperty(JOB);
        if (job != null)
            CollectionConverters.asJava(start.stageIds()).forEach(stage -> jobs.put((Integer) stage, job));
    }

    @Override
    public synchronized void onTaskStart(final SparkListenerTaskStart start) {
        begun.merge(new Place(jobs.get(start.stageId()), start.taskInfo().index()), 1, Integer::sum);
    }

    @Override
    public synchronized void onTaskEnd(final SparkListenerTaskEnd end) {
        if (end.reason() instanceof Success$)
            return;
        final Place place = new Place(jobs.get(end.stageId()), end.taskInfo().index());
        if (!(end.reason() instanceof TaskKilled))
            failed.merge(place, 1, Integer::sum);
        ends.computeIfAbsent(place, p -> new ArrayList<>()).add("Attempt " + (end.taskInfo().attemptNumber() + 1)
                + " on executor " + end.taskInfo().executorId() + " gave no result: " + reason(end.reason()) + ".");
    }

    private static String reason(final TaskEndReason reason) {
        final String text;
        if (reason instanceof ExecutorLostFailure lost)
            text = "the executor was lost (" + lost.reason().getOrElse(() -> "no reason is known") + ")";
        else if (reason instanceof ExceptionFailure failure)
            text = failure.description();
        else if (reason instanceof TaskKilled killed)
            text = "it was ended (" + killed.reason() + ")";
        else
            text = String.valueOf(reason);
        final String line = text.strip().replaceAll("\\s*\\R\\s*", " ").replaceFirst("[.\\s]+(?=\\)?$)", "");
        return line.length() <= MOST_LETTERS ? line : line.substring(0, MOST_LETTERS) + "...";
    }

    /** Full sentences about attempts that gave nothing; Spark does not tell the end of each that it ended itself. */
    synchronized List<String> notes(final String job, final int index) {
        final List<String> notes = new ArrayList<>(ends.getOrDefault(new Place(job, index), List.of()));
        final int beside = begun(job, index) - notes.size() - 1;
        if (beside > 0)
            notes.add(beside + (beside == 1 ? " attempt was" : " attempts were")
                    + " begun beside the one that gave the result, and not waited for.");
        return notes;
    }

    /** How often the image was begun. */
    synchronized int begun(final String job, final int index) {
        return begun.getOrDefault(new Place(job, index), 0);
    }

    /** The images of a job that have failed so often that Spark gave the job up. */
    synchronized List<Integer> failed(final String job, final int often) {
        return failed.entrySet().stream().filter(e -> job.equals(e.getKey().job()) && e.getValue() >= often)
                .map(e -> e.getKey().index()).toList();
    }
}
