package org.inpaintj.ui.help;

import java.awt.BorderLayout;
import java.awt.Dialog;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.awt.Toolkit;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import javax.swing.BorderFactory;
import javax.swing.DefaultListModel;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JSplitPane;
import javax.swing.JTextField;
import javax.swing.KeyStroke;
import javax.swing.ListSelectionModel;
import javax.swing.SwingUtilities;

import ij.IJ;
import ij.WindowManager;
import ij.gui.GUI;

import org.inpaintj.language.Translation;
import org.inpaintj.ui.Widgets;
import org.inpaintj.ui.WindowScale;

/**
 * The window of help: contents, a search over all pages, and the page at hand. There is one. It can be used while a
 * dialog waits. Lives on the event thread.
 */
public final class HelpWindow extends JFrame {

    private static final long serialVersionUID = 1L;
    /** px at scale 1. */
    private static final int WIDTH = 930, HEIGHT = 640, CONTENTS = 275, GAP = 6;
    private static final int MOST_LINKS = 4;
    private static HelpWindow instance;

    private final HelpPane pane = new HelpPane(this::follow, this::hover);
    private final JTextField search = new JTextField(24);
    private final DefaultListModel<HelpHit> contents = new DefaultListModel<>();
    private final JList<HelpHit> list = new JList<>(contents);
    private final JButton back = new JButton(Translation.of("Back"));
    private final JLabel said = new JLabel(" ");
    private final JPanel also = new JPanel(new FlowLayout(FlowLayout.LEADING, GAP, 0));
    private final transient Deque<String> before = new ArrayDeque<>();
    private String target = "";
    /** Whether the list is being filled, and nobody has chosen from it. */
    private boolean filling;

    /**
     * Shows a place in help, in front of all. On any thread.
     *
     * @param target a page such as layers.md, with or without #anchor
     */
    public static void open(final String target) {
        SwingUtilities.invokeLater(() -> {
            if (instance == null) {
                instance = new HelpWindow();
                WindowManager.addWindow(instance);
                instance.setVisible(true);
            }
            instance.go(target, true);
            instance.setExtendedState(instance.getExtendedState() & ~ICONIFIED);
            instance.toFront();
            instance.pane.requestFocusInWindow();
        });
    }

    private HelpWindow() {
        super(Translation.of("InpaintJ Help"));
        setName("InpaintJ Help");
        setModalExclusionType(Dialog.ModalExclusionType.APPLICATION_EXCLUDE);
        setDefaultCloseOperation(DISPOSE_ON_CLOSE);
        build();
        addKeys();
        HelpKeys.install(this, "Help");
        find();
        WindowScale.apply(getContentPane());
        final java.awt.Rectangle screen = GUI.getMaxWindowBounds(IJ.getInstance());
        setSize(new Dimension(Math.min(screen.width, WindowScale.px(WIDTH)),
                Math.min(screen.height, WindowScale.px(HEIGHT))));
        setLocation(screen.x + screen.width - getWidth(), screen.y);
        addWindowListener(new WindowAdapter() {
            @Override
            public void windowClosed(final WindowEvent event) {
                WindowManager.removeWindow(HelpWindow.this);
                instance = null;
            }
        });
    }

    private void build() {
        final JLabel find = new JLabel(Translation.of("Search"));
        find.setLabelFor(search);
        search.setName("search");
        search.setToolTipText(Translation.of("Words that all stand on a page (Ctrl+F); Enter goes to the next place"));
        Widgets.onChange(search, this::find);
        search.addActionListener(event -> pane.nextMark());
        back.setEnabled(false);
        back.setToolTipText(Translation.of("To the page before (Alt+Left)"));
        back.addActionListener(event -> back());
        final JPanel top = new JPanel(new FlowLayout(FlowLayout.LEADING, GAP, GAP));
        top.add(back);
        top.add(find);
        top.add(search);
        list.setName("contents");
        list.getAccessibleContext().setAccessibleName(Translation.of("Contents"));
        list.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
        list.addListSelectionListener(event -> {
            if (!filling && !event.getValueIsAdjusting() && list.getSelectedValue() != null)
                go(list.getSelectedValue().page(), true);
        });
        final JSplitPane middle = new JSplitPane(JSplitPane.HORIZONTAL_SPLIT, new JScrollPane(list),
                new JScrollPane(pane));
        middle.setDividerLocation(WindowScale.px(CONTENTS));
        said.setBorder(BorderFactory.createEmptyBorder(0, GAP, GAP, GAP));
        said.setName("said");
        final JPanel below = new JPanel(new BorderLayout());
        below.add(also, BorderLayout.CENTER);
        below.add(said, BorderLayout.PAGE_END);
        add(top, BorderLayout.PAGE_START);
        add(middle, BorderLayout.CENTER);
        add(below, BorderLayout.PAGE_END);
    }

    private void addKeys() {
        final int menu = Toolkit.getDefaultToolkit().getMenuShortcutKeyMaskEx();
        onKey(KeyEvent.VK_ESCAPE, 0, this::dispose);
        onKey(KeyEvent.VK_F, menu, () -> {
            search.requestFocusInWindow();
            search.selectAll();
        });
        onKey(KeyEvent.VK_LEFT, InputEvent.ALT_DOWN_MASK, this::back);
        for (final int plus : new int[] { KeyEvent.VK_PLUS, KeyEvent.VK_EQUALS, KeyEvent.VK_ADD }) {
            onKey(plus, menu, () -> zoom(1));
            onKey(plus, menu | InputEvent.SHIFT_DOWN_MASK, () -> zoom(1));
        }
        onKey(KeyEvent.VK_MINUS, menu, () -> zoom(-1));
        onKey(KeyEvent.VK_SUBTRACT, menu, () -> zoom(-1));
        onKey(KeyEvent.VK_0, menu, () -> zoom(0));
    }

    private void onKey(final int key, final int modifiers, final Runnable action) {
        getRootPane().registerKeyboardAction(event -> action.run(), KeyStroke.getKeyStroke(key, modifiers),
                JComponent.WHEN_IN_FOCUSED_WINDOW);
    }

    private void zoom(final int steps) {
        pane.zoom(steps);
        pane.show(target);
        pane.mark(HelpHit.words(search.getText()));
    }

    /** @param remembered whether Back leads to where the reader is now */
    private void go(final String where, final boolean remembered) {
        final String now = HelpPages.has(where.replaceFirst("#.*", "")) ? where : HelpPages.START;
        if (remembered && !target.isEmpty() && !target.equals(now))
            before.push(target);
        back.setEnabled(!before.isEmpty());
        target = now;
        pane.show(now);
        pane.mark(HelpHit.words(search.getText()));
        select(now.replaceFirst("#.*", ""));
        offer(now);
        said.setText(" ");
    }

    private void back() {
        if (!before.isEmpty())
            go(before.pop(), false);
    }

    /** A click on a link. Only this opens a browser. */
    private void follow(final String link) {
        final String to = HelpPages.resolve(pane.page(), link);
        if (HelpPages.isWeb(to))
            IJ.runPlugIn("ij.plugin.BrowserLauncher", to);
        else
            go(to, true);
    }

    /** @param link under the mouse; empty for none */
    private void hover(final String link) {
        final String to = link.isEmpty() ? "" : HelpPages.resolve(pane.page(), link);
        said.setText(HelpPages.isWeb(to) ? Translation.of("Opens the browser: {0}", to) : " ");
    }

    private void select(final String page) {
        filling = true;
        for (int i = 0; i < contents.size(); i++)
            if (contents.get(i).page().equals(page)) {
                list.setSelectedIndex(i);
                list.ensureIndexIsVisible(i);
            }
        filling = false;
    }

    /** The pages that say more of the key that the target is about. */
    private void offer(final String now) {
        also.removeAll();
        final List<String> pages = HelpTopics.mentioned(now).stream().limit(MOST_LINKS).toList();
        if (!pages.isEmpty())
            also.add(new JLabel(Translation.of("More in")));
        for (final String page : pages) {
            final JButton button = new JButton(HelpHtml.title(page));
            button.addActionListener(event -> {
                go(page, true);
                search.setText(HelpTopics.keyOf(now));
            });
            also.add(button);
        }
        also.setVisible(!pages.isEmpty());
        also.revalidate();
    }

    /** Lists the pages with all words, or all pages for none. */
    private void find() {
        final List<String> words = HelpHit.words(search.getText());
        filling = true;
        contents.clear();
        HelpHit.of(words).forEach(contents::addElement);
        filling = false;
        select(target.replaceFirst("#.*", ""));
        pane.mark(words);
        said.setText(contents.isEmpty() ? Translation.of("No page has these words") : words.isEmpty() ? " "
                : Translation.of("Pages with these words: {0}", contents.size()));
    }
}
