package org.inpaintj.ui.models;

import java.util.List;
import java.util.function.Function;

import javax.swing.table.AbstractTableModel;

import org.inpaintj.language.Translation;

/** The rows of the table of models. Lives on the event thread. */
final class ModelRows extends AbstractTableModel {

    static final int SIZE = 3, STATE = 5;
    private static final long serialVersionUID = 1L;
    private static final int COLUMNS = 6;

    private transient List<ModelRow> rows = List.of();
    private final transient Function<ModelRow, String> doing;

    /** @param doing says what is done with a model at the moment; empty if nothing */
    ModelRows(final Function<ModelRow, String> doing) {
        this.doing = doing;
    }

    void show(final List<ModelRow> now) {
        rows = List.copyOf(now);
        fireTableDataChanged();
    }

    ModelRow get(final int row) {
        return rows.get(row);
    }

    List<ModelRow> all() {
        return rows;
    }

    /** What is done with models has changed. */
    void stateChanged() {
        for (int row = 0; row < rows.size(); row++)
            fireTableCellUpdated(row, STATE);
    }

    @Override
    public int getRowCount() {
        return rows.size();
    }

    @Override
    public int getColumnCount() {
        return COLUMNS;
    }

    @Override
    public String getColumnName(final int column) {
        return switch (column) {
            case 0 -> Translation.of("Name");
            case 1 -> Translation.of("Task");
            case 2 -> Translation.of("Family");
            case SIZE -> Translation.of("Size");
            case 4 -> Translation.of("Licence");
            default -> Translation.of("State");
        };
    }

    @Override
    public Class<?> getColumnClass(final int column) {
        return column == SIZE ? Long.class : String.class;
    }

    @Override
    public Object getValueAt(final int row, final int column) {
        final ModelRow model = rows.get(row);
        return switch (column) {
            case 0 -> model.name();
            case 1 -> Translation.choice("task", model.task());
            case 2 -> model.family();
            case SIZE -> model.size();
            case 4 -> model.licence();
            default -> doing.apply(model).isEmpty() ? model.state().words() : doing.apply(model);
        };
    }
}
