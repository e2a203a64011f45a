package org.inpaintj.ui.form;

import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.UnsupportedFlavorException;
import java.awt.dnd.DnDConstants;
import java.awt.dnd.DropTargetAdapter;
import java.awt.dnd.DropTargetDragEvent;
import java.awt.dnd.DropTargetDropEvent;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** This listener takes a file that is dropped on a window; of several the first. */
final class FileDrop extends DropTargetAdapter {

    private final Consumer<Path> taken;

    FileDrop(final Consumer<Path> taken) {
        this.taken = taken;
    }

    @Override
    public void dragEnter(final DropTargetDragEvent event) {
        if (event.isDataFlavorSupported(DataFlavor.javaFileListFlavor))
            event.acceptDrag(DnDConstants.ACTION_COPY);
        else
            event.rejectDrag();
    }

    @Override
    public void drop(final DropTargetDropEvent event) {
        if (!event.isDataFlavorSupported(DataFlavor.javaFileListFlavor)) {
            event.rejectDrop();
            return;
        }
        event.acceptDrop(DnDConstants.ACTION_COPY);
        try {
            final List<?> files = (List<?>) event.getTransferable().getTransferData(DataFlavor.javaFileListFlavor);
            if (!files.isEmpty())
                taken.accept(((File) files.get(0)).toPath());
            event.dropComplete(!files.isEmpty());
        } catch (final UnsupportedFlavorException | IOException e) {
            // the other program took its offer back
            event.dropComplete(false);
        }
    }
}
