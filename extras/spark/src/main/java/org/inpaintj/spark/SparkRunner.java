package org.inpaintj.spark;

import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

import org.inpaintj.batch.BatchEntry;
import org.inpaintj.batch.BatchPlan;
import org.inpaintj.batch.BatchReport;
import org.inpaintj.batch.BatchRunner;
import org.inpaintj.batch.ItemRun;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;

/** Has the executors of a Spark cluster work on the images of a batch. Used by one thread. */
final class SparkRunner implements BatchRunner {

    private static final String EPOCH = "SOURCE_DATE_EPOCH";

    private final SparkConf conf;

    /** @param conf as {@code spark-submit} gave it */
    SparkRunner(final SparkConf conf) {
        this.conf = conf;
    }

    @Override
    public List<BatchEntry> run(final BatchPlan plan, final Progress progress) {
        if (!(plan.work() instanceof Serializable))
            throw new InpaintException("This batch cannot be sent to other machines.");
        if (plan.settings().workers() > 1)
            progress.note("--workers is not used on a cluster: the executors that spark-submit asks for do the work.");
        conf.setIfMissing("spark.app.name", "InpaintJ batch");
        // records of Java, which others do not take
        conf.set("spark.serializer", "org.apache.spark.serializer.JavaSerializer");
        // results are taken one by one, so that their sum needs no limit
        conf.setIfMissing("spark.driver.maxResultSize", "0");
        // all attempts write the same bytes only if the records have the same time
        final String epoch = System.getenv(EPOCH);
        conf.setExecutorEnv(EPOCH, epoch != null ? epoch : Long.toString(Instant.now().getEpochSecond()));
        final Attempts attempts = new Attempts();
        final BatchEntry[] entries = new BatchEntry[plan.items().size()];
        final Map<String, String> host = new LinkedHashMap<>(plan.work().host());
        final List<ItemJobs.Ended> ended = new ArrayList<>();
        try (JavaSparkContext context = new JavaSparkContext(conf)) {
            context.sc().addSparkListener(attempts);
            host.put("Apache Spark", context.version());
            ended.addAll(work(plan, new ItemJobs(context, attempts, progress, plan.items().size()), context, entries));
        }
        // when Spark has stopped, it has told all
        ended.forEach(end -> tell(plan, end, attempts, entries));
        for (int i = 0; i < entries.length; i++)
            if (entries[i] == null)
                entries[i] = BatchEntry.without(plan.items().get(i), BatchEntry.CANCELLED, "");
        final List<BatchEntry> all = List.of(entries);
        BatchReport.write(plan.folder(), all, host);
        progress.check();
        return all;
    }

    /** Looks at all images, and paints those that are to be done. */
    private List<ItemJobs.Ended> work(final BatchPlan plan, final ItemJobs jobs, final JavaSparkContext context,
            final BatchEntry[] entries) {
        final Broadcast<HashSet<String>> originals = context.broadcast(new HashSet<>(ItemRun.originals(plan.items())));
        final int most = ItemJobs.mostAttempts(context);
        final List<ItemTask.Given> listed = plan.items().stream().map(item -> new ItemTask.Given(item,
                plan.journal().last(item.out()).orElse(null))).toList();
        final List<ItemTask.Given> begun = new ArrayList<>();
        final List<ItemJobs.Ended> ended = new ArrayList<>();
        ended.addAll(jobs.run(listed, task(ItemTask.Step.LOOK, plan, originals, most), some -> {
            final List<BatchEntry> known = new ArrayList<>();
            for (final ItemJobs.Ended one : some) {
                if (one.entry().state().equals(BatchEntry.BEGUN))
                    begun.add(new ItemTask.Given(one.item(), one.entry()));
                else
                    put(plan, entries, one);
                if (!one.entry().state().equals(BatchEntry.KEPT))
                    known.add(one.entry());
            }
            plan.journal().add(known);
        }));
        begun.sort((a, b) -> Integer.compare(a.item().number(), b.item().number()));
        ended.addAll(jobs.run(begun, task(ItemTask.Step.PAINT, plan, originals, most), some -> {
            plan.journal().add(some.stream().map(ItemJobs.Ended::entry)
                    .filter(entry -> !entry.state().equals(BatchEntry.CANCELLED)).toList());
            some.forEach(one -> put(plan, entries, one));
        }));
        return ended;
    }

    private static ItemTask task(final ItemTask.Step step, final BatchPlan plan,
            final Broadcast<HashSet<String>> originals, final int most) {
        return new ItemTask(step, plan.work(), plan.folder(), plan.settings().overwrite(), originals, most);
    }

    private static void put(final BatchPlan plan, final BatchEntry[] entries, final ItemJobs.Ended one) {
        entries[one.item().number() - 1] = one.entry();
        plan.ended().accept(one.entry());
    }

    /** Says what was tried in vain; and which of several results is there, where machines do not compute alike. */
    private static void tell(final BatchPlan plan, final ItemJobs.Ended end, final Attempts attempts,
            final BatchEntry[] entries) {
        final int index = end.item().number() - 1;
        final List<String> notes = new ArrayList<>(attempts.notes(end.job(), end.index()));
        BatchEntry entry = entries[index];
        if (entry == null)
            return;
        if (entry.state().equals(BatchEntry.DONE) && attempts.begun(end.job(), end.index()) > 1)
            try {
                final String sha256 = ItemRun.digest(plan.folder().resolve(entry.out()));
                if (!sha256.equals(entry.outSha256())) {
                    entry = entry.found(sha256);
                    plan.journal().add(entry);
                    notes.add("Two attempts gave different results, so the machines do not compute alike; the later "
                            + "one is there.");
                }
            } catch (final IOException e) {
                throw new InpaintException("'" + entry.out() + "' cannot be read again (" + e.getMessage()
                        + "): check the folder of results.", e);
            }
        entries[index] = entry.with(notes, entry.attempts());
    }
}
