package org.inpaintj.ui.models;

import java.awt.Component;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import javax.swing.JTable;
import javax.swing.ListSelectionModel;
import javax.swing.RowFilter;
import javax.swing.SwingConstants;
import javax.swing.table.DefaultTableCellRenderer;
import javax.swing.table.TableRowSorter;

import org.inpaintj.language.Translation;

/** The table of models: sorted by a click on a head, filtered, and with the same rows selected when it is read anew. */
final class ModelTable extends JTable {

    private static final long serialVersionUID = 1L;
    private static final int[] WIDTHS = { 290, 100, 70, 80, 150, 150 };

    private final ModelRows rows = new ModelRows(row -> Transfer.of(row.key()).map(Transfer::says).orElse(""));
    private final transient TableRowSorter<ModelRows> sorter = new TableRowSorter<>(rows);
    private boolean showing;

    /** @param selected called when other rows are selected */
    ModelTable(final Runnable selected) {
        setModel(rows);
        setRowSorter(sorter);
        sorter.setComparator(ModelRows.SIZE, Comparator.naturalOrder());
        setSelectionMode(ListSelectionModel.MULTIPLE_INTERVAL_SELECTION);
        for (int i = 0; i < WIDTHS.length; i++)
            getColumnModel().getColumn(i).setPreferredWidth(WIDTHS[i]);
        getColumnModel().getColumn(ModelRows.SIZE).setCellRenderer(new Bytes());
        getAccessibleContext().setAccessibleName(Translation.of("Models"));
        getSelectionModel().addListSelectionListener(event -> {
            if (!showing && !event.getValueIsAdjusting())
                selected.run();
        });
    }

    private final class Bytes extends DefaultTableCellRenderer {

        private static final long serialVersionUID = 1L;

        @Override
        public Component getTableCellRendererComponent(final JTable table, final Object value, final boolean selected,
                final boolean focus, final int row, final int column) {
            super.getTableCellRendererComponent(table, rows.get(convertRowIndexToModel(row)).bytes(), selected, focus,
                    row, column);
            setHorizontalAlignment(SwingConstants.RIGHT);
            return this;
        }
    }

    void filter(final Predicate<ModelRow> wanted) {
        sorter.setRowFilter(new RowFilter<>() {
            @Override
            public boolean include(final Entry<? extends ModelRows, ? extends Integer> entry) {
                return wanted.test(rows.get(entry.getIdentifier()));
            }
        });
        if (getSelectedRow() < 0 && getRowCount() > 0)
            setRowSelectionInterval(0, 0);
    }

    void show(final List<ModelRow> now) {
        final Set<String> kept = selected().stream().map(ModelRow::key).collect(Collectors.toSet());
        showing = true;
        try {
            rows.show(now);
            for (int row = 0; row < getRowCount(); row++)
                if (kept.contains(rows.get(convertRowIndexToModel(row)).key()))
                    addRowSelectionInterval(row, row);
            if (kept.isEmpty() && getRowCount() > 0)
                setRowSelectionInterval(0, 0);
        } finally {
            showing = false;
        }
    }

    void stateChanged() {
        rows.stateChanged();
    }

    List<ModelRow> selected() {
        final List<ModelRow> selected = new ArrayList<>();
        for (final int row : getSelectedRows())
            selected.add(rows.get(convertRowIndexToModel(row)));
        return selected;
    }

    /** Those that are selected if they are more than one, else all that show. */
    List<ModelRow> selectedOrShown() {
        if (getSelectedRowCount() > 1)
            return selected();
        final List<ModelRow> shown = new ArrayList<>();
        for (int row = 0; row < getRowCount(); row++)
            shown.add(rows.get(convertRowIndexToModel(row)));
        return shown;
    }
}
