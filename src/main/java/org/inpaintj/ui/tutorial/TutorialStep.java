package org.inpaintj.ui.tutorial;

import java.awt.Rectangle;
import java.util.List;
import java.util.stream.Collectors;

import javax.swing.Timer;

import ij.ImagePlus;
import ij.Menus;

import org.inpaintj.imagej.image.SampleImage;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.ui.form.FormDialog;

/**
 * The steps of inpainting, in the order of the guides for the Stable Diffusion WebUI: picture, mask, tool, words, run,
 * comparison. Each says what to do, whether it is done, what it cannot do without, where it is on the screen, and does
 * it where the user would rather watch.
 */
enum TutorialStep {

    /** An image is open. */
    PICTURE("Open a picture", true) {
        @Override
        String text(final TutorialDesk desk) {
            return "Choose File > Open... and take any image: a photograph, 8, 16 or 32 bits, a stack.\n\n"
                    + "Or let the button open a picture that comes with InpaintJ: a photographer in a park, and towers "
                    + "far behind him.";
        }

        @Override
        boolean done(final TutorialDesk desk) {
            return desk.image() != null;
        }

        @Override
        Rectangle place(final TutorialDesk desk) {
            return desk.tools();
        }

        @Override
        void act(final TutorialDesk desk) {
            SampleImage.open().show();
        }
    },

    /** Something is selected. */
    SELECTION("Select what is to be repainted", true) {
        @Override
        String text(final TutorialDesk desk) {
            return "Take one of ImageJ's selection tools (rectangle, oval, polygon, freehand) and draw around it, with "
                    + "a little room: in the sample, around the tall tower at the right.\n\n"
                    + "This selection is the mask. Nothing outside of it will change, not a single sample.";
        }

        @Override
        String lacks(final TutorialDesk desk) {
            return desk.image() == null ? "No image is open: go back to step 1." : "";
        }

        @Override
        boolean done(final TutorialDesk desk) {
            return desk.hasSelection();
        }

        @Override
        Rectangle place(final TutorialDesk desk) {
            return SampleImage.is(desk.image()) ? desk.part(SampleImage.towers().getBounds()) : desk.tools();
        }

        @Override
        void act(final TutorialDesk desk) {
            final ImagePlus imp = desk.image();
            if (SampleImage.is(imp))
                imp.setRoi(SampleImage.towers());
            else
                imp.setRoi(imp.getWidth() * 2 / 5, imp.getHeight() * 2 / 5, Math.max(1, imp.getWidth() / 5),
                        Math.max(1, imp.getHeight() / 5));
        }
    },

    /** The dialog is open. */
    DIALOG("Open " + TutorialDesk.INPAINT, true) {
        @Override
        String text(final TutorialDesk desk) {
            return "Choose Plugins > InpaintJ > " + TutorialDesk.INPAINT + "\n\n"
                    + "Its dialog asks how the selection is to be painted. At the bottom it says what the input under "
                    + "the mouse means; what you set stays for the next time.";
        }

        @Override
        String lacks(final TutorialDesk desk) {
            return desk.hasSelection() ? "" : "Nothing is selected: go back to step 2.";
        }

        @Override
        boolean done(final TutorialDesk desk) {
            return desk.dialog().isPresent();
        }

        @Override
        Rectangle place(final TutorialDesk desk) {
            return desk.tools();
        }

        @Override
        void act(final TutorialDesk desk) {
            desk.choose(TutorialDesk.INPAINT);
        }
    },

    /** The dialog has what is wanted. Nobody likes to be hurried on while typing: the next step waits. */
    WISH("Say what you want", false) {
        @Override
        String text(final TutorialDesk desk) {
            return desk.hasModel() ? "Name your diffusion model at Model (you used " + desk.model()
                    + ") and write at Prompt what is to be there, such as: " + PROMPT + ".\n\n"
                    + "Denoising strength says how free it is: 0 changes nothing, 1 forgets what was there."
                    : "No diffusion model is known here, so the embedded engine will paint. It needs no words: it goes "
                            + "on with what is around the selection, so what is selected disappears.\n\n"
                            + "Ask for two results to choose from: set Candidates to 2.";
        }

        @Override
        String lacks(final TutorialDesk desk) {
            return desk.dialog().isPresent() ? "" : NO_DIALOG;
        }

        @Override
        boolean done(final TutorialDesk desk) {
            return desk.hasModel() ? !desk.input("prompt").isBlank() : desk.input("candidates").matches("[2-9]|\\d\\d");
        }

        @Override
        Rectangle place(final TutorialDesk desk) {
            final FormDialog dialog = desk.dialog().orElseThrow();
            return desk.input(dialog, desk.hasModel() ? "prompt" : "candidates");
        }

        @Override
        void act(final TutorialDesk desk) {
            desk.put("engine", "auto");
            desk.put("model", desk.hasModel() ? desk.model() : "auto");
            if (desk.hasModel())
                desk.put("prompt", PROMPT);
            else
                desk.put("candidates", "2");
        }
    },

    /** A result has come. */
    RUN("Run it", true) {
        @Override
        String text(final TutorialDesk desk) {
            return "Press OK in the dialog.\n\nThe work goes on in the background, with a preview in the selection and "
                    + "progress in ImageJ's status bar. Esc in the image cancels it, Shift+Esc ends it early and keeps "
                    + "what there is.";
        }

        @Override
        String lacks(final TutorialDesk desk) {
            return desk.isPainting() ? "Painting: wait for the result." : desk.dialog().isPresent() ? "" : NO_DIALOG;
        }

        @Override
        boolean done(final TutorialDesk desk) {
            return desk.hasResult();
        }

        @Override
        Rectangle place(final TutorialDesk desk) {
            return TutorialDesk.onScreen(desk.dialog().orElseThrow().getRootPane().getDefaultButton());
        }

        @Override
        void act(final TutorialDesk desk) {
            desk.pressOk();
        }
    },

    /** The list of layers is open. */
    COMPARISON("Look at it, before and after", true) {
        @Override
        String text(final TutorialDesk desk) {
            return "The result lies over the image as a layer; the image itself has not changed.\n\n"
                    + "Choose Plugins > InpaintJ > " + TutorialDesk.LAYERS + " There the space bar hides and shows a "
                    + "layer, and the arrow keys to the left and right go through the candidates. Write into Image... "
                    + "takes one for good.";
        }

        @Override
        String lacks(final TutorialDesk desk) {
            return desk.hasResult() ? "" : "There is no result yet: go back to step 3.";
        }

        @Override
        boolean done(final TutorialDesk desk) {
            return desk.hasResult() && desk.layers().isPresent();
        }

        @Override
        Rectangle place(final TutorialDesk desk) {
            return desk.layers().map(TutorialDesk::onScreen).orElseGet(desk::tools);
        }

        /** Opens the list, and hides the result for a moment. */
        @Override
        void act(final TutorialDesk desk) {
            final List<Layer> seen = Layer.of(desk.image()).stream().filter(Layer::visible).toList();
            desk.choose(TutorialDesk.LAYERS);
            seen.forEach(Layer::hide);
            final Timer again = new Timer(BEFORE, event -> seen.forEach(Layer::show));
            again.setRepeats(false);
            again.start();
        }
    },

    /** What else there is. */
    END("What to try next", false) {
        @Override
        String text(final TutorialDesk desk) {
            return "That is all it takes. In Plugins > InpaintJ there is more:\n" + NEXT.stream()
                    .filter(line -> Menus.getCommands().containsKey(line.substring(0, line.indexOf(':'))))
                    .map(line -> "- " + line).collect(Collectors.joining("\n"))
                    + (desk.hasModel() ? "" : "\nTo paint by words, export a diffusion model to ONNX and name its "
                            + "folder at Model: docs/models.md says how.");
        }

        @Override
        boolean done(final TutorialDesk desk) {
            return false;
        }

        @Override
        Rectangle place(final TutorialDesk desk) {
            return desk.tools();
        }

        @Override
        void act(final TutorialDesk desk) {}
    };

    private static final String PROMPT = "a lighthouse", NO_DIALOG = "The dialog is not open: go back to step 3.";
    /** How long the result is hidden, ms. */
    private static final int BEFORE = 1500;
    private static final List<String> NEXT = List.of(
            "Select Object Tool: a click selects a whole object, with a Segment Anything model",
            "Sketch...: paint roughly what you want, and let a model start from it",
            "Outpaint...: go on beyond the border of the image",
            "Upscale Image...: enlarge it",
            "Compare...: the same with many values of any setting, side by side",
            "Flatten Layers: a copy of the image with its layers written into it");

    private final String title;
    private final boolean leads;

    TutorialStep(final String title, final boolean leads) {
        this.title = title;
        this.leads = leads;
    }

    /** The heading. */
    String title() {
        return title;
    }

    /** Whether the next step comes by itself when this one is done. */
    boolean leads() {
        return leads;
    }

    /** What to do. */
    abstract String text(TutorialDesk desk);

    /** What is missing for it, in a sentence; empty if nothing. */
    String lacks(final TutorialDesk desk) {
        return "";
    }

    abstract boolean done(TutorialDesk desk);

    /** Where it is on the screen, px; called where nothing is lacking. */
    abstract Rectangle place(TutorialDesk desk);

    /** Does it; called where nothing is lacking. */
    abstract void act(TutorialDesk desk);
}
