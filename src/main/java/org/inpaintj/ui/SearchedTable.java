package org.inpaintj.ui;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.awt.Toolkit;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.List;

import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JSplitPane;
import javax.swing.JTable;
import javax.swing.JTextField;

import org.inpaintj.language.Translation;

/**
 * A table, the field above it that searches it, and below it what is known of the selected row. The keys lead from one
 * to the other: Ctrl+F into the field, Down or Enter from there into the table. On the event thread.
 */
public final class SearchedTable extends JPanel {

    private static final long serialVersionUID = 1L;
    private static final int GAP = 6;

    private final JTable table;
    private final JScrollPane scroll;
    private final JTextField search = new JTextField(28);

    /**
     * @param below   about the selected row
     * @param share   of more height that goes to the table, 0 to 1
     * @param help    the tool tip of the field
     * @param changed called at each letter of it
     * @param beside  what else chooses rows
     */
    public SearchedTable(final JTable table, final JComponent below, final double share, final String help,
            final Runnable changed, final List<JComponent> beside) {
        super(new BorderLayout());
        this.table = table;
        scroll = new JScrollPane(table);
        final JLabel find = new JLabel(Translation.of("Search"));
        find.setDisplayedMnemonic(KeyEvent.VK_S);
        find.setLabelFor(search);
        search.setName("search");
        search.setToolTipText(help);
        Widgets.onChange(search, changed);
        JobsWindow.onKey(search, KeyEvent.VK_DOWN, table::requestFocusInWindow);
        JobsWindow.onKey(search, KeyEvent.VK_ENTER, table::requestFocusInWindow);
        final JPanel top = new JPanel(new FlowLayout(FlowLayout.LEFT, GAP, GAP));
        top.add(find);
        top.add(search);
        beside.forEach(top::add);
        final JSplitPane middle = new JSplitPane(JSplitPane.VERTICAL_SPLIT, scroll, below);
        middle.setResizeWeight(share);
        add(top, BorderLayout.NORTH);
        add(middle, BorderLayout.CENTER);
    }

    /** What is searched for. */
    public String words() {
        return search.getText();
    }

    /** The size that the table has at first, px at scale 1. */
    public void setTableSize(final int width, final int height) {
        scroll.setPreferredSize(new Dimension(WindowScale.px(width), WindowScale.px(height)));
    }

    /** Ctrl+F anywhere in a window, and a double click on a row. */
    public void addKeys(final JComponent window, final Runnable doubleClick) {
        JobsWindow.onKey(window, KeyEvent.VK_F, Toolkit.getDefaultToolkit().getMenuShortcutKeyMaskEx(), () -> {
            search.requestFocusInWindow();
            search.selectAll();
        });
        table.addMouseListener(new MouseAdapter() {
            @Override
            public void mouseClicked(final MouseEvent event) {
                if (event.getClickCount() == 2 && table.rowAtPoint(event.getPoint()) >= 0)
                    doubleClick.run();
            }
        });
    }
}
