package org.inpaintj.ij1;

import static org.inpaintj.ij1.TestDesktop.check;
import static org.inpaintj.ij1.TestDesktop.image;
import static org.inpaintj.ij1.TestDesktop.inpaintDialog;
import static org.inpaintj.ij1.TestDesktop.input;

import java.awt.Component;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.datatransfer.DataFlavor;
import java.awt.event.KeyEvent;
import java.awt.event.WindowEvent;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Map;

import javax.swing.AbstractButton;
import javax.swing.JDialog;
import javax.swing.JEditorPane;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JTextArea;
import javax.swing.JTextField;
import javax.swing.UIManager;
import javax.swing.event.HyperlinkEvent;
import javax.swing.plaf.ColorUIResource;
import javax.swing.text.BadLocationException;
import javax.swing.text.JTextComponent;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.gui.Toolbar;
import ij.text.TextWindow;

import org.inpaintj.imagej.image.SampleImage;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.ui.ReadableColour;
import org.inpaintj.ui.form.FormDialog;
import org.inpaintj.ui.help.Welcome;

/** Help and what is told of versions, with real keys. */
final class HelpScenarios {

    private HelpScenarios() {}

    static void addTo(final Map<String, GuiScenarios.Scenario> all) {
        all.put("F1 in an input opens what is said of its key", HelpScenarios::key);
        all.put("help is searched, and links lead on and back", HelpScenarios::search);
        all.put("help can be read in a dark look and feel, and enlarged", HelpScenarios::dark);
        all.put("F1 in every window and dialog opens its page", HelpScenarios::windows);
        all.put("the welcome of a fresh install removes a tower in one click", HelpScenarios::tryIt);
        all.put("the welcome comes no more once it is not wanted", HelpScenarios::enough);
        all.put("About tells versions and licences", HelpScenarios::about);
    }

    private static JFrame help() {
        return PlainImageJGui.window(JFrame.class, "InpaintJ Help");
    }

    private static JEditorPane page(final JFrame window) {
        return PlainImageJGui.all(window, JEditorPane.class).get(0);
    }

    /** The text of the page from a place on. */
    private static String text(final JEditorPane page, final int from, final int length) {
        return PlainImageJGui.onEventThread(() -> {
            try {
                return page.getDocument().getText(from, Math.min(length, page.getDocument().getLength() - from));
            } catch (final BadLocationException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static String title(final JFrame window) {
        return text(page(window), 0, 60).strip().replaceFirst("(?s)\n.*", "");
    }

    /** Presses a key of the keyboard while something has the focus. */
    static void press(final Component in, final int... keys) throws Exception {
        PlainImageJGui.until("the focus", () -> {
            // what has just opened may still give it to something else
            PlainImageJGui.later(in::requestFocus);
            PlainImageJGui.settle();
            return in.isFocusOwner();
        });
        final Robot robot = new Robot();
        for (final int key : keys)
            robot.keyPress(key);
        for (int i = keys.length - 1; i >= 0; i--)
            robot.keyRelease(keys[i]);
        robot.waitForIdle();
    }

    private static void key() throws Exception {
        image();
        final FormDialog dialog = inpaintDialog();
        press(input(dialog, JTextComponent.class, "seed"), KeyEvent.VK_F1);
        final JFrame window = help();
        final JEditorPane page = page(window);
        PlainImageJGui.until("the row", () -> page.getHighlighter().getHighlights().length == 1);
        final int at = page.getHighlighter().getHighlights()[0].getStartOffset();
        check(text(page, at, 60).strip().startsWith("seed"), text(page, at, 60));
        PlainImageJGui.until("the row on the screen", () -> PlainImageJGui.onEventThread(() -> {
            try {
                final Rectangle2D row = page.modelToView2D(at);
                final Rectangle seen = page.getVisibleRect();
                return row != null && seen.height > 100 && seen.contains(seen.x, row.getY());
            } catch (final BadLocationException e) {
                throw new AssertionError(e);
            }
        }));
        check(PlainImageJGui.all(window, JLabel.class).stream().anyMatch(label -> label.isShowing()
                && "More in".equals(label.getText())), "pages that say more");
        press(page, KeyEvent.VK_ESCAPE);
        PlainImageJGui.until("the end of help", () -> !window.isShowing());
        check(dialog.isShowing(), "the dialog waits");
        PlainImageJGui.press(dialog, "Cancel");
    }

    private static void search() throws Exception {
        PlainImageJGui.choose("Plugins", "InpaintJ", "InpaintJ Help...");
        final JFrame window = help();
        PlainImageJGui.until("the page", () -> title(window).equals("Inpaint a selection"));
        final JTextField search = input(window, JTextField.class, "search");
        press(page(window), KeyEvent.VK_CONTROL, KeyEvent.VK_F);
        PlainImageJGui.until("the focus of the search", search::isFocusOwner);
        PlainImageJGui.onEventThread(() -> {
            search.setText("canny controlnet");
            return null;
        });
        final JList<?> contents = PlainImageJGui.all(window, JList.class).get(0);
        PlainImageJGui.until("hits", () -> contents.getModel().getSize() > 0
                && contents.getModel().getElementAt(0).toString().startsWith("ControlNet"));
        PlainImageJGui.onEventThread(() -> {
            contents.setSelectedIndex(0);
            return null;
        });
        PlainImageJGui.until("the page", () -> title(window).startsWith("ControlNet"));
        final JEditorPane page = page(window);
        check(page.getHighlighter().getHighlights().length > 5, "the words are marked");
        PlainImageJGui.onEventThread(() -> {
            page.fireHyperlinkUpdate(new HyperlinkEvent(page, HyperlinkEvent.EventType.ENTERED, null,
                    "https://example.org/x"));
            return null;
        });
        check(PlainImageJGui.all(window, JLabel.class).stream()
                .anyMatch(label -> label.getText().equals("Opens the browser: https://example.org/x")), "said before");
        PlainImageJGui.onEventThread(() -> {
            page.fireHyperlinkUpdate(new HyperlinkEvent(page, HyperlinkEvent.EventType.ACTIVATED, null,
                    "layers.md"));
            return null;
        });
        PlainImageJGui.until("the link", () -> title(window).equals("Layers"));
        press(page, KeyEvent.VK_ALT, KeyEvent.VK_LEFT);
        PlainImageJGui.until("the page before", () -> title(window).startsWith("ControlNet"));
    }

    private static void dark() throws Exception {
        final Object before = UIManager.get("EditorPane.background");
        try {
            PlainImageJGui.onEventThread(() -> UIManager.put("EditorPane.background", new ColorUIResource(0x202428)));
            PlainImageJGui.choose("Plugins", "InpaintJ", "InpaintJ Help...");
            final JEditorPane page = page(help());
            check(ReadableColour.contrast(page.getForeground(), page.getBackground()) >= ReadableColour.CONTRAST
                    && page.getBackground().getRGB() == 0xff202428, page.getForeground() + " on "
                    + page.getBackground());
            final int height = page.getPreferredSize().height;
            press(page, KeyEvent.VK_CONTROL, KeyEvent.VK_EQUALS);
            PlainImageJGui.until("larger letters", () -> page.getPreferredSize().height > height);
            press(page, KeyEvent.VK_CONTROL, KeyEvent.VK_0);
            PlainImageJGui.until("the usual ones", () -> page.getPreferredSize().height == height);
        } finally {
            PlainImageJGui.onEventThread(() -> UIManager.put("EditorPane.background", before));
        }
    }

    /** F1 with the focus on something opens a page; help is closed again. */
    static void helps(final Component in, final String page) throws Exception {
        press(in, KeyEvent.VK_F1);
        final JFrame help = help();
        PlainImageJGui.until(page + " after " + title(help), () -> title(help).startsWith(page));
        PlainImageJGui.later(help::dispose);
        PlainImageJGui.until("the end of help", () -> !help.isShowing());
    }

    private static <W extends Window> W opened(final Class<W> type, final String label) {
        PlainImageJGui.choose("Plugins", "InpaintJ", label);
        return PlainImageJGui.window(type, label.replace("...", ""));
    }

    private static Component first(final Window window) {
        return PlainImageJGui.onEventThread(() -> window.getFocusTraversalPolicy().getDefaultComponent(window));
    }

    private static void end(final Window window) {
        PlainImageJGui.later(() -> window.dispatchEvent(new WindowEvent(window, WindowEvent.WINDOW_CLOSING)));
        PlainImageJGui.until("the end of " + PlainImageJGui.title(window), () -> !window.isShowing());
    }

    private static void windows() throws Exception {
        final ImagePlus imp = image();
        check(TestDesktop.macro("run('Inpaint Selection...', 'engine=slow steps=1 seed=1 candidates=2');").isEmpty(),
                "no message");
        TestDesktop.select(imp);
        for (final List<String> each : List.of(List.of("Layers...", "Layers"),
                List.of("Jobs...", "Inpaint a selection"), List.of("History...", "History"),
                List.of("InpaintJ Panel", "InpaintJ Panel"), List.of("About InpaintJ...", "Help"))) {
            final JFrame window = opened(JFrame.class, each.get(0));
            helps(first(window), each.get(1));
            end(window);
        }
        final Window report = opened(TextWindow.class, "Device Report");
        helps(report.getComponent(0), "Devices");
        end(report);
        candidates();
        dialogs();
    }

    private static void candidates() throws Exception {
        final JFrame window = opened(JFrame.class, "Candidates...");
        helps(first(window), "Layers");
        PlainImageJGui.press(window, "Side by Side");
        final JFrame side = PlainImageJGui.window(JFrame.class, "Side by Side");
        helps(first(side), "Layers");
        end(side);
        PlainImageJGui.press(window, "Record");
        final JFrame record = PlainImageJGui.window(JFrame.class, "Record of");
        helps(PlainImageJGui.all(record, JTextArea.class).get(0), "Layers");
        end(record);
        end(window);
    }

    /** What has the name of a key is that key only where keys are asked for. */
    private static void dialogs() throws Exception {
        for (final List<String> each : List.of(List.of("Language...", "language", "Language"),
                List.of("Batch...", "images", "Keys"))) {
            final FormDialog dialog = opened(FormDialog.class, each.get(0));
            helps(input(dialog, Component.class, each.get(1)), each.get(2));
            end(dialog);
        }
        PlainImageJGui.choose("Plugins", "InpaintJ", "Mask Brush Tool");
        PlainImageJGui.until("the tool", () -> MaskBrushTool.NAME.equals(IJ.getToolName()));
        new Thread(() -> Toolbar.getPlugInTool().showOptionsDialog(), "Run$_options").start();
        final FormDialog options = PlainImageJGui.window(FormDialog.class, "Mask Brush Tool");
        helps(input(options, JTextField.class, "opacity"), "Select");
        end(options);
        IJ.setTool("rectangle");
        final JFrame servers = opened(JFrame.class, "Servers...");
        helps(first(servers), "Paint on a server");
        PlainImageJGui.later(() -> PlainImageJGui.press(servers, "Add..."));
        final JDialog add = PlainImageJGui.window(JDialog.class, "Add Server");
        helps(input(add, JTextField.class, "address"), "Paint on a server");
        end(add);
        end(servers);
        final JFrame models = opened(JFrame.class, "Model Manager...");
        helps(first(models), "Models");
        for (final String each : List.of("From Address", "Folders of Models")) {
            PlainImageJGui.press(models, each.equals("From Address") ? "From Address..." : "Folders...");
            final JDialog form = PlainImageJGui.window(JDialog.class, each);
            helps(first(form), "Models");
            end(form);
        }
        end(models);
    }

    private static void about() throws Exception {
        PlainImageJGui.choose("Plugins", "InpaintJ", "About InpaintJ...");
        final JFrame window = PlainImageJGui.window(JFrame.class, "About InpaintJ");
        final String text = PlainImageJGui.all(window, JTextArea.class).get(0).getText();
        for (final String words : List.of("InpaintJ ", "ImageJ " + IJ.getVersion(), "ONNX Runtime: 1.", "ImgLib2 ",
                "Apache-2.0", "Licences of models", "BSD-2-Clause", "Redistribution and use"))
            check(text.contains(words), words + " in " + text);
        PlainImageJGui.later(PlainImageJGui.all(window, AbstractButton.class).stream()
                .filter(button -> "Copy".equals(button.getText())).findFirst().orElseThrow()::doClick);
        PlainImageJGui.settle();
        final Object copied = Toolkit.getDefaultToolkit().getSystemClipboard().getData(DataFlavor.stringFlavor);
        check(text.equals(copied), copied);
    }

    private static void forget() {
        for (final String used : List.of("welcome", "inpaint", "eraser", "image-to-image", "text-to-image", "outpaint",
                "repair", "times", "panel.all", "models"))
            Prefs.set("inpaintj." + used, "");
    }

    private static Welcome welcome(final JFrame panel) {
        return PlainImageJGui.all(panel, Welcome.class).get(0);
    }

    private static void click(final Welcome welcome, final String label) {
        PlainImageJGui.later(PlainImageJGui.all(welcome, AbstractButton.class).stream()
                .filter(button -> label.equals(button.getText())).findFirst().orElseThrow()::doClick);
    }

    /** The pixels are those of the macro that the recorder writes. */
    private static void tryIt() throws Exception {
        forget();
        final JFrame panel = PanelScenarios.open();
        final Welcome welcome = welcome(panel);
        PlainImageJGui.until("the welcome within the panel", () -> welcome.isShowing()
                && welcome.getVisibleRect().width == welcome.getWidth() && welcome.getWidth() > 100
                && welcome.getMinimumSize().width <= welcome.getWidth());
        click(welcome, "Try It");
        final ImagePlus sample = PlainImageJGui.await("a layer", () -> {
            final ImagePlus open = WindowManager.getCurrentImage();
            return open != null && Layer.of(open).size() == 1 ? open : null;
        });
        PlainImageJGui.until("no welcome beside an image", () -> !welcome.isShowing());
        final String made = Layer.of(sample).get(0).provenance().patchSha256();
        sample.setOverlay(null);
        sample.setRoi(SampleImage.towers());
        check(TestDesktop.macro("selectImage(" + sample.getID() + "); run('Remove Object', 'seed=1');").isEmpty(),
                "no message");
        check(Layer.of(sample).get(0).provenance().patchSha256().equals(made), "the macro makes the same pixels");
    }

    private static void enough() {
        forget();
        final JFrame panel = PanelScenarios.open();
        final Welcome welcome = welcome(panel);
        PlainImageJGui.until("the welcome", welcome::isShowing);
        click(welcome, "Do not show this again");
        PlainImageJGui.until("that it is enough", () -> !Welcome.isDue());
        PlainImageJGui.later(panel::dispose);
        PlainImageJGui.until("the end", () -> WindowManager.getWindow("InpaintJ Panel") == null);
        check(!welcome(PanelScenarios.open()).isVisible(), "it is not there");
        forget();
        check(Welcome.isDue(), "a fresh install");
        Prefs.set("inpaintj.inpaint", "seed=1");
        check(!Welcome.isDue(), "something was run");
        Prefs.set("inpaintj.inpaint", "");
    }
}
