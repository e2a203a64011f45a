package org.inpaintj.cli;

import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

import org.inpaintj.cli.terminal.Messages;
import org.inpaintj.cli.terminal.Usage;
import org.inpaintj.imagej.image.HostVersions;
import org.inpaintj.onnx.device.DeviceSummary;

/** The sub-command {@code device} prints the devices that ONNX Runtime can run on here. */
final class DeviceCommand extends SubCommand {

    @Override
    String description() {
        return "Reports versions, memory, and which devices really run a network here.";
    }

    @Override
    Usage usage() {
        return Usage.plain("", "device");
    }

    @Override
    void declare(final CommandSpec spec, final boolean help) {}

    @Override
    int run(final ParseResult line, final Messages messages) {
        messages.result(DeviceSummary.report(HostVersions.report()).stripTrailing());
        return ExitCode.OK;
    }
}
