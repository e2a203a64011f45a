package org.inpaintj.ui;

import java.awt.BorderLayout;
import java.awt.Button;
import java.awt.Component;
import java.awt.Container;
import java.awt.FlowLayout;
import java.awt.Panel;
import java.awt.Window;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import ij.IJ;
import ij.gui.GenericDialog;
import ij.text.TextWindow;

import org.inpaintj.core.InpaintException;
import org.inpaintj.language.Translation;
import org.inpaintj.onnx.gpu.GpuAction;
import org.inpaintj.onnx.gpu.GpuKeys;
import org.inpaintj.onnx.gpu.GpuSetup;

/** The window of Device Report, with a button for each thing that can be done about an NVIDIA card. */
public final class DeviceWindow {

    private DeviceWindow() {}

    /**
     * Opens it.
     *
     * @param text    one fact a line; the lines are broken here
     * @param actions those that get a button; without any there are none
     * @param then    told of the button that was pressed, on the event thread
     * @return the window
     */
    public static Window open(final String title, final String text, final Set<GpuAction> actions,
            final Consumer<GpuAction> then) {
        // its lines do not wrap by themselves
        final TextWindow window = new TextWindow(Translation.message(title),
                text.lines().map(Translation::message).map(UserErrors::wrap).collect(Collectors.joining("\n")), 760,
                520);
        final Panel buttons = new Panel(new FlowLayout(FlowLayout.LEFT));
        for (final GpuAction action : GpuAction.values())
            if (actions.contains(action) && !label(action).isEmpty()) {
                final Button button = new Button(label(action));
                button.addActionListener(pressed -> run(title, () -> then.accept(action)));
                buttons.add(button);
            }
        if (buttons.getComponentCount() > 0) {
            window.add(buttons, BorderLayout.SOUTH);
            window.validate();
        }
        return window;
    }

    /** Empty for what has no button. */
    private static String label(final GpuAction action) {
        return switch (action) {
            case SETUP -> Translation.of("Set up graphics card...");
            case PROBE -> Translation.of("Try graphics card again");
            case REMOVE -> Translation.of("Remove what was set up");
            default -> "";
        };
    }

    private static void run(final String title, final Runnable work) {
        try {
            work.run();
        } catch (final InpaintException e) {
            UserErrors.show(title, e);
        }
    }

    /** Gives a button that ImageJ has made a label in the language of the windows. */
    private static void translate(final Container in, final String english, final String label) {
        for (final Component part : in.getComponents())
            if (part instanceof Button button && english.equals(button.getLabel()))
                button.setLabel(label);
            else if (part instanceof Container inner)
                translate(inner, english, label);
    }

    /**
     * Says what a set-up would fetch and asks for what it needs to know. Called on the event thread.
     *
     * @param opened told of the dialog before it shows
     * @return empty if the user does not want it
     */
    public static Optional<GpuKeys> ask(final GpuSetup gpu, final Consumer<Window> opened) {
        final GenericDialog dialog = new GenericDialog(Translation.of("Set Up Graphics Card"));
        dialog.addMessage(gpu.plan().lines().map(Translation::message).map(UserErrors::wrap)
                .collect(Collectors.joining("\n")) + "\n" + Translation.of("Other jobs wait meanwhile."));
        dialog.addDirectoryField(Translation.of("Import from (empty: fetch)"), "", 30);
        dialog.addCheckbox(Translation.of("I have read and accept NVIDIA's licences"), gpu.accepted());
        gpu.licences().forEach((name, address) -> dialog.addButton(Translation.of("Licence {0}...", name),
                pressed -> IJ.runPlugIn("ij.plugin.BrowserLauncher", address)));
        dialog.setOKLabel(Translation.of("Set Up"));
        dialog.setCancelLabel(Translation.of("Cancel"));
        translate(dialog, "Browse", Translation.of("Browse"));
        opened.accept(dialog);
        dialog.showDialog();
        return dialog.wasCanceled() ? Optional.empty()
                : Optional.of(new GpuKeys(GpuAction.SETUP, dialog.getNextBoolean(), dialog.getNextString()));
    }
}
