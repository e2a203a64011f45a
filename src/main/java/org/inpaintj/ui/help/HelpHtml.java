package org.inpaintj.ui.help;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.AttributeProvider;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;

/**
 * Makes of a page what Swing can show: HTML with an id for each heading, as GitHub makes them, and for each row of a
 * table that begins with a key. Safe on any thread.
 */
final class HelpHtml {

    private static final List<TablesExtension> TABLES = List.of((TablesExtension) TablesExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(TABLES).build();
    private static final TextContentRenderer WORDS = TextContentRenderer.builder().extensions(TABLES).build();

    private HelpHtml() {}

    /** The page as a tree. */
    static Node tree(final String page) {
        return PARSER.parse(HelpPages.text(page));
    }

    /** What stands in the page, without what marks it up. */
    static String words(final String page) {
        return WORDS.render(tree(page));
    }

    /** The first heading of a page. */
    static String title(final String page) {
        return HelpPages.text(page).lines().filter(line -> line.startsWith("# ")).findFirst()
                .map(line -> line.substring(2).strip()).orElse(page);
    }

    /**
     * The body of a page.
     *
     * @param widest a picture may be, px
     * @param scale  of pictures that are not as wide
     */
    static String of(final String page, final int widest, final double scale) {
        return HtmlRenderer.builder().extensions(TABLES).escapeHtml(true)
                .attributeProviderFactory(context -> new Attributes(page, widest, scale)).build().render(tree(page));
    }

    /** The anchor of a heading. */
    static String anchor(final String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("(?U)[^\\w\\- ]", "").replace(' ', '-');
    }

    /** The id of the row of a key below a heading of the second level. */
    static String anchor(final String section, final String key) {
        return "key-" + section + "-" + key;
    }

    /** What a heading says. */
    static String words(final Node node) {
        final StringBuilder words = new StringBuilder();
        for (Node child = node.getFirstChild(); child != null; child = child.getNext())
            words.append(child instanceof Text text ? text.getLiteral()
                    : child instanceof Code code ? code.getLiteral() : words(child));
        return words.toString();
    }

    /** The key that a row of a table begins with; empty if it begins with something else. */
    static String key(final TableRow row) {
        final Node cell = row.getFirstChild();
        return cell != null && cell.getFirstChild() instanceof Code code ? code.getLiteral() : "";
    }

    /** What elements have beside their tags. */
    private static final class Attributes implements AttributeProvider {

        private final String page;
        private final int widest;
        private final double scale;
        private String section = "";

        Attributes(final String page, final int widest, final double scale) {
            this.page = page;
            this.widest = widest;
            this.scale = scale;
        }

        @Override
        public void setAttributes(final Node node, final String tag, final Map<String, String> attributes) {
            if (node instanceof Heading heading) {
                final String anchor = anchor(words(heading));
                attributes.put("id", anchor);
                if (heading.getLevel() == 2)
                    section = anchor;
            } else if (node instanceof TableRow row && !key(row).isEmpty())
                attributes.put("id", anchor(section, key(row)));
            else if (node instanceof TableBlock && tag.equals("table"))
                attributes.putAll(Map.of("border", "1", "cellspacing", "0", "cellpadding", "4"));
            else if (node instanceof Image image)
                setPicture(image, attributes);
        }

        /** One that is not in the jar is not looked for anywhere else. */
        private void setPicture(final Image image, final Map<String, String> attributes) {
            final URL url = picture(page, image.getDestination());
            if (url == null) {
                attributes.remove("src");
                return;
            }
            attributes.put("src", url.toString());
            final int[] size = size(url);
            final double factor = Math.min(scale, (double) widest / size[0]);
            attributes.put("width", String.valueOf(Math.max(1, Math.round(size[0] * factor))));
            attributes.put("height", String.valueOf(Math.max(1, Math.round(size[1] * factor))));
        }
    }

    /** Where a picture of a page lies; null if it is not there. */
    static URL picture(final String page, final String link) {
        return link.matches("[a-z]+:.*") ? null : HelpPages.url(URI.create(page).resolve(link).toString());
    }

    private static int[] size(final URL url) {
        try (ImageInputStream in = ImageIO.createImageInputStream(url.openStream())) {
            final Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            final ImageReader reader = readers.next();
            reader.setInput(in);
            final int[] size = { reader.getWidth(0), reader.getHeight(0) };
            reader.dispose();
            return size;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
