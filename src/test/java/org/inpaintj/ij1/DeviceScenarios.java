package org.inpaintj.ij1;

import static org.inpaintj.ij1.TestDesktop.check;
import static org.inpaintj.ij1.TestDesktop.macro;
import static org.inpaintj.ij1.TestDesktop.message;

import java.awt.Button;
import java.awt.Checkbox;
import java.awt.TextField;
import java.awt.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

import ij.gui.GenericDialog;
import ij.text.TextWindow;

import org.inpaintj.onnx.gpu.GpuAction;
import org.inpaintj.onnx.gpu.GpuKeys;
import org.inpaintj.onnx.gpu.GpuSetup;
import org.inpaintj.ui.DeviceWindow;

/** Device Report and its buttons at the screen. */
final class DeviceScenarios {

    private DeviceScenarios() {}

    static void addTo(final Map<String, GuiScenarios.Scenario> all) {
        all.put("the device report has buttons where they make sense", DeviceScenarios::buttons);
        all.put("before a graphics card is set up sizes and licences are shown", DeviceScenarios::asked);
    }

    private static List<String> labels(final Window window) {
        final List<String> labels = new ArrayList<>();
        PlainImageJGui.all(window, Button.class).forEach(button -> labels.add(button.getLabel()));
        return labels;
    }

    private static void buttons() {
        PlainImageJGui.choose("Plugins", "InpaintJ", "Device Report");
        final TextWindow plain = PlainImageJGui.window(TextWindow.class, "Device Report");
        check(plain.getTextPanel().getText().contains("ONNX Runtime: 1."), plain.getTextPanel().getText());
        if (plain.getTextPanel().getText().contains("NVIDIA card: none seen"))
            check(labels(plain).isEmpty(), labels(plain));
        plain.close();
        final List<GpuAction> pressed = new CopyOnWriteArrayList<>();
        PlainImageJGui.later(() -> DeviceWindow.open("Device Report", "a line",
                Set.of(GpuAction.SETUP, GpuAction.REMOVE), pressed::add));
        final TextWindow window = PlainImageJGui.window(TextWindow.class, "Device Report");
        check(labels(window).equals(List.of("Set up graphics card...", "Remove what was set up")), labels(window));
        for (final Button button : PlainImageJGui.all(window, Button.class))
            check(button.isShowing() && button.getHeight() > 10, button);
        PlainImageJGui.press(window, "Remove what was set up");
        PlainImageJGui.press(window, "Set up graphics card...");
        PlainImageJGui.until("both", () -> pressed.equals(List.of(GpuAction.REMOVE, GpuAction.SETUP)));
        window.close();
        final String said = macro("run('Device Report', 'gpu=setup from=/nowhere accept_licence'); print('went on');");
        check(said.contains("No NVIDIA card was seen") || said.contains("does not exist") || said.contains("driver"),
                said);
        check(macro("run('Device Report', 'gpu=probe from=/x');").contains("belong to gpu=setup"), "an ignored key");
    }

    private static GenericDialog ask(final AtomicReference<Optional<GpuKeys>> answer) {
        PlainImageJGui.later(() -> answer.set(DeviceWindow.ask(GpuSetup.own(), dialog -> {})));
        return PlainImageJGui.window(GenericDialog.class, "Set Up Graphics Card");
    }

    private static void asked() {
        if (GpuSetup.own().state().lines().isEmpty())
            return;
        final AtomicReference<Optional<GpuKeys>> answer = new AtomicReference<>();
        GenericDialog dialog = ask(answer);
        final String text = PlainImageJGui.text(dialog);
        for (final String words : List.of("ONNX Runtime 1.28.0 for CUDA 12", "cuDNN 9", "MB must be free",
                "https://docs.nvidia.com/cuda/eula/", "Other jobs wait meanwhile."))
            check(text.contains(words), words + " in " + text);
        check(labels(dialog).containsAll(List.of("Licence NVIDIA CUDA...", "Licence NVIDIA cuDNN...")), labels(dialog));
        check(!PlainImageJGui.all(dialog, Checkbox.class).get(0).getState(), "nobody accepts for the user");
        PlainImageJGui.press(dialog, "Cancel");
        PlainImageJGui.until("no answer", () -> answer.get() != null);
        check(answer.get().isEmpty(), answer);
        answer.set(null);
        dialog = ask(answer);
        final GenericDialog second = dialog;
        PlainImageJGui.onEventThread(() -> {
            PlainImageJGui.all(second, TextField.class).get(0).setText("/archives");
            PlainImageJGui.all(second, Checkbox.class).get(0).setState(true);
            return null;
        });
        PlainImageJGui.press(second, "Set Up");
        PlainImageJGui.until("an answer", () -> answer.get() != null);
        check(answer.get().orElseThrow().equals(new GpuKeys(GpuAction.SETUP, true, "/archives")), answer);
        check(message("Exception") == null, "no error");
    }
}
