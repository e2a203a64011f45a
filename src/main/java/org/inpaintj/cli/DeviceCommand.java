package org.inpaintj.cli;

import org.inpaintj.image.Software;
import org.inpaintj.onnx.DeviceText;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Prints what ONNX Runtime can run on here. */
final class DeviceCommand extends Command {

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
        messages.result(DeviceText.report(Software.versions()).stripTrailing());
        return ExitStatus.DONE;
    }
}
