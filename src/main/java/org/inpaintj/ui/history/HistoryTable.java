package org.inpaintj.ui.history;

import java.awt.Component;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.swing.ImageIcon;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JTable;
import javax.swing.ListSelectionModel;
import javax.swing.SwingConstants;
import javax.swing.table.AbstractTableModel;
import javax.swing.table.DefaultTableCellRenderer;

import org.inpaintj.history.HistoryEntry;
import org.inpaintj.history.HistoryOutcome;
import org.inpaintj.language.Translation;
import org.inpaintj.params.MacroLine;
import org.inpaintj.ui.WindowScale;

/** The table of runs, the newest first; the same ones stay selected when it is read anew. */
final class HistoryTable extends JTable {

    private static final long serialVersionUID = 1L;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final int[] WIDTHS = { 165, 135, 145, 215, 150, 75, 100 };
    private static final int LARGEST = 512;

    private final Rows rows;

    HistoryTable(final RunRecorder recorder) {
        this(new Rows(recorder));
    }

    private HistoryTable(final Rows rows) {
        super(rows);
        this.rows = rows;
        for (int i = 0; i < WIDTHS.length; i++)
            getColumnModel().getColumn(i).setPreferredWidth(WIDTHS[i]);
        // titles and prompts may have come with files from anybody
        ((JComponent) getDefaultRenderer(Object.class)).putClientProperty("html.disable", true);
        getColumnModel().getColumn(WIDTHS.length - 1).setCellRenderer(new Picture());
        setSelectionMode(ListSelectionModel.MULTIPLE_INTERVAL_SELECTION);
        getAccessibleContext().setAccessibleName(Translation.of("History"));
    }

    /** Shows runs; the newest is selected where nothing was. */
    void show(final List<HistoryEntry> entries) {
        final Set<String> before = selected().stream().map(HistoryEntry::id).collect(Collectors.toSet());
        final int place = getSelectedRow();
        if (!entries.equals(rows.entries)) {
            rows.entries = List.copyOf(entries);
            rows.fireTableDataChanged();
            final boolean pictures = entries.stream().anyMatch(entry -> !entry.outcome().picture().isEmpty());
            final int text = (int) Math.ceil(1.4 * getFontMetrics(getFont()).getHeight());
            setRowHeight(pictures ? WindowScale.px(RunRecorder.PICTURE) + 4 : text);
        } else if (getRowCount() > 0)
            rows.fireTableRowsUpdated(0, getRowCount() - 1);
        for (int i = 0; i < entries.size(); i++)
            if (before.contains(entries.get(i).id()))
                addRowSelectionInterval(i, i);
        if (getSelectedRow() < 0 && !entries.isEmpty()) {
            final int next = Math.max(0, Math.min(place, entries.size() - 1));
            setRowSelectionInterval(next, next);
        }
    }

    /** From the newest to the oldest. */
    List<HistoryEntry> selected() {
        return new ArrayList<>(Arrays.stream(getSelectedRows()).filter(row -> row < rows.entries.size())
                .mapToObj(rows.entries::get).toList());
    }

    /** All about a run, in lines. */
    static String details(final HistoryEntry entry) {
        final StringBuilder text = new StringBuilder();
        if (!entry.prompt().isEmpty())
            text.append(entry.prompt()).append('\n');
        if (entry.image().isThere())
            text.append((entry.image().title() + "  " + entry.image().sizeAndType() + "  " + entry.image().file())
                    .strip()).append('\n');
        text.append(MacroLine.format(entry.keys())).append('\n');
        if (entry.outcome().seconds() > 0)
            text.append(Translation.of("{0} s", entry.outcome().seconds())).append('\n');
        if (!entry.leftOut().isEmpty())
            text.append(Translation.of("Left out: {0}", String.join(", ", entry.leftOut()))).append('\n');
        final String message = entry.outcome().message();
        // what was said stays as it was said
        return text.append(entry.outcome().state() == HistoryOutcome.State.DONE ? message
                : Translation.message(message)).toString().strip();
    }

    private static final class Rows extends AbstractTableModel {

        private static final long serialVersionUID = 1L;
        private final transient RunRecorder recorder;
        private transient List<HistoryEntry> entries = List.of();

        Rows(final RunRecorder recorder) {
            this.recorder = recorder;
        }

        @Override
        public int getRowCount() {
            return entries.size();
        }

        @Override
        public int getColumnCount() {
            return WIDTHS.length;
        }

        @Override
        public String getColumnName(final int column) {
            return switch (column) {
                case 0 -> Translation.of("Time");
                case 1 -> Translation.of("Command");
                case 2 -> Translation.of("Image");
                case 3 -> Translation.of("Prompt");
                case 4 -> Translation.of("Engine and model");
                case 5 -> Translation.of("State");
                default -> Translation.of("Picture");
            };
        }

        /** What was asked for, else what was said. */
        private static String words(final HistoryEntry entry) {
            return !entry.prompt().isEmpty() ? entry.prompt()
                    : entry.outcome().state() == HistoryOutcome.State.DONE && !entry.outcome().message().isEmpty()
                            ? entry.outcome().message() : Translation.of("no prompt");
        }

        @Override
        public Object getValueAt(final int row, final int column) {
            final HistoryEntry entry = entries.get(row);
            return switch (column) {
                case 0 -> TIME.format(entry.time().atZone(ZoneId.systemDefault()));
                case 1 -> Translation.message(entry.command().replace("...", ""));
                case 2 -> entry.image().title();
                case 3 -> words(entry);
                case 4 -> Stream.of(entry.engine(), entry.model()).filter(name -> !name.isEmpty())
                        .collect(Collectors.joining(", "));
                case 5 -> recorder.state(entry);
                default -> entry;
            };
        }
    }

    /** The small picture of a result. The file may hold anything, so giants are not looked at. */
    private static final class Picture extends DefaultTableCellRenderer {

        private static final long serialVersionUID = 1L;
        private final transient Map<String, Optional<ImageIcon>> icons = new HashMap<>();

        @Override
        public Component getTableCellRendererComponent(final JTable table, final Object value, final boolean selected,
                final boolean focus, final int row, final int column) {
            final JLabel label = (JLabel) super.getTableCellRendererComponent(table, "", selected, focus, row, column);
            final HistoryEntry entry = (HistoryEntry) value;
            label.setHorizontalAlignment(SwingConstants.CENTER);
            label.setIcon(entry.outcome().picture().isEmpty() ? null
                    : icons.computeIfAbsent(entry.id(), id -> icon(entry.outcome().picture())).orElse(null));
            return label;
        }

        private static Optional<ImageIcon> icon(final String base64) {
            try (ImageInputStream in = ImageIO.createImageInputStream(
                    new ByteArrayInputStream(Base64.getDecoder().decode(base64)))) {
                final Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("png");
                final ImageReader reader = readers.next();
                try {
                    reader.setInput(in, true, true);
                    if (reader.getWidth(0) > LARGEST || reader.getHeight(0) > LARGEST)
                        return Optional.empty();
                    final BufferedImage image = reader.read(0);
                    return Optional.of(new ImageIcon(image));
                } finally {
                    reader.dispose();
                }
            } catch (final IOException | RuntimeException e) {
                // a picture that is damaged is none
                return Optional.empty();
            }
        }
    }
}
