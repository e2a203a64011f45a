package org.inpaintj.ui.help;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

import javax.swing.JEditorPane;
import javax.swing.SwingUtilities;
import javax.swing.UIManager;
import javax.swing.event.HyperlinkEvent;
import javax.swing.text.BadLocationException;
import javax.swing.text.DefaultHighlighter.DefaultHighlightPainter;
import javax.swing.text.Element;
import javax.swing.text.StyleConstants;
import javax.swing.text.View;
import javax.swing.text.ViewFactory;
import javax.swing.text.html.HTML;
import javax.swing.text.html.HTMLDocument;
import javax.swing.text.html.HTMLEditorKit;
import javax.swing.text.html.ImageView;
import javax.swing.text.html.StyleSheet;

import ij.Prefs;

import org.inpaintj.language.Translation;
import org.inpaintj.ui.ReadableColour;
import org.inpaintj.ui.WindowScale;

/** Shows a page of help, in the font and the colours of the look and feel. On the event thread. */
final class HelpPane extends JEditorPane {

    private static final long serialVersionUID = 1L;
    private static final Color BLUE = new Color(0x15, 0x65, 0xc0), YELLOW = new Color(0xff, 0xeb, 0x3b);
    private static final double STEP = 1.15, LEAST = 0.5, MOST = 4;
    /** A picture is at most as wide, px at scale 1. */
    private static final int WIDEST = 500;

    private double zoom = 1;
    private final List<Integer> marks = new ArrayList<>();
    private int next;
    private Object row;
    private String page = "";

    /**
     * @param follow told the link that was clicked at
     * @param hover  told the link under the mouse, and nothing when it is there no longer
     */
    HelpPane(final Consumer<String> follow, final Consumer<String> hover) {
        setEditable(false);
        setName("page");
        getAccessibleContext().setAccessibleName(Translation.of("The page"));
        addHyperlinkListener(event -> {
            if (event.getEventType() == HyperlinkEvent.EventType.ACTIVATED)
                follow.accept(event.getDescription());
            else
                hover.accept(event.getEventType() == HyperlinkEvent.EventType.ENTERED ? event.getDescription() : "");
        });
    }

    /** @param steps to larger letters; 0 back to the usual ones */
    void zoom(final int steps) {
        zoom = steps == 0 ? 1 : Math.min(MOST, Math.max(LEAST, zoom * Math.pow(STEP, steps)));
    }

    /** Shows a page, or the place of an anchor in it. */
    void show(final String target) {
        final String anchor = target.replaceFirst("[^#]*#?", "");
        final HTMLEditorKit kit = new Kit(sheet());
        final HTMLDocument document = (HTMLDocument) kit.createDefaultDocument();
        final double scale = zoom * Prefs.getGuiScale();
        page = HelpPages.in(Translation.language().code(), target.replaceFirst("#.*", ""));
        try {
            kit.read(new StringReader("<html><body>" + HelpHtml.of(page, (int) (WIDEST * scale), scale)
                    + "</body></html>"), document, 0);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        } catch (final BadLocationException e) {
            throw new IllegalStateException(e);
        }
        setEditorKit(kit);
        setDocument(document);
        setCaretPosition(0);
        marks.clear();
        row = null;
        if (!anchor.isEmpty())
            goTo(anchor);
    }

    /** The page that shows, which is the one in the user's language where there is such a one. */
    String page() {
        return page;
    }

    private StyleSheet sheet() {
        final Font font = UIManager.getFont("Label.font");
        final int size = (int) Math.round(font.getSize2D() * Prefs.getGuiScale() * zoom);
        final Color background = background();
        final Color foreground = ReadableColour.on(background, UIManager.getColor("Label.foreground"));
        setBackground(background);
        setForeground(foreground);
        final StyleSheet sheet = new StyleSheet();
        sheet.addStyleSheet(new HTMLEditorKit().getStyleSheet());
        sheet.addRule("body, p, li, td, th, blockquote { font-family: '" + font.getFamily() + "'; font-size: " + size
                + "px; color: " + hex(foreground) + "; }");
        sheet.addRule("body { margin: " + WindowScale.px(10) + "px; background-color: " + hex(background) + "; }");
        sheet.addRule("h1, h2, h3, h4 { font-family: '" + font.getFamily() + "'; color: " + hex(foreground) + "; }");
        sheet.addRule("h1 { font-size: " + Math.round(1.7 * size) + "px; }");
        sheet.addRule("h2 { font-size: " + Math.round(1.35 * size) + "px; }");
        sheet.addRule("h3, h4 { font-size: " + Math.round(1.15 * size) + "px; }");
        sheet.addRule("code, pre { font-family: Monospaced; font-size: " + size + "px; }");
        sheet.addRule("a { color: " + hex(ReadableColour.on(background, BLUE)) + "; }");
        return sheet;
    }

    private static Color background() {
        final Color color = UIManager.getColor("EditorPane.background");
        return color == null ? Color.WHITE : color;
    }

    private static String hex(final Color color) {
        return String.format("#%06x", color.getRGB() & 0xffffff);
    }

    /** Brings a heading or a row to the top, and marks the row. */
    private void goTo(final String anchor) {
        final Element element = ((HTMLDocument) getDocument()).getElement(anchor);
        if (element == null)
            return;
        setCaretPosition(element.getStartOffset());
        try {
            if (anchor.startsWith("key-"))
                row = getHighlighter().addHighlight(element.getStartOffset(), element.getEndOffset() - 1,
                        new DefaultHighlightPainter(marking(0.4)));
        } catch (final BadLocationException e) {
            throw new IllegalStateException(e);
        }
        // its place is known once it is laid out
        SwingUtilities.invokeLater(() -> bring(element.getStartOffset()));
    }

    private Color marking(final double share) {
        final Color back = getBackground();
        return new Color(mixed(back.getRed(), YELLOW.getRed(), share), mixed(back.getGreen(), YELLOW.getGreen(), share),
                mixed(back.getBlue(), YELLOW.getBlue(), share));
    }

    private static int mixed(final int from, final int to, final double share) {
        return (int) Math.round(from + share * (to - from));
    }

    private void bring(final int offset) {
        try {
            final Rectangle2D at = offset >= getDocument().getLength() ? null : modelToView2D(offset);
            if (at != null)
                scrollRectToVisible(new Rectangle(0, (int) at.getY(), 1, Math.max(1, getVisibleRect().height)));
        } catch (final BadLocationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Marks words wherever they stand; what was marked before is no longer. */
    void mark(final List<String> words) {
        final javax.swing.text.Highlighter highlighter = getHighlighter();
        for (final javax.swing.text.Highlighter.Highlight each : highlighter.getHighlights())
            if (each != row)
                highlighter.removeHighlight(each);
        marks.clear();
        next = 0;
        try {
            final String text = getDocument().getText(0, getDocument().getLength()).toLowerCase(Locale.ROOT);
            for (final String word : words)
                for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length())) {
                    highlighter.addHighlight(at, at + word.length(), new DefaultHighlightPainter(marking(0.7)));
                    marks.add(at);
                }
        } catch (final BadLocationException e) {
            throw new IllegalStateException(e);
        }
        marks.sort(null);
    }

    /** Where words are marked, in order. */
    List<Integer> marks() {
        return List.copyOf(marks);
    }

    /** Brings the next marked word to the top, after the last one the first. */
    void nextMark() {
        if (!marks.isEmpty())
            bring(marks.get(next++ % marks.size()));
    }

    /** Pictures come with the page, and smooth where they are made smaller. */
    private static final class Kit extends HTMLEditorKit {

        private static final long serialVersionUID = 1L;

        private final StyleSheet sheet;

        Kit(final StyleSheet sheet) {
            this.sheet = sheet;
        }

        @Override
        public StyleSheet getStyleSheet() {
            return sheet;
        }

        @Override
        public ViewFactory getViewFactory() {
            return new HTMLFactory() {
                @Override
                public View create(final Element element) {
                    return element.getAttributes().getAttribute(StyleConstants.NameAttribute) == HTML.Tag.IMG
                            ? new Picture(element) : super.create(element);
                }
            };
        }
    }

    private static final class Picture extends ImageView {

        Picture(final Element element) {
            super(element);
            setLoadsSynchronously(true);
        }

        @Override
        public void paint(final Graphics g, final Shape where) {
            ((Graphics2D) g).setRenderingHint(RenderingHints.KEY_INTERPOLATION,
                    RenderingHints.VALUE_INTERPOLATION_BICUBIC);
            super.paint(g, where);
        }
    }
}
