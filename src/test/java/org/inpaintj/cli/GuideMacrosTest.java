package org.inpaintj.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.inpaintj.ij1.GuideMacros;
import org.inpaintj.model.folder.ModelFixture;

/** The macros of the guides, without a display. */
class GuideMacrosTest {

    @TempDir
    Path folder;

    @Test
    void allRunAndChangeNothingElse() throws IOException {
        final String text = GuideMacros.text(folder, ModelFixture.of("sd15").folder(), ModelFixture.of("sam").folder());
        CliRun.process(List.of(), "macro", Files.writeString(folder.resolve("macro.ijm"), text)).done();
        GuideMacros.check(folder);
    }
}
