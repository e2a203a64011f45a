package org.inpaintj.cli;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

import org.inpaintj.onnx.Devices;

import ij.IJ;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Prints what ONNX Runtime can run on here. */
final class DeviceCommand extends Command {

    @Override
    String description() {
        return "Reports versions, memory, and which devices really run a network here.";
    }

    @Override
    void declare(final CommandSpec spec, final boolean help) {}

    @Override
    int run(final ParseResult line, final PrintStream out) {
        final Map<String, String> software = new LinkedHashMap<>();
        software.put("InpaintJ", Versions.plugin());
        software.put("ImageJ", IJ.getVersion());
        final Devices devices = Devices.probe();
        out.print(devices.text(software));
        return Cli.DONE;
    }
}
