package org.inpaintj.ui.tutorial;

import java.awt.Component;
import java.awt.Container;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Window;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

import javax.swing.JComboBox;
import javax.swing.JFrame;
import javax.swing.text.JTextComponent;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Roi;

import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.roi.RecentModels;
import org.inpaintj.job.JobQueue;
import org.inpaintj.ui.form.FormDialog;

/** The desk is what the user has in front of him, as far as the tutorial cares: image, selection, dialog, layers. */
final class TutorialDesk {

    static final String INPAINT = "Inpaint Selection...", LAYERS = "Layers...";

    /** The folder of the diffusion model used last; empty if none is known. */
    private final String model;
    /** How many layers images had when they were first seen. */
    private final Map<ImagePlus, Integer> layersBefore = new WeakHashMap<>();

    TutorialDesk() {
        model = RecentModels.paths().stream().filter(path -> Files.isDirectory(Path.of(path))).findFirst().orElse("");
    }

    boolean hasModel() {
        return !model.isEmpty();
    }

    String model() {
        return model;
    }

    /** The active image; null if none is open. */
    ImagePlus image() {
        final ImagePlus imp = WindowManager.getCurrentImage();
        if (imp != null)
            layersBefore.computeIfAbsent(imp, seen -> Layer.of(seen).size());
        return imp;
    }

    /** Whether a selection with an area is there and finished. */
    boolean hasSelection() {
        final ImagePlus imp = image();
        final Roi roi = imp == null ? null : imp.getRoi();
        return roi != null && roi.isArea() && roi.getState() != Roi.CONSTRUCTING && !roi.getBounds().isEmpty();
    }

    /** Whether a layer has come since the image was first seen. */
    boolean hasResult() {
        final ImagePlus imp = image();
        return imp != null && Layer.of(imp).size() > layersBefore.get(imp);
    }

    /** Whether a job waits or runs, or the command still reads the image and the model for one. */
    boolean isPainting() {
        return JobQueue.shared().jobs().stream().anyMatch(job -> !job.state().ended())
                || dialog().isEmpty() && Thread.getAllStackTraces().keySet().stream()
                        .anyMatch(thread -> thread.getName().equals("Run$_" + INPAINT));
    }

    /** The first page of the dialog of Inpaint Selection; empty if it is not open. */
    Optional<FormDialog> dialog() {
        return Arrays.stream(Window.getWindows()).filter(FormDialog.class::isInstance).map(FormDialog.class::cast)
                .filter(Window::isShowing).filter(dialog -> INPAINT.equals(dialog.getName() + "...")).findFirst();
    }

    Optional<JFrame> layers() {
        return Arrays.stream(Window.getWindows()).filter(JFrame.class::isInstance).map(JFrame.class::cast)
                .filter(Window::isShowing).filter(window -> window.getTitle().startsWith("Layers of ")).findFirst();
    }

    /** The text in the dialog's input of a key; empty where it does not show. */
    String input(final String key) {
        return dialog().map(dialog -> find(dialog, key)).filter(Component::isShowing)
                .map(input -> input instanceof JTextComponent text ? text.getText() : "").orElse("");
    }

    /** Puts a text into the dialog's input of a key, as a user would. */
    void put(final String key, final String text) {
        dialog().map(dialog -> find(dialog, key)).ifPresent(input -> {
            if (input instanceof JTextComponent field)
                field.setText(text);
            else if (input instanceof JComboBox<?> choice)
                choice.setSelectedItem(text);
        });
    }

    void pressOk() {
        dialog().ifPresent(dialog -> dialog.getRootPane().getDefaultButton().doClick());
    }

    /** Chooses an entry of the menu, for the active image. */
    void choose(final String command) {
        IJ.doCommand(command);
    }

    /** Where ImageJ's menus and tools are on the screen, px. */
    Rectangle tools() {
        return onScreen(IJ.getInstance());
    }

    /** Where a part of the image shows, or the whole of it for null. */
    Rectangle part(final Rectangle of) {
        final Component canvas = image().getCanvas();
        final Rectangle all = onScreen(canvas);
        if (of == null)
            return all;
        final Point left = new Point(image().getCanvas().screenX(of.x), image().getCanvas().screenY(of.y));
        final double scale = image().getCanvas().getMagnification();
        final Rectangle part = new Rectangle(all.x + left.x, all.y + left.y, (int) (of.width * scale),
                (int) (of.height * scale)).intersection(all);
        return part.isEmpty() ? all : part;
    }

    /** Where an input of the dialog is, or the whole dialog where it does not show. */
    Rectangle input(final FormDialog dialog, final String key) {
        final Component input = find(dialog, key);
        return onScreen(input != null && input.isShowing() ? input : dialog);
    }

    static Rectangle onScreen(final Component component) {
        return new Rectangle(component.getLocationOnScreen(), component.getSize());
    }

    /** Inputs are named after their keys. */
    private static Component find(final Container in, final String key) {
        for (final Component component : in.getComponents()) {
            if (key.equals(component.getName()))
                return component;
            final Component inner = component instanceof Container container ? find(container, key) : null;
            if (inner != null)
                return inner;
        }
        return null;
    }
}
