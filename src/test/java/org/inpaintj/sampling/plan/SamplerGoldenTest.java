package org.inpaintj.sampling.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.stream.Stream;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import org.inpaintj.sampling.PredictionType;
import org.inpaintj.sampling.schedule.SamplerName;
import org.inpaintj.sampling.schedule.ScheduleName;
import org.inpaintj.sampling.schedule.SchedulerConfig;

/**
 * Every sampler, evaluation by evaluation, a line a case, against diffusers (schedule Model) and the WebUI (named
 * schedules).
 */
class SamplerGoldenTest {

    private static final double TOLERANCE = 1e-4;

    @TestFactory
    Stream<DynamicTest> diffusers() {
        return SamplerGoldens.cases("diffusers").stream().map(c -> DynamicTest.dynamicTest(name(c), () -> {
            final SchedulerConfig config = SchedulerConfig.parse(c.get("config").toString(), "golden");
            final SamplingPlan plan = ModelPlans.of(SamplerName.of(c.get("sampler").getAsString()), config,
                    inpaints(c) ? DiffusersPipelines.XL : DiffusersPipelines.CONSISTENCY, SamplerGoldens.request(c),
                    c.get("tokens").getAsInt());
            check(c, SamplerGoldens.run(plan, config.prediction(), c.get("seed").getAsLong(), inpaints(c),
                    false, false));
        }));
    }

    @TestFactory
    Stream<DynamicTest> named() {
        return SamplerGoldens.cases("named").stream().map(c -> DynamicTest.dynamicTest(name(c), () -> {
            final SamplingPlan plan = NamedPlans.of(SamplerName.of(c.get("sampler").getAsString()),
                    ScheduleName.of(c.get("schedule").getAsString()), DiffusersPipelines.SD, false,
                    SamplerGoldens.request(c));
            final SamplerGoldens.Trace trace =
                    SamplerGoldens.run(plan, PredictionType.EPSILON, c.get("seed").getAsLong(), inpaints(c),
                    true, true);
            check(c, trace);
            close(SamplerGoldens.difference(c.getAsJsonArray("end"), 0, trace.end(), 0), "end");
        }));
    }

    @TestFactory
    Stream<DynamicTest> options() {
        return SamplerGoldens.withOptions().stream().map(c -> DynamicTest.dynamicTest(name(c), () -> {
            final SamplingPlan plan = NamedPlans.of(SamplerName.of(c.get("sampler").getAsString()),
                    ScheduleName.of(c.get("schedule").getAsString()), DiffusersPipelines.SD, false,
                    SamplerGoldens.request(c));
            final SamplerGoldens.Trace trace = SamplerGoldens.run(plan, PredictionType.EPSILON,
                    c.get("seed").getAsLong(), inpaints(c), true, true);
            check(c, trace);
            close(SamplerGoldens.difference(c.getAsJsonArray("end"), 0, trace.end(), 0), "end");
        }));
    }

    private static void check(final JsonObject c, final SamplerGoldens.Trace trace) {
        double most = 0;
        final JsonArray rows = c.getAsJsonArray("trace");
        close(SamplerGoldens.difference(c.getAsJsonArray("start"), 0, trace.start(), 0), "start");
        assertEquals(rows.size(), trace.rows().size(), "evaluations");
        for (int i = 0; i < rows.size(); i++) {
            final JsonArray row = rows.get(i).getAsJsonArray();
            assertEquals(row.get(0).getAsDouble(), trace.rows().get(i)[0], 2e-3, "timestep of evaluation " + i);
            final double difference = SamplerGoldens.difference(row, 1, trace.rows().get(i), 1);
            close(difference, "evaluation " + i);
            most = Math.max(most, difference);
        }
        System.out.printf(Locale.ROOT, "%-60s %.1e%n", name(c), most);
    }

    private static void close(final double difference, final String what) {
        assertTrue(difference <= TOLERANCE, what + " differs by " + difference);
    }

    private static boolean inpaints(final JsonObject c) {
        return c.get("task").getAsString().equals("inpaint");
    }

    private static String name(final JsonObject c) {
        return c.get("sampler").getAsString() + " " + (c.has("config") ? c.get("config") : c.get("schedule")) + " "
                + c.get("task").getAsString() + " " + c.get("steps") + " x " + c.get("strength")
                + (c.has("options") ? " " + c.get("options") : "");
    }
}
