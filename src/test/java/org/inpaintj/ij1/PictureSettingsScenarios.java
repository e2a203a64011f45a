package org.inpaintj.ij1;

import static org.inpaintj.ij1.TestDesktop.check;
import static org.inpaintj.ij1.TestDesktop.image;
import static org.inpaintj.ij1.TestDesktop.macro;
import static org.inpaintj.ij1.TestDesktop.message;
import static org.inpaintj.ij1.TestDesktop.record;
import static org.inpaintj.ij1.TestDesktop.typed;

import java.awt.Point;
import java.awt.Window;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.Transferable;
import java.awt.dnd.DnDConstants;
import java.awt.dnd.DropTarget;
import java.awt.dnd.DropTargetDragEvent;
import java.awt.dnd.DropTargetDropEvent;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import javax.swing.JComboBox;
import javax.swing.JDialog;
import javax.swing.JFileChooser;
import javax.swing.text.JTextComponent;

import ij.ImagePlus;
import ij.Prefs;
import ij.plugin.frame.Recorder;

import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.ui.form.FormDialog;

/** Settings come out of a picture's file into a dialog. */
final class PictureSettingsScenarios {

    /** What the PNG beside the models says, as the WebUI writes it. */
    static final String TEXT = "an old cat\nNegative prompt: dark\nSteps: 3, Sampler: Euler a, Schedule type: "
            + "Karras, CFG scale: 5, Seed: 11, Size: 64x64, Denoising strength: 0.6, Eta: 0.7, RNG: NV, Lora hashes: x";

    /** What a window gets when another program lets go of files above it. */
    private static final class Dropped extends DropTargetDropEvent {

        private static final long serialVersionUID = 1L;
        private final transient List<File> files;
        private boolean complete;

        Dropped(final DropTarget target, final Path file) {
            super(target.getDropTargetContext(), new Point(9, 9), DnDConstants.ACTION_COPY,
                    DnDConstants.ACTION_COPY_OR_MOVE);
            files = List.of(file.toFile());
        }

        @Override
        public boolean isDataFlavorSupported(final DataFlavor flavor) {
            return flavor.equals(DataFlavor.javaFileListFlavor);
        }

        @Override
        public void acceptDrop(final int action) {
            // the peer's business
        }

        @Override
        public void dropComplete(final boolean success) {
            complete = success;
        }

        @Override
        public Transferable getTransferable() {
            return new Transferable() {
                @Override
                public DataFlavor[] getTransferDataFlavors() {
                    return new DataFlavor[] { DataFlavor.javaFileListFlavor };
                }

                @Override
                public boolean isDataFlavorSupported(final DataFlavor flavor) {
                    return flavor.equals(DataFlavor.javaFileListFlavor);
                }

                @Override
                public Object getTransferData(final DataFlavor flavor) {
                    return files;
                }
            };
        }
    }

    /** What comes before it. */
    private static final class Dragged extends DropTargetDragEvent {

        private static final long serialVersionUID = 1L;
        private final transient Dropped after;

        Dragged(final DropTarget target, final Dropped after) {
            super(target.getDropTargetContext(), new Point(9, 9), DnDConstants.ACTION_COPY,
                    DnDConstants.ACTION_COPY_OR_MOVE);
            this.after = after;
        }

        @Override
        public boolean isDataFlavorSupported(final DataFlavor flavor) {
            return after.isDataFlavorSupported(flavor);
        }

        @Override
        public void acceptDrag(final int action) {
            // the peer's business
        }

        @Override
        public Transferable getTransferable() {
            return after.getTransferable();
        }
    }

    private PictureSettingsScenarios() {}

    private static Path text(final String text) throws IOException {
        return Files.writeString(SelectionScenarios.models.resolve("settings.txt"), text);
    }

    private static FormDialog dialog() {
        final Path model = SelectionScenarios.models.resolve("sd");
        Prefs.set("inpaintj.image-to-image", "model=[" + model + "] seed=5 prompt=before");
        PlainImageJGui.choose("Plugins", "InpaintJ", "Image to Image...");
        return PlainImageJGui.window(FormDialog.class, "Image to Image");
    }

    /** A drop fills both pages, says what it does not know, and is recorded as keys. */
    static void dropped() throws Exception {
        final ImagePlus imp = image();
        imp.deleteRoi();
        final Path file = SelectionScenarios.models.resolve("settings.png");
        final Recorder recorder = record();
        final FormDialog dialog = dialog();
        TestDesktop.type(dialog, "steps", "half typed");
        final Dropped event = new Dropped(dialog.getDropTarget(), file);
        PlainImageJGui.later(() -> dialog.getDropTarget().drop(event));
        final Window told = PlainImageJGui.await("message", () -> message("what means nothing here: Lora hashes"));
        PlainImageJGui.press(told, "OK");
        PlainImageJGui.until("end of the message", () -> !told.isShowing());
        check(event.complete, "the drop was taken");
        check(typed(dialog, "prompt").equals("an old cat") && typed(dialog, "negative").equals("dark"), "the prompts");
        check(typed(dialog, "steps").equals("3") && typed(dialog, "strength").equals("0.6"), "the numbers");
        check(TestDesktop.input(dialog, JComboBox.class, "sampler").getSelectedItem().equals("Euler a"), "the sampler");
        check(typed(dialog, "seed").equals("11"), typed(dialog, "seed"));
        PlainImageJGui.press(dialog, "OK");
        PlainImageJGui.until("layer", () -> Layer.of(imp).size() == 1);
        final String line = PlainImageJGui.await("recorded line",
                () -> recorder.getText().contains("Image to Image") ? recorder.getText().trim() : null);
        check(line.contains("eta=0.7") && line.contains("prompt=[an old cat]")
                && !line.contains("settings.png"), line);
        final String made = Layer.of(imp).get(0).provenance().patchSha256();
        TestDesktop.close(recorder);
        imp.setOverlay(null);
        check(macro(line).isEmpty(), "no message");
        check(Layer.of(imp).get(0).provenance().patchSha256().equals(made), "the recorded line makes the same samples");
    }

    /** The button asks for a file; one without settings changes nothing and says so. */
    static void chosen() throws Exception {
        image().deleteRoi();
        final FormDialog dialog = dialog();
        choose(dialog, text(TEXT.replace(", Lora hashes: x", "")));
        PlainImageJGui.until("the prompt of the file", () -> typed(dialog, "prompt").equals("an old cat"));
        choose(dialog, text("only a prompt"));
        final Window told = PlainImageJGui.await("message", () -> message("holds no settings"));
        PlainImageJGui.press(told, "OK");
        PlainImageJGui.until("end of the message", () -> !told.isShowing());
        check(typed(dialog, "prompt").equals("an old cat"), typed(dialog, "prompt"));
        droppedOnText(dialog);
        PlainImageJGui.press(dialog, "Cancel");
        PlainImageJGui.until("end of the dialog", () -> !dialog.isShowing());
    }

    /** A text takes texts itself, and leaves files to the dialog. */
    private static void droppedOnText(final FormDialog dialog) {
        final JTextComponent prompt = TestDesktop.input(dialog, JTextComponent.class, "prompt");
        PlainImageJGui.onEventThread(() -> {
            prompt.setText("and");
            prompt.selectAll();
            prompt.copy();
            prompt.paste();
            prompt.paste();
            return null;
        });
        check(typed(dialog, "prompt").equals("andand"), typed(dialog, "prompt"));
        final Dropped event = new Dropped(prompt.getDropTarget(), SelectionScenarios.models.resolve("settings.png"));
        PlainImageJGui.later(() -> {
            prompt.getDropTarget().dragEnter(new Dragged(prompt.getDropTarget(), event));
            prompt.getDropTarget().drop(event);
        });
        final Window told = PlainImageJGui.await("message", () -> message("what means nothing here: Lora hashes"));
        PlainImageJGui.press(told, "OK");
        PlainImageJGui.until("end of the message", () -> !told.isShowing());
        check(event.complete && typed(dialog, "prompt").equals("an old cat"), typed(dialog, "prompt"));
    }

    private static void choose(final FormDialog dialog, final Path file) {
        PlainImageJGui.press(dialog, "From PNG...");
        final JDialog chooser = PlainImageJGui.window(JDialog.class, "A PNG");
        PlainImageJGui.later(() -> {
            final JFileChooser files = PlainImageJGui.all(chooser, JFileChooser.class).get(0);
            files.setSelectedFile(file.toFile());
            files.approveSelection();
        });
        PlainImageJGui.until("end of the choice", () -> !chooser.isShowing());
    }
}
