package org.inpaintj.cli;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A round of each fault; {@link BatchFaults} by itself runs as many as wanted. */
@DisabledOnOs(OS.WINDOWS)
class BatchFaultsTest {

    @TempDir
    Path folder;

    @Test
    void nothingIsLostDoneTwiceOrReportedWrongly() throws IOException, InterruptedException {
        final BatchFaults faults = new BatchFaults(folder, 7, false);
        for (final BatchFaults.Fault fault : BatchFaults.Fault.values())
            faults.inject(fault);
    }
}
