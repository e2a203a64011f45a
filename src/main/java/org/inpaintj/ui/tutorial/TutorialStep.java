package org.inpaintj.ui.tutorial;

import java.awt.Rectangle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import javax.swing.Timer;

import ij.ImagePlus;
import ij.Menus;

import org.inpaintj.imagej.image.SampleImage;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.language.Translation;
import org.inpaintj.ui.form.FormDialog;

/**
 * The steps of inpainting, in the order of the guides for the Stable Diffusion WebUI: picture, mask, tool, words, run,
 * comparison. Each says what to do, whether it is done, what it cannot do without, where it is on the screen, and does
 * it where the user would rather watch.
 */
enum TutorialStep {

    /** An image is open. */
    PICTURE(true) {
        @Override
        String text(final TutorialDesk desk) {
            return Translation.of("Choose File > Open... and take any image: a photograph, 8, 16 or 32 bits, a "
                    + "stack.\n\n"
                    + "Or let the button open a picture that comes with InpaintJ: a photographer in a park, and towers "
                    + "far behind him.");
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
    SELECTION(true) {
        @Override
        String text(final TutorialDesk desk) {
            return Translation.of("Take one of ImageJ's selection tools (rectangle, oval, polygon, freehand) and "
                    + "draw around it, with "
                    + "a little room: in the sample, around the tall tower at the right.\n\n"
                    + "This selection is the mask. Nothing outside of it will change, not a single sample.");
        }

        @Override
        String lacks(final TutorialDesk desk) {
            return desk.image() == null ? Translation.of("No image is open: go back to step 1.") : "";
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
    DIALOG(true) {
        @Override
        String text(final TutorialDesk desk) {
            return Translation.of("Choose Plugins > InpaintJ > " + TutorialDesk.INPAINT + "\n\n"
                    + "Its dialog asks how the selection is to be painted. At the bottom it says what the input under "
                    + "the mouse means; what you set stays for the next time.");
        }

        @Override
        String lacks(final TutorialDesk desk) {
            return desk.hasSelection() ? "" : Translation.of("Nothing is selected: go back to step 2.");
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
    WISH(false) {
        @Override
        String text(final TutorialDesk desk) {
            return desk.hasModel() ? Translation.of("Name your diffusion model at Model (you used {0}) and write at "
                    + "Prompt what is to be there, such as: {1}.\n\n"
                    + "Denoising strength says how free it is: 0 changes nothing, 1 forgets what was there.",
                    desk.model(), PROMPT)
                    : Translation.of("No diffusion model is known here, so the embedded engine will paint. It needs no "
                            + "words: it goes on with what is around the selection, so what is selected disappears."
                            + "\n\nAsk for two results to choose from: set Candidates to 2.");
        }

        @Override
        String lacks(final TutorialDesk desk) {
            return desk.dialog().isPresent() ? "" : noDialog();
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
    RUN(true) {
        @Override
        String text(final TutorialDesk desk) {
            return Translation.of("Press OK in the dialog.\n\nThe work goes on in the background, with a preview in "
                    + "the selection and "
                    + "progress in ImageJ's status bar. Esc in the image cancels it, Shift+Esc ends it early and keeps "
                    + "what there is.");
        }

        @Override
        String lacks(final TutorialDesk desk) {
            return desk.isPainting() ? Translation.of("Painting: wait for the result.")
                    : desk.dialog().isPresent() ? "" : noDialog();
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
    COMPARISON(true) {
        @Override
        String text(final TutorialDesk desk) {
            return Translation.of("The result lies over the image as a layer; the image itself has not changed.\n\n"
                    + "Choose Plugins > InpaintJ > " + TutorialDesk.LAYERS + " There the space bar hides and shows a "
                    + "layer, and the arrow keys to the left and right go through the candidates. Write into Image... "
                    + "takes one for good.");
        }

        @Override
        String lacks(final TutorialDesk desk) {
            return desk.hasResult() ? "" : Translation.of("There is no result yet: go back to step 3.");
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
    END(false) {
        @Override
        String text(final TutorialDesk desk) {
            return Translation.of("That is all it takes. In Plugins > InpaintJ there is more:") + "\n"
                    + next().entrySet().stream().filter(each -> Menus.getCommands().containsKey(each.getKey()))
                            .map(each -> "- " + each.getKey() + ": " + each.getValue())
                            .collect(Collectors.joining("\n"))
                    + (desk.hasModel() ? "" : "\n" + Translation.of("To paint by words, export a diffusion model to "
                            + "ONNX and name its folder at Model: docs/models.md says how."));
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

    private static final String PROMPT = "a lighthouse";
    /** How long the result is hidden, ms. */
    private static final int BEFORE = 1500;
    private final boolean leads;

    TutorialStep(final boolean leads) {
        this.leads = leads;
    }

    /** What else there is, by the labels of the menu. */
    private static Map<String, String> next() {
        final Map<String, String> next = new LinkedHashMap<>();
        next.put("Select Object Tool",
                Translation.of("a click selects a whole object, with a Segment Anything model"));
        next.put("Sketch...", Translation.of("paint roughly what you want, and let a model start from it"));
        next.put("Outpaint...", Translation.of("go on beyond the border of the image"));
        next.put("Upscale Image...", Translation.of("enlarge it"));
        next.put("Compare...", Translation.of("the same with many values of any setting, side by side"));
        next.put("Flatten Layers", Translation.of("a copy of the image with its layers written into it"));
        return next;
    }

    private static String noDialog() {
        return Translation.of("The dialog is not open: go back to step 3.");
    }

    /** The heading. */
    String title() {
        return switch (this) {
            case PICTURE -> Translation.of("Open a picture");
            case SELECTION -> Translation.of("Select what is to be repainted");
            case DIALOG -> Translation.of("Open " + TutorialDesk.INPAINT);
            case WISH -> Translation.of("Say what you want");
            case RUN -> Translation.of("Run it");
            case COMPARISON -> Translation.of("Look at it, before and after");
            case END -> Translation.of("What to try next");
        };
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
