package org.inpaintj.cli;

import java.util.List;
import java.util.Map;

import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

import org.inpaintj.cli.terminal.Messages;
import org.inpaintj.cli.terminal.Usage;
import org.inpaintj.imagej.image.HostVersions;
import org.inpaintj.onnx.device.DeviceSummary;
import org.inpaintj.onnx.gpu.GpuAction;
import org.inpaintj.onnx.gpu.GpuKeys;
import org.inpaintj.onnx.gpu.GpuSetup;

/**
 * The sub-command {@code device} prints the devices that ONNX Runtime can run on here, and sets up an NVIDIA card.
 */
final class DeviceCommand extends SubCommand {

    @Override
    String description() {
        return "Reports versions, memory, and which devices really run a network here; sets up, tries again or removes "
                + "what an NVIDIA card needs.";
    }

    @Override
    Usage usage() {
        return new Usage(List.of("", "--gpu setup [--from FOLDER] [--accept_licence]", "--gpu probe|remove"),
                List.of("device", "device --gpu setup --accept_licence"));
    }

    @Override
    void declare(final CommandSpec spec, final boolean help) {
        declareQuiet(spec);
        KeyOptions.declare(spec, help, GpuKeys.KEYS);
    }

    @Override
    int run(final ParseResult line, final Messages messages) {
        final GpuKeys keys = KeyOptions.checked(line,
                () -> GpuKeys.KEYS.parse(KeyOptions.typed(line, GpuKeys.KEYS, Map.of())));
        if (keys.gpu() == GpuAction.REPORT && keys.from().isBlank() && !keys.accept_licence()) {
            messages.result(DeviceSummary.report(HostVersions.report()).text().stripTrailing());
            return ExitCode.OK;
        }
        final GpuSetup gpu = GpuSetup.own();
        if (keys.gpu() == GpuAction.SETUP && keys.from().isBlank())
            messages.result(gpu.plan());
        messages.starting();
        messages.result(messages.work("inpaintj: graphics card", progress -> gpu.perform(keys, progress)));
        return ExitCode.OK;
    }
}
