package org.inpaintj.ij1;

import static org.inpaintj.ij1.WindowScene.command;
import static org.inpaintj.ij1.WindowScene.press;

import java.awt.Window;
import java.util.List;

import javax.swing.JComboBox;
import javax.swing.text.JTextComponent;

import ij.Prefs;

/** The dialogs of commands, both pages of each, and what opens from them. */
final class DialogScenes {

    private static final String INPAINT = "Inpaint Selection...";

    private DialogScenes() {}

    static void addTo(final List<WindowScene> all) {
        all.add(WindowScene.of(INPAINT, "FormDialog", () -> ofImage(INPAINT, "inpaint", "")));
        all.add(WindowScene.of(INPAINT + " diffusion", "", DialogScenes::diffusion));
        all.add(WindowScene.of(INPAINT + " more", "", () -> press(diffusion(), "More...")));
        all.add(WindowScene.of(INPAINT + " first page", "FirstPageDialog",
                () -> press(press(diffusion(), "More..."), "First Page...")));
        all.add(WindowScene.of(INPAINT + " server", "", () -> ofImage(INPAINT, "inpaint",
                "engine=a1111 server=http://127.0.0.1:7860 prompt=[a church]")));
        all.add(WindowScene.of(INPAINT + " comfyui", "", () -> ofImage(INPAINT, "inpaint",
                "engine=comfyui server=http://127.0.0.1:8188 prompt=[a church]")));
        all.add(WindowScene.of(INPAINT + " help", "", () -> press(diffusion(), "Help")));
        all.add(WindowScene.of(INPAINT + " browse", "PathBrowser", () -> {
            final Window dialog = diffusion();
            return PlainImageJGui.opened(() -> PlainImageJGui.press(TestDesktop.input(dialog, JTextComponent.class,
                    "model").getParent(), "Browse"));
        }));
        all.add(WindowScene.of(INPAINT + " models offered", "", DialogScenes::offered));
        all.add(WindowScene.of(INPAINT + " choice", "", () -> {
            final Window dialog = diffusion();
            PlainImageJGui.later(TestDesktop.input(dialog, JComboBox.class, "preset")::showPopup);
            return dialog;
        }));
        all.add(WindowScene.of(INPAINT + " reset", "ResetMenu", DialogScenes::resetMenu));
        all.add(WindowScene.of(INPAINT + " wrong", "ParameterDialog ModalDialogs", () -> {
            final Window dialog = diffusion();
            TestDesktop.type(dialog, "steps", "9999");
            return press(dialog, "OK");
        }));
        all.add(WindowScene.of(INPAINT + " empty prompt", "", () -> {
            final Window dialog = ofImage(INPAINT, "inpaint", "engine=diffusion model=@sd");
            return press(dialog, "OK");
        }));
        all.add(WindowScene.of(INPAINT + " nothing selected", "", () -> {
            Screenshots.image().deleteRoi();
            return command(INPAINT);
        }));
        all.add(WindowScene.of(INPAINT + " enhance", "EnhanceDialog", () -> press(diffusion(), "Enhance...")));
        page("Refine Selection...", "refine", "model=@sam", false, all);
        page("Select by Text...", "select_by_text", "text=[a tower. a man.]", false, all);
        page("Outpaint...", "outpaint", "method=mosaic expand_x=0.3 model=@sd", true, all);
        all.add(WindowScene.of("Outpaint... process", "ProcessPreview", () -> press(ofImage("Outpaint...", "outpaint",
                "method=mosaic expand_x=0.3 model=@sd"), "Process")));
        page("Image to Image...", "image-to-image", "prompt=[a man in the rain] model=@sd", true, all);
        page("Text to Image...", "text-to-image", "prompt=[a man in the rain] model=@sd", true, all);
        page("Repair Detections...", "repair", "source=text text=[a tower] engine=diffusion model=@sd", true, all);
        page("Upscale Image...", "upscale", "upscaler=@upscalers", true, all);
        page("Compare...", "compare", "prompt=[a church] x=[strength: 0.3-0.9 [4]] "
                + "y=[prompt: church, castle] model=@sd", true, all);
        all.add(WindowScene.of("Compare... large", "", () -> press(ofImage("Compare...", "compare",
                "engine=slow x=[seed: 1-1001]"), "OK")));
        page("Batch...", "batch", "prompt=[a church] engine=diffusion model=@sd", true, all);
        all.add(WindowScene.of("Inpaint Large File...", "", () -> command("Inpaint Large File...")));
        all.add(WindowScene.of("Inpaint Large File... more", "", () -> press(command("Inpaint Large File..."),
                "More...")));
        page("Enhance Prompt...", "enhance", "prompt=[a church]", false, all);
        page("Interrogate...", "interrogate", "model=@wd-tagger", false, all);
        all.add(WindowScene.of("Language...", "", () -> command("Language...")));
    }

    /** The pages of a command's dialog. */
    private static void page(final String label, final String memory, final String line, final boolean second,
            final List<WindowScene> all) {
        all.add(WindowScene.of(label, "", () -> ofImage(label, memory, line)));
        if (second)
            all.add(WindowScene.of(label + " more", "", () -> press(ofImage(label, memory, line), "More...")));
    }

    /**
     * The dialog of a command on an image.
     *
     * @param memory where it remembers its keys
     * @param line   what it remembers; @NAME is the folder of a tiny model
     */
    static Window ofImage(final String label, final String memory, final String line) throws Exception {
        Screenshots.image();
        Prefs.set("inpaintj." + memory, line.replaceAll("@([a-z-]+)", "[" + SelectionScenarios.models + "/$1]"));
        return command(label);
    }

    private static Window diffusion() throws Exception {
        return ofImage(INPAINT, "inpaint", "engine=diffusion prompt=[a church] model=@sd");
    }

    private static Window offered() throws Exception {
        final Window dialog = diffusion();
        final JComboBox<?> menu = TestDesktop.menu(dialog, "model");
        PlainImageJGui.later(menu::showPopup);
        PlainImageJGui.until("the list", menu::isPopupVisible);
        return dialog;
    }

    private static Window resetMenu() throws Exception {
        final Window dialog = diffusion();
        final JTextComponent seed = TestDesktop.input(dialog, JTextComponent.class, "seed");
        PlainImageJGui.later(() -> seed.getComponentPopupMenu().show(seed, 10, 10));
        PlainImageJGui.until("the menu", () -> seed.getComponentPopupMenu().isVisible());
        return dialog;
    }
}
