package org.inpaintj;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files for clusters without Spark are in order; the script runs, with a program in Java's place. */
class ClusterFilesTest {

    private static final Path SCRIPT = Path.of("extras/slurm/inpaintj-array.sh").toAbsolutePath();
    private static final Path RECIPE = Path.of("extras/container/Containerfile");

    @TempDir
    Path folder;

    @BeforeEach
    void bashIsThere() {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no bash");
    }

    private record Ran(int status, String said) {}

    private Ran run(final Map<String, String> environment, final String... words) throws Exception {
        final List<String> command = new ArrayList<>(List.of("/bin/bash"));
        command.addAll(List.of(words));
        final ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).directory(folder.toFile());
        builder.environment().putAll(environment);
        final Path said = folder.resolve("said.txt");
        final Process process = builder.redirectOutput(said.toFile()).start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return new Ran(process.exitValue(), Files.readString(said));
    }

    /** Its first argument is the number of the job. */
    private Ran job(final int job, final int jobs, final String... words) throws Exception {
        final Path java = Files.createDirectories(folder.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/bash\necho \"$SOURCE_DATE_EPOCH\" \"$@\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        final List<String> all = new ArrayList<>(List.of(SCRIPT.toString()));
        all.addAll(List.of(words));
        return run(Map.of("SLURM_ARRAY_TASK_ID", Integer.toString(job), "SLURM_ARRAY_TASK_MIN", "1",
                "SLURM_ARRAY_TASK_COUNT", Integer.toString(jobs), "SLURM_CPUS_PER_TASK", "3", "INPAINTJ_JAR", "i.jar",
                "PATH", folder.resolve("bin") + ":" + System.getenv("PATH")), all.toArray(String[]::new));
    }

    @Test
    void theScriptIsInOrder() throws Exception {
        assertEquals(new Ran(0, ""), run(Map.of(), "-n", SCRIPT.toString()));
        final List<String> lines = Files.readAllLines(SCRIPT);
        assertEquals("#!/usr/bin/env bash", lines.get(0));
        assertTrue(lines.contains("set -euo pipefail"));
        final Pattern known = Pattern.compile("#SBATCH --(job-name|array|cpus-per-task|mem|time|open-mode)=\\S+"
                + "|#SBATCH --requeue");
        final int first = lines.indexOf("set -euo pipefail");
        for (int i = 0; i < lines.size(); i++)
            if (lines.get(i).startsWith("#SBATCH"))
                assertTrue(i < first && known.matcher(lines.get(i)).matches(), lines.get(i));
        // a variable that is not quoted falls apart at blanks
        final Pattern bare = Pattern.compile("(?<![\"{\\w=-])\\$\\{?(table|out|rows|jar|part)\\b");
        assertEquals(List.of(), lines.stream().filter(line -> !line.startsWith("#"))
                .map(line -> line.replaceAll("\"[^\"]*\"|'[^']*'", "")).filter(bare.asPredicate()).toList());
        assertTrue(Files.isExecutable(SCRIPT));
    }

    @Test
    void theJobsOfAnArrayShareTheRows() throws Exception {
        final Path table = folder.resolve("my table.csv");
        Files.writeString(table, "image,prompt\na.png,\"x, y\"\nb.png,\nc.png,\nd.png,\ne.png,\n");
        Files.setLastModifiedTime(table, FileTime.from(1_700_000_000, TimeUnit.SECONDS));
        final List<String> rows = new ArrayList<>();
        for (int job = 1; job <= 3; job++) {
            final Ran ran = job(job, 3, "my table.csv", "my out", "--seed", "1");
            final String part = "my table.part-" + job + "-of-3.csv";
            assertEquals(new Ran(0, "1700000000 -XX:ActiveProcessorCount=3 -XX:MaxRAMPercentage=70 -jar i.jar batch "
                    + part + " --out my out/part-" + job + " --seed 1\n"), ran);
            final List<String> lines = Files.readAllLines(folder.resolve(part));
            assertEquals("image,prompt", lines.get(0));
            rows.addAll(lines.subList(1, lines.size()));
        }
        assertEquals(Files.readAllLines(table).stream().skip(1).toList(), rows.stream().sorted().toList());
        assertEquals(new Ran(0, "There are fewer rows than jobs: nothing to do for job 7.\n"), job(7, 9, "my table.csv",
                "out"));
    }

    @Test
    void whatCannotBeSharedIsRefused() throws Exception {
        Files.writeString(folder.resolve("table.csv"), "image,prompt\na.png,\"two\nlines\"\n");
        final Ran lines = job(1, 2, "table.csv", "out");
        assertEquals(1, lines.status());
        assertTrue(lines.said().startsWith("'table.csv' has cells with line breaks"), lines.said());
        assertEquals(2, job(1, 2, "table.csv").status());
        final Ran alone = run(Map.of(), SCRIPT.toString(), "table.csv", "out");
        assertTrue(alone.status() != 0 && alone.said().contains("this is for an array"), alone.said());
    }

    @Test
    void theRecipeIsInOrder() throws IOException {
        final List<String> lines = Files.readAllLines(RECIPE).stream().filter(line -> !line.isBlank()
                && !line.startsWith("#")).toList();
        final Set<String> words = Set.of("FROM", "COPY", "ENV", "WORKDIR", "USER", "ENTRYPOINT");
        String user = "";
        for (final String line : lines) {
            final String word = line.split(" ")[0];
            assertTrue(words.contains(word), line);
            assertTrue(!word.equals("FROM") || line.matches("FROM [a-z-]+:\\d[\\w.-]+ AS (batch|cluster)"), line);
            assertTrue(!word.equals("COPY") || line.matches("COPY --chmod=644 ((target|extras/spark/target)/"
                    + "inpaintj(-spark)?\\.jar )+/opt/inpaintj/"), line);
            assertTrue(!word.equals("ENTRYPOINT") || line.matches("ENTRYPOINT \\[\"[^\"]+\"(, \"[^\"]+\")*]"), line);
            if (word.equals("FROM"))
                assertTrue(user.isEmpty() || !user.matches("root|0"), "the image before runs as " + user);
            user = word.equals("FROM") ? "root" : word.equals("USER") ? line.substring(5) : user;
        }
        assertTrue(!user.matches("root|0"), "the last image runs as " + user);
        final String pom = Files.readString(Path.of("pom.xml"));
        final String own = Files.readString(Path.of("extras/spark/pom.xml"));
        assertTrue(pom.contains("/inpaintj.jar</outputFile>"));
        assertTrue(own.contains("<finalName>inpaintj-spark</finalName>"));
        final Pattern version = Pattern.compile("<artifactId>(?:InpaintJ_|inpaintj-spark)</artifactId>\\s*"
                + "<version>([^<]+)");
        assertEquals(version.matcher(pom).results().map(hit -> hit.group(1)).findFirst(),
                version.matcher(own).results().map(hit -> hit.group(1)).findFirst(), "both have the same version");
        final String spark = Pattern.compile("<spark.version>([^<]+)").matcher(own).results().findFirst().orElseThrow()
                .group(1);
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("FROM spark:" + spark + "-")), spark);
    }
}
