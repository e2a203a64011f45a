package org.inpaintj.ij1;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A real Fiji at a screen: all that plain ImageJ is asked to do, and what only Fiji has. */
class FijiDesktopTest {

    @TestFactory
    Stream<DynamicTest> scenarios(@TempDir final Path home) throws Exception {
        PlainImageJTest.needScreen();
        final FijiProcess fiji = new FijiProcess(home).withEngineJar();
        final Path results = home.resolve("results.txt");
        PlainImageJTest.models(home);
        final Path start = Files.writeString(home.resolve("start.groovy"),
                "org.inpaintj.ij1.FijiScenarios.start('" + results + "')\n");
        final String log = fiji.run(15, "--run", start.toString());
        return PlainImageJTest.tests(FijiScenarios.all().keySet(), results, log);
    }
}
