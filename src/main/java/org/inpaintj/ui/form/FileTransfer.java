package org.inpaintj.ui.form;

import java.awt.datatransfer.Clipboard;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.UnsupportedFlavorException;
import java.awt.event.InputEvent;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

import javax.swing.JComponent;
import javax.swing.TransferHandler;

/** Takes a file that is dropped on a text, as {@link FileDrop} does for the window; all else goes on as before. */
final class FileTransfer extends TransferHandler {

    private static final long serialVersionUID = 1L;

    private final TransferHandler texts;
    private final transient Consumer<Path> taken;

    /** @param texts what the component has for texts */
    FileTransfer(final TransferHandler texts, final Consumer<Path> taken) {
        this.texts = texts;
        this.taken = taken;
    }

    private static boolean isFile(final TransferSupport support) {
        return support.isDrop() && support.isDataFlavorSupported(DataFlavor.javaFileListFlavor);
    }

    @Override
    public boolean canImport(final TransferSupport support) {
        return isFile(support) || texts.canImport(support);
    }

    @Override
    public boolean importData(final TransferSupport support) {
        if (!isFile(support))
            return texts.importData(support);
        try {
            final List<?> files = (List<?>) support.getTransferable()
                    .getTransferData(DataFlavor.javaFileListFlavor);
            if (!files.isEmpty())
                taken.accept(((File) files.get(0)).toPath());
            return !files.isEmpty();
        } catch (final UnsupportedFlavorException | IOException e) {
            // the other program took its offer back
            return false;
        }
    }

    @Override
    public int getSourceActions(final JComponent component) {
        return texts.getSourceActions(component);
    }

    @Override
    public void exportToClipboard(final JComponent component, final Clipboard clipboard, final int action) {
        texts.exportToClipboard(component, clipboard, action);
    }

    @Override
    public void exportAsDrag(final JComponent component, final InputEvent event, final int action) {
        texts.exportAsDrag(component, event, action);
    }
}
