package org.inpaintj.ij1;

import java.awt.Component;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.awt.KeyEventDispatcher;
import java.awt.KeyboardFocusManager;
import java.awt.event.KeyEvent;
import java.util.HashMap;
import java.util.Map;

import ij.IJ;
import ij.IJEventListener;
import ij.ImageJ;
import ij.ImageListener;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.ImageWindow;
import ij.gui.Toolbar;
import ij.plugin.tool.PlugInTool;

import org.inpaintj.core.InpaintException;
import org.inpaintj.ui.LanguageSetting;
import org.inpaintj.ui.ToolController;
import org.inpaintj.ui.UserErrors;
import org.inpaintj.ui.history.RunRecorder;

/**
 * A tool of the toolbar that keeps something for each image it was used on. The menu entry puts it into the toolbar and
 * selects it; the keyboard is its own while it is selected. Everything happens on the event thread.
 *
 * @param <C> what is kept for an image
 */
abstract class ImageTool<C extends ToolController> extends PlugInTool implements ImageListener, IJEventListener,
        KeyEventDispatcher {

    /** One of each kind. */
    private static final Map<Class<?>, ImageTool<?>> INSTALLED = new HashMap<>();

    private final Map<ImagePlus, C> controllers = new HashMap<>();

    /** Says that it is of no use without a display, and what to do instead. */
    protected abstract String withoutDisplay();

    protected abstract C make(ImagePlus imp);

    /** True if it was a key of the tool. */
    protected abstract boolean pressed(KeyEvent e, ImagePlus image);

    @Override
    public final void run(final String arg) {
        LanguageSetting.apply();
        if (GraphicsEnvironment.isHeadless() || IJ.getInstance() == null) {
            UserErrors.stop(getToolName(), new InpaintException(withoutDisplay()));
        } else {
            RunRecorder.watch();
            install(this);
        }
    }

    private static void install(final ImageTool<?> tool) {
        final ImageTool<?> known;
        synchronized (INSTALLED) {
            known = INSTALLED.computeIfAbsent(tool.getClass(), kind -> tool);
            if (known == tool) {
                ImagePlus.addImageListener(tool);
                IJ.addEventListener(tool);
                KeyboardFocusManager.getCurrentKeyboardFocusManager().addKeyEventDispatcher(tool);
            }
        }
        Toolbar.addPlugInTool(known);
    }

    /** Those that there are, by their images. */
    protected final Map<ImagePlus, C> controllers() {
        return controllers;
    }

    /** That of an image, made anew where the image has become another. */
    protected final C of(final ImagePlus imp) {
        final C known = controllers.get(imp);
        if (known != null && known.fits())
            return known;
        if (known != null)
            known.close();
        final C made = make(imp);
        controllers.put(imp, made);
        return made;
    }

    @Override
    public final boolean dispatchKeyEvent(final KeyEvent e) {
        if (e.getID() != KeyEvent.KEY_PRESSED || Toolbar.getPlugInTool() != this)
            return false;
        final ImagePlus image = image(e.getComponent());
        return image != null && pressed(e, image);
    }

    private static ImagePlus image(final Component component) {
        for (Component c = component; c != null; c = c.getParent())
            if (c instanceof ImageWindow window)
                return window.getImagePlus();
            else if (c instanceof ImageJ)
                return WindowManager.getCurrentImage();
        return null;
    }

    @Override
    public final void imageOpened(final ImagePlus imp) {}

    @Override
    public void imageUpdated(final ImagePlus imp) {
        final C controller = controllers.get(imp);
        if (controller != null && !controller.fits())
            forget(imp);
    }

    @Override
    public final void imageClosed(final ImagePlus imp) {
        forget(imp);
    }

    protected void forget(final ImagePlus imp) {
        final C controller = controllers.remove(imp);
        if (controller != null)
            controller.close();
    }

    /** What shows of the tool is not in the way of others, but for those that move about the image. */
    @Override
    public final void eventOccurred(final int event) {
        if (event != TOOL_CHANGED)
            return;
        final boolean visible = Toolbar.getPlugInTool() == this || Toolbar.getToolId() == Toolbar.MAGNIFIER
                || Toolbar.getToolId() == Toolbar.HAND;
        EventQueue.invokeLater(() -> controllers.values().forEach(each -> each.show(visible)));
    }
}
