package org.inpaintj.ui.layer;

import java.awt.datatransfer.StringSelection;
import java.awt.datatransfer.Transferable;
import java.util.function.IntConsumer;

import javax.swing.JComponent;
import javax.swing.JList;
import javax.swing.TransferHandler;

/** Rows of the list of layers are dragged to another place; nothing else can be dropped there. On the event thread. */
final class LayerDrag extends TransferHandler {

    private static final long serialVersionUID = 1L;

    private final transient IntConsumer drop;
    private boolean dragging;

    /** @param drop told the index of the row before which the selected row is dropped */
    LayerDrag(final IntConsumer drop) {
        this.drop = drop;
    }

    @Override
    public int getSourceActions(final JComponent component) {
        return MOVE;
    }

    @Override
    protected Transferable createTransferable(final JComponent component) {
        dragging = ((JList<?>) component).getSelectedIndices().length == 1;
        return dragging ? new StringSelection("") : null;
    }

    @Override
    protected void exportDone(final JComponent source, final Transferable data, final int action) {
        dragging = false;
    }

    @Override
    public boolean canImport(final TransferSupport support) {
        return dragging && support.isDrop();
    }

    @Override
    public boolean importData(final TransferSupport support) {
        if (!canImport(support))
            return false;
        drop.accept(((JList.DropLocation) support.getDropLocation()).getIndex());
        return true;
    }
}
