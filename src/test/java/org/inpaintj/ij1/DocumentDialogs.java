package org.inpaintj.ij1;

import java.awt.Component;
import java.awt.Dimension;
import java.awt.Point;
import java.nio.file.Path;

import javax.swing.JComboBox;
import javax.swing.JDialog;
import javax.swing.JFrame;
import javax.swing.JScrollPane;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.gui.Toolbar;

import org.inpaintj.ui.form.FormDialog;

/** The pictures of the documents that show dialogs. */
final class DocumentDialogs {

    /** px above what a picture is to show. */
    private static final int MARGIN = 4;

    private DocumentDialogs() {}

    /** As it opens for the first time. */
    static void inpaint(final ImagePlus imp, final Path folder) throws Exception {
        final FormDialog dialog = open("Inpaint Selection");
        beside(dialog, imp);
        Screenshots.picture(folder.resolve("dialog.png"));
    }

    private static FormDialog open(final String command) {
        PlainImageJGui.choose("Plugins", "InpaintJ", command + "...");
        return PlainImageJGui.window(FormDialog.class, command);
    }

    private static void beside(final FormDialog dialog, final ImagePlus imp) {
        dialog.setLocation(imp.getWindow().getX() + imp.getWindow().getWidth() + 10, imp.getWindow().getY());
    }

    /** The dialog of a whole image, and on it the one that asks what is in it. */
    static void wholeImage(final ImagePlus imp, final Path folder) throws Exception {
        Prefs.set("inpaintj.interrogate", "model=/home/jane/models/wd-vit-tagger-v3");
        Prefs.set("inpaintj.image-to-image", "model=/home/jane/models/sd15 strength=0.4 resize=crop width=512 "
                + "height=400 prompt=[a man in the rain]");
        imp.deleteRoi();
        final FormDialog dialog = open("Image to Image");
        beside(dialog, imp);
        Screenshots.picture(folder.resolve("image-to-image.png"));
        PlainImageJGui.press(dialog, "From Image...");
        PlainImageJGui.window(FormDialog.class, "Interrogate");
        Screenshots.picture(folder.resolve("interrogate.png"));
    }

    /** The rest of the keys, where soft inpainting is. */
    static void soft(final ImagePlus imp, final Path folder) throws Exception {
        Prefs.set("inpaintj.inpaint", "engine=diffusion model=/home/jane/models/sd-v1-5-inpainting.safetensors soft "
                + "prompt=[a church]");
        final FormDialog dialog = open("Inpaint Selection");
        PlainImageJGui.press(dialog, "More...");
        final FormDialog more = PlainImageJGui.window(FormDialog.class, "Inpaint Selection: More");
        // over the image, to which it belongs
        more.setBounds(IJ.getInstance().getX(), IJ.getInstance().getY(), more.getWidth(), 620);
        PlainImageJGui.settle();
        final Component above = TestDesktop.input(more, Component.class, "strength_map");
        final JScrollPane pane = PlainImageJGui.all(more, JScrollPane.class).get(0);
        pane.getViewport().setViewPosition(new Point(0, above.getLocationOnScreen().y
                - pane.getViewport().getView().getLocationOnScreen().y - MARGIN));
        Screenshots.picture(folder.resolve("soft-inpainting.png"));
    }

    /** A published network, and the size that comes of it. */
    static void upscale(final ImagePlus imp, final Path folder) throws Exception {
        Prefs.set("inpaintj.upscale", "upscaler=/home/jane/models/4x-UltraSharp.pth scale=4");
        imp.deleteRoi();
        final FormDialog dialog = open("Upscale Image");
        beside(dialog, imp);
        Screenshots.picture(folder.resolve("upscale.png"));
    }

    /** The mosaic before the run. */
    static void outpaint(final ImagePlus imp, final Path folder) throws Exception {
        Prefs.set("inpaintj.outpaint", "method=mosaic directions=left,right expand_x=0.3 strength=0.9 "
                + "model=/home/jane/models/sd15 prompt=[a photographer in a park]");
        imp.deleteRoi();
        final FormDialog dialog = open("Outpaint");
        dialog.setLocation(imp.getWindow().getX(), imp.getWindow().getY());
        PlainImageJGui.opened(() -> PlainImageJGui.press(dialog, "Process"));
        Screenshots.picture(folder.resolve("outpaint.png"));
    }

    /** The dialog of a grid, and on it the one that enhances its prompt. */
    static void compare(final ImagePlus imp, final Path folder) throws Exception {
        Prefs.set("inpaintj.compare", "model=/home/jane/models/sd15 seed=1 prompt=[a church] x=[strength: 0.3-0.9 [4]] "
                + "y=[prompt: church, castle] z=[content: fill, original]");
        final FormDialog dialog = open("Compare");
        dialog.setLocation(imp.getWindow().getX() + imp.getWindow().getWidth() + 10, IJ.getInstance().getY());
        Screenshots.picture(folder.resolve("compare.png"));
        PlainImageJGui.press(dialog, "Enhance...");
        final JDialog enhance = PlainImageJGui.window(JDialog.class, "Enhance Prompt");
        PlainImageJGui.all(enhance, JComboBox.class).get(0).setSelectedIndex(2);
        Screenshots.picture(folder.resolve("enhance.png"));
    }

    /** A red coat, painted with the brush. */
    static void sketch(final ImagePlus imp, final Path folder) throws Exception {
        imp.deleteRoi();
        final ImagePlus colours = new ImagePlus("photo.png", imp.getProcessor().convertToRGB());
        colours.show();
        colours.getCanvas().setMagnification(0.75);
        colours.getCanvas().setSize(new Dimension(384, 384));
        colours.getWindow().pack();
        colours.getWindow().setLocation(imp.getWindow().getX(), imp.getWindow().getY());
        Toolbar.setForegroundColor(new java.awt.Color(200, 30, 40));
        Prefs.set("brush.width", 22);
        PlainImageJGui.later(() -> IJ.selectWindow(colours.getID()));
        PlainImageJGui.until("the coloured picture", () -> WindowManager.getCurrentImage() == colours);
        PlainImageJGui.choose("Plugins", "InpaintJ", "Sketch...");
        final JFrame window = PlainImageJGui.window(JFrame.class, "Sketch");
        final ImagePlus copy = PlainImageJGui.await("copy", () -> WindowManager.getImage("photo.png sketch"));
        PlainImageJGui.until("canvas", () -> copy.getCanvas() != null && copy.getCanvas().isShowing());
        for (int k = 0; k < 6; k++)
            MousePointer.drag(copy, 110 + 12 * k, 210 - 4 * k, 130 + 16 * k, 330);
        PlainImageJGui.settle();
        window.setLocation(copy.getWindow().getX() + copy.getWindow().getWidth() + 10, copy.getWindow().getY());
        Screenshots.picture(folder.resolve("sketch.png"));
    }
}
