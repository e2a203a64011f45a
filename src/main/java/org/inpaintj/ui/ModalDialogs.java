package org.inpaintj.ui;

import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.Frame;
import java.awt.KeyboardFocusManager;
import java.awt.Window;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import javax.swing.JDialog;
import javax.swing.JOptionPane;

import ij.IJ;
import ij.WindowManager;

import org.inpaintj.core.CancelledException;
import org.inpaintj.language.Translation;

/**
 * Shows modal dialogs of Swing to whoever asks, on any thread, and waits for the user. An interrupt closes the dialog
 * and leaves the thread interrupted.
 */
public final class ModalDialogs {

    /** Letters of a line. */
    private static final int COLUMNS = 80;

    private ModalDialogs() {}

    /**
     * Makes a dialog on the event thread, shows it, and waits until it has gone.
     *
     * @return the dialog, disposed
     * @throws CancelledException if the thread was interrupted before there was one
     */
    public static <D extends JDialog> D show(final Supplier<D> maker) {
        if (EventQueue.isDispatchThread()) {
            final D dialog = maker.get();
            dialog.setVisible(true);
            dialog.dispose();
            return dialog;
        }
        final AtomicReference<D> made = new AtomicReference<>();
        final AtomicReference<RuntimeException> failed = new AtomicReference<>();
        final CountDownLatch gone = new CountDownLatch(1);
        EventQueue.invokeLater(() -> {
            try {
                show(maker.get(), made, gone);
            } catch (final RuntimeException e) {
                failed.set(e);
            } finally {
                gone.countDown();
            }
        });
        try {
            gone.await();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            EventQueue.invokeLater(() -> Optional.ofNullable(made.get()).ifPresent(JDialog::dispose));
            if (made.get() == null)
                throw new CancelledException();
        }
        if (failed.get() != null)
            throw failed.get();
        return made.get();
    }

    private static <D extends JDialog> void show(final D dialog, final AtomicReference<D> made,
            final CountDownLatch gone) {
        made.set(dialog);
        // this comes back later, if another thread has opened a dialog meanwhile
        dialog.addWindowListener(new WindowAdapter() {
            @Override
            public void windowClosed(final WindowEvent event) {
                gone.countDown();
            }
        });
        dialog.setVisible(true);
        dialog.dispose();
    }

    /** Shows a message and waits until it has been read. */
    public static void tell(final String title, final String text) {
        answer(title, text, JOptionPane.INFORMATION_MESSAGE, Translation.of("OK"));
    }

    /**
     * Asks.
     *
     * @param yes what the button says that goes on
     * @param no  what the other says
     * @return whether the first was pressed
     */
    public static boolean confirm(final String title, final String question, final String yes, final String no) {
        return yes.equals(answer(title, question, JOptionPane.QUESTION_MESSAGE, yes, no));
    }

    private static Object answer(final String title, final String text, final int kind, final String... buttons) {
        final AtomicReference<JOptionPane> asked = new AtomicReference<>();
        show(() -> {
            final JOptionPane pane = new JOptionPane(WrappedText.of(text, COLUMNS), kind, JOptionPane.DEFAULT_OPTION,
                    null, buttons, buttons[0]);
            asked.set(pane);
            final Window owner = owner();
            final JDialog dialog = pane.createDialog(owner != null && owner.isShowing() ? owner : null, title);
            WindowScale.apply(dialog.getContentPane());
            WindowScale.pack(dialog);
            dialog.setLocationRelativeTo(dialog.getOwner());
            return dialog;
        });
        return asked.get().getValue();
    }

    /** The window that a message belongs to, so that it does not slide behind it: the one in front, or the image. */
    private static Window owner() {
        final Window front = KeyboardFocusManager.getCurrentKeyboardFocusManager().getActiveWindow();
        return front instanceof Frame && front != IJ.getInstance() && front.isShowing() ? front : beside();
    }

    /** The window that a dialog belongs to: the dialog in front, else the image, else ImageJ's own window. */
    public static Window beside() {
        final Window front = KeyboardFocusManager.getCurrentKeyboardFocusManager().getActiveWindow();
        final Frame image = WindowManager.getCurrentWindow();
        return front instanceof Dialog && front.isShowing() ? front : image != null && image.isShowing() ? image
                : IJ.getInstance();
    }
}
