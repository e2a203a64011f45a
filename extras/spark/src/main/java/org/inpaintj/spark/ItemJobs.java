package org.inpaintj.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.apache.spark.SimpleFutureAction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Function0;
import scala.Function2;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;

import org.inpaintj.batch.BatchEntry;
import org.inpaintj.batch.BatchItem;
import org.inpaintj.core.Progress;

/**
 * Has Spark do tasks of an image each, and hands on what is through while the rest still runs. Spark gives up all tasks
 * when one has failed too often, such as an image that ends every Java that opens it; that image is then said to have
 * failed, and the others go on.
 */
final class ItemJobs {

    private static final int LOOK_MILLISECONDS = 200, TELL_SECONDS = 10;

    private final JavaSparkContext context;
    private final Attempts attempts;
    private final Progress progress;
    private final int total;
    private int jobs, through;

    /**
     * What became of a task.
     *
     * @param job   and {@code index}: by which {@link Attempts} knows it
     * @param entry as the task gave it
     */
    record Ended(BatchItem item, BatchEntry entry, String job, int index) {}

    /** @param total how many images there are */
    ItemJobs(final JavaSparkContext context, final Attempts attempts, final Progress progress, final int total) {
        this.context = context;
        this.attempts = attempts;
        this.progress = progress;
        this.total = total;
    }

    /** After how many failures of a task Spark gives up. */
    static int mostAttempts(final JavaSparkContext context) {
        return context.isLocal() ? 1 : context.getConf().getInt("spark.task.maxFailures", 4);
    }

    /**
     * Does a task for each.
     *
     * @param some told of those that are through, of several at once where they come fast
     * @return all that are through; fewer than were given if the batch was cancelled
     */
    List<Ended> run(final List<ItemTask.Given> all, final ItemTask task, final Consumer<List<Ended>> some) {
        final List<Ended> ended = new ArrayList<>();
        List<ItemTask.Given> open = all;
        while (!open.isEmpty() && !progress.cancelled()) {
            final String job = Integer.toString(++jobs);
            final boolean[] known = new boolean[open.size()];
            final Throwable error = once(open, task, job, known, one -> {
                ended.addAll(one);
                some.accept(one);
            });
            if (error == null)
                break;
            final List<Ended> lost = lost(open, job, known, error);
            ended.addAll(lost);
            some.accept(lost);
            final List<ItemTask.Given> tried = open;
            open = IntStream.range(0, known.length).filter(i -> !known[i]).mapToObj(tried::get).toList();
        }
        return ended;
    }

    /** @return why Spark gave up; null if it has not */
    private Throwable once(final List<ItemTask.Given> open, final ItemTask task, final String job,
            final boolean[] known, final Consumer<List<Ended>> some) {
        final BlockingQueue<Ended> queue = new LinkedBlockingQueue<>();
        final JavaRDD<ItemTask.Given> images = context.parallelize(open, open.size());
        final List<Object> places = IntStream.range(0, open.size()).<Object>mapToObj(i -> i).toList();
        final Function2<Object, BatchEntry, BoxedUnit> through = (index, entry) -> {
            queue.add(new Ended(open.get((Integer) index).item(), entry, job, (Integer) index));
            return BoxedUnit.UNIT;
        };
        final Function0<BoxedUnit> end = () -> BoxedUnit.UNIT;
        context.setLocalProperty(Attempts.JOB, job);
        final Seq<Object> partitions = CollectionConverters.asScala(places).toSeq();
        final SimpleFutureAction<BoxedUnit> action = context.sc().submitJob(images.rdd(), task, partitions, through,
                end);
        while (true) {
            final boolean last = action.isCompleted();
            hand(queue, known, some, last);
            if (last)
                return action.value().get().isFailure() && !progress.cancelled()
                        ? action.value().get().failed().get() : null;
            if (progress.cancelled())
                action.cancel();
        }
    }

    private void hand(final BlockingQueue<Ended> queue, final boolean[] known, final Consumer<List<Ended>> some,
            final boolean last) {
        final List<Ended> now = new ArrayList<>();
        try {
            final Ended first = queue.poll(last ? 0 : LOOK_MILLISECONDS, TimeUnit.MILLISECONDS);
            if (first == null)
                return;
            now.add(first);
        } catch (final InterruptedException e) {
            context.sc().cancelAllJobs();
            return;
        }
        queue.drainTo(now);
        now.forEach(one -> known[one.index()] = true);
        some.accept(now);
        for (final Ended one : now)
            if (!one.entry().state().equals(BatchEntry.BEGUN)) {
                progress.share((double) ++through / total);
                progress.step(through, total, one.item().name());
            }
    }

    /** Those for whose sake Spark gave up; all that are left where it is not one image's fault. */
    private List<Ended> lost(final List<ItemTask.Given> open, final String job, final boolean[] known,
            final Throwable error) {
        final String line = String.valueOf(error.getMessage()).lines().findFirst().orElse("").strip();
        List<Integer> guilty = List.of();
        if (!context.sc().isStopped())
            for (int i = 0; guilty.isEmpty() && i < TELL_SECONDS * 1000 / LOOK_MILLISECONDS; i++) {
                pause();
                guilty = attempts.failed(job, mostAttempts(context));
            }
        final String why = guilty.isEmpty() ? "Spark ended the batch: " + line
                : "It was tried " + mostAttempts(context) + " times and ended the process that worked on it each time: "
                        + line;
        final List<Ended> lost = new ArrayList<>();
        for (int i = 0; i < known.length; i++)
            if (!known[i] && (guilty.isEmpty() || guilty.contains(i))) {
                known[i] = true;
                lost.add(new Ended(open.get(i).item(), BatchEntry.without(open.get(i).item(), BatchEntry.FAILED, why)
                        .with(List.of(), guilty.isEmpty() ? 0 : mostAttempts(context)),
                        job, i));
            }
        return lost;
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_MILLISECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
