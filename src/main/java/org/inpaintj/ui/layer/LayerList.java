package org.inpaintj.ui.layer;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.GridLayout;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.swing.BorderFactory;
import javax.swing.DefaultListModel;
import javax.swing.DropMode;
import javax.swing.ImageIcon;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.ListCellRenderer;
import javax.swing.ListSelectionModel;
import javax.swing.SwingConstants;
import javax.swing.UIManager;

import ij.ImagePlus;
import ij.gui.ImageRoi;

import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.inpaint.Provenance;
import org.inpaintj.language.Translation;

/**
 * This list shows the layers of an image, the top one first: what each looks like, how it was made, and whether it is
 * shown.
 */
final class LayerList extends JList<LayerList.Row> {

    private static final long serialVersionUID = 1L;
    /** px; the bar is beside layers of one run. */
    private static final int THUMBNAIL = 96, GAP = 4, BAR = 3;

    private final DefaultListModel<Row> rows = new DefaultListModel<>();
    private final Look look = new Look();

    /**
     * What a row shows.
     *
     * @param number in macros
     * @param lines  the heading and what follows
     * @param prompt one of them; may be empty
     * @param look   how the image shows its samples
     * @param run    the layers of one run have the same, other neighbours another; 0 for one alone
     */
    record Row(ImageRoi roi, Layer layer, int number, List<String> lines, String prompt, boolean visible,
            boolean damaged, String look, int run) {

        /** ImageJ calls two regions of the same bounds equal. */
        @Override
        public boolean equals(final Object other) {
            return other instanceof Row row && roi == row.roi && number == row.number && visible == row.visible
                    && lines.equals(row.lines) && look.equals(row.look) && run == row.run;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(roi);
        }
    }

    LayerList() {
        setModel(rows);
        setSelectionMode(ListSelectionModel.MULTIPLE_INTERVAL_SELECTION);
        setDropMode(DropMode.INSERT);
        setDragEnabled(true);
        setFixedCellHeight(THUMBNAIL + 2 * GAP);
        setVisibleRowCount(4);
        setCellRenderer(look);
        getAccessibleContext().setAccessibleName(Translation.of("Layers, the top one first"));
    }

    /** As wide as the window: what does not fit is shortened, and told by the tool tip. */
    @Override
    public boolean getScrollableTracksViewportWidth() {
        return true;
    }

    @Override
    public Dimension getPreferredScrollableViewportSize() {
        return new Dimension(360, 4 * getFixedCellHeight());
    }

    @Override
    public String getToolTipText(final java.awt.event.MouseEvent event) {
        final int index = locationToIndex(event.getPoint());
        return index < 0 || !getCellBounds(index, index).contains(event.getPoint()) ? null
                : "<html><div width=400>"
                + String.join("<br>", rows.get(index).lines.stream().map(LayerList::html).toList())
                        + "</div></html>";
    }

    private static String html(final String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    /**
     * Shows the layers as they are now. The row that was selected stays so, but where layers have come the topmost of
     * them that is seen is selected.
     *
     * @param image null shows nothing
     * @param other true if it is another image than before
     */
    void show(final ImagePlus image, final boolean other) {
        final List<Row> now = image == null ? new ArrayList<>() : rows(image);
        final List<Row> before = Collections.list(rows.elements());
        if (now.equals(before))
            return;
        final int selected = getSelectedIndex();
        final Row kept = getSelectedValue();
        final List<Row> wanted = getSelectedValuesList();
        final boolean same = now.size() == before.size() && rois(now).equals(rois(before));
        // in place, so that the selection and with it the buttons never go for a moment, and the focus stays where it
        // is
        for (int i = 0; i < now.size(); i++)
            if (i < rows.size())
                rows.set(i, now.get(i));
            else
                rows.addElement(now.get(i));
        while (rows.size() > now.size())
            rows.remove(rows.size() - 1);
        if (same)
            return;
        look.thumbnails.keySet().removeIf(roi -> now.stream().noneMatch(row -> row.roi == roi));
        if (now.isEmpty())
            return;
        int place = Math.min(Math.max(0, selected), now.size() - 1);
        final List<Row> all = kept == null ? List.of() : wanted;
        final int[] again = IntStream.range(0, now.size()).filter(i -> all.stream()
                .anyMatch(row -> row.roi == now.get(i).roi)).toArray();
        if (again.length > 0)
            place = again[0];
        final List<Row> fresh = now.stream()
                .filter(row -> before.stream().noneMatch(old -> old.roi == row.roi)).toList();
        if (other)
            place = 0;
        else if (!fresh.isEmpty())
            place = now.indexOf(fresh.stream().filter(Row::visible).findFirst().orElse(fresh.get(0)));
        select(place);
        if (!other && fresh.isEmpty() && again.length > 1)
            setSelectedIndices(again);
    }

    /** Selects a row and brings it into view. */
    void select(final int place) {
        setSelectedIndex(place);
        ensureIndexIsVisible(place);
    }

    /** Selects the row of an element. */
    void select(final ImageRoi roi) {
        for (int i = 0; i < rows.size(); i++)
            if (rows.get(i).roi == roi)
                select(i);
    }

    private static List<Integer> rois(final List<Row> rows) {
        return rows.stream().map(row -> System.identityHashCode(row.roi)).toList();
    }

    private static List<Row> rows(final ImagePlus image) {
        final List<Row> now = new ArrayList<>();
        final String look = Layer.look(image);
        int run = 0;
        List<Layer> beside = List.of();
        for (final Layer layer : Layer.of(image)) {
            if (beside.stream().noneMatch(other -> other.roi() == layer.roi())) {
                beside = layer.candidates();
                run++;
            }
            now.add(0, new Row(layer.roi(), layer, now.size() + 1, lines(image, layer, now.size() + 1), prompt(layer),
                    layer.visible(), !layer.damage().isEmpty(), look, beside.size() > 1 ? run : 0));
        }
        return now;
    }

    private static String prompt(final Layer layer) {
        return layer.damage().isEmpty() ? layer.provenance().request().getOrDefault("prompt", "").strip() : "";
    }

    private static List<String> lines(final ImagePlus image, final Layer layer, final int number) {
        if (!layer.damage().isEmpty())
            return List.of(Translation.of("Damaged layer"), Translation.message(layer.damage()));
        final Provenance made = layer.provenance();
        final String heading = layer.label().isEmpty() ? made.heading() : layer.label();
        final String place = (image.getNSlices() > 1 ? ", z " + layer.slice() : "")
                + (image.getNFrames() > 1 ? ", t " + layer.frame() : "");
        return Stream.of(Character.toUpperCase(heading.charAt(0)) + heading.substring(1), prompt(layer),
                heading.equals(made.engine()) ? made.title().substring(heading.length()).replaceFirst("^, ", "")
                : (layer.label().isEmpty() || made.heading().equals(made.engine()) ? "" : made.heading() + ", ")
                        + made.title(),
                Translation.of("layer {0}", number) + place
                        + (layer.opacity() < 1 ? ", " + Math.round(layer.opacity() * 100) + " %" : "")
                        + (layer.visible() ? "" : ", " + Translation.of("hidden")))
                .filter(line -> !line.isEmpty()).toList();
    }

    /** A picture and up to four lines. */
    private static final class Look extends JPanel implements ListCellRenderer<Row> {

        private static final long serialVersionUID = 1L;
        /** By identity: ImageJ calls two elements of the same bounds equal. */
        private final Map<ImageRoi, Thumbnail> thumbnails = new IdentityHashMap<>();
        private final JLabel picture = new JLabel("", SwingConstants.CENTER);
        private final List<JLabel> labels = new ArrayList<>();
        private final JLabel sentence = new JLabel();
        private final JPanel text = new JPanel(new GridLayout(0, 1));

        private record Thumbnail(String look, ImageIcon icon) {
        }

        Look() {
            super(new BorderLayout(10, 0));
            setBorder(BorderFactory.createEmptyBorder(GAP, GAP, GAP, GAP));
            picture.setPreferredSize(new Dimension(THUMBNAIL, THUMBNAIL));
            picture.setOpaque(true);
            picture.setBackground(Color.DARK_GRAY);
            text.setOpaque(false);
            text.setBorder(BorderFactory.createEmptyBorder(GAP, 0, GAP, 0));
            for (int i = 0; i < 4; i++)
                labels.add(new JLabel());
            sentence.setFont(sentence.getFont().deriveFont(Font.PLAIN));
            add(picture, BorderLayout.WEST);
            add(text, BorderLayout.CENTER);
        }

        @Override
        public Component getListCellRendererComponent(final JList<? extends Row> list, final Row row, final int index,
                final boolean selected, final boolean focus) {
            setBackground(selected ? list.getSelectionBackground() : list.getBackground());
            final Color ink = selected ? list.getSelectionForeground() : list.getForeground();
            final Color faint = UIManager.getColor("Label.disabledForeground");
            setBorder(BorderFactory.createCompoundBorder(BorderFactory.createMatteBorder(0, BAR, 0, 0,
                    row.run == 0 ? getBackground() : row.run % 2 == 0 ? ink : faint),
                    BorderFactory.createEmptyBorder(GAP, GAP, GAP, GAP)));
            picture.setIcon(icon(row));
            text.removeAll();
            text.setLayout(row.damaged ? new BorderLayout() : new GridLayout(0, 1));
            if (row.damaged) {
                sentence.setText("<html>" + html(row.lines.get(1)) + "</html>");
                sentence.setForeground(ink);
                text.add(sentence, BorderLayout.CENTER);
            }
            for (int i = 0; i < labels.size() && !row.damaged; i++) {
                final JLabel label = labels.get(i);
                label.setText(i < row.lines.size() ? row.lines.get(i) + " " : " ");
                label.setFont(list.getFont().deriveFont(i == 0 ? Font.BOLD : row.lines.get(
                        Math.min(i, row.lines.size() - 1)).equals(row.prompt) ? Font.ITALIC : Font.PLAIN));
                label.setForeground(row.visible || selected ? ink : Color.GRAY);
                text.add(label);
            }
            return this;
        }

        private ImageIcon icon(final Row row) {
            final Thumbnail known = thumbnails.get(row.roi);
            if (known != null && known.look.equals(row.look))
                return known.icon;
            final BufferedImage made = row.damaged ? null : row.layer.thumbnail(THUMBNAIL);
            final ImageIcon icon = made == null ? null : new ImageIcon(made);
            thumbnails.put(row.roi, new Thumbnail(row.look, icon));
            return icon;
        }
    }
}
