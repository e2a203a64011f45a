package org.inpaintj.repair.defect;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

import org.inpaintj.core.Progress;
import org.inpaintj.repair.Region;
import org.inpaintj.repair.defect.DefectSettings.Kind;

/** How many of the defects that were put into pictures are found, and how much of what is found is one. */
final class DefectBenchmark {

    private static final int PICTURES = 10;

    private DefectBenchmark() {}

    public static void main(final String[] arguments) {
        System.out.println("| defects | times the noise | recall | precision | found where there is none |");
        System.out.println("|---|---|---|---|---|");
        for (final Kind kind : Kind.values())
            for (final double times : new double[] {3, 5, 8, 12, 20})
                row(kind, times);
        final long begin = System.nanoTime();
        final DefectScene scene = new DefectScene(1);
        DefectFinder.find(List.of(scene.plane()), settings(EnumSet.allOf(Kind.class)), Progress.NONE);
        System.out.printf(Locale.ROOT, "%.2f s for all kinds, %d x %d%n", (System.nanoTime() - begin) / 1e9,
                DefectScene.WIDTH, DefectScene.HEIGHT);
    }

    static DefectSettings settings(final EnumSet<Kind> kinds) {
        return new DefectSettings(kinds, 6, 15);
    }

    private static void row(final Kind kind, final double times) {
        double recall = 0, precision = 0;
        int none = 0;
        for (int seed = 1; seed <= PICTURES; seed++) {
            final int count = kind == Kind.STRIPES ? 3 : kind == Kind.SCRATCHES ? 4 : 15;
            final DefectScene scene = new DefectScene(seed).with(kind, count, times);
            final List<Region> found = DefectFinder.find(List.of(scene.plane()), settings(EnumSet.of(kind)),
                    Progress.NONE);
            final DefectScene.Score score = scene.score(found);
            recall += score.recall() / PICTURES;
            precision += score.precision() / PICTURES;
            none += DefectFinder.find(List.of(new DefectScene(100 + seed).plane()), settings(EnumSet.of(kind)),
                    Progress.NONE).size();
        }
        System.out.printf(Locale.ROOT, "| %s | %.0f | %.3f | %.3f | %.1f |%n", kind.word(), times, recall, precision,
                (double) none / PICTURES);
    }
}
