package org.inpaintj.ui.help;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;

import javax.imageio.ImageIO;
import javax.swing.JPanel;
import javax.swing.JTextField;

import org.junit.jupiter.api.Test;
import org.scijava.command.Command;

import org.inpaintj.command.ParameterCommand;
import org.inpaintj.core.PluginFinder;

/** The pages of help are those of the documents, and hang together without a network. */
class HelpPagesTest {

    private static final Path DOCS = Path.of("docs");
    /** Too large for the jar. */
    private static final Set<String> ON_THE_WEB = Set.of("images/contact-sheet.png");
    private static final long MOST_BYTES = 2_000_000;

    private static List<String> all() {
        final List<String> pages = new ArrayList<>(HelpPages.names());
        for (final String language : List.of("en", "zh"))
            for (final String guide : List.of("controls", "inpaint", "workflows"))
                pages.add("guides/" + language + "/" + guide + ".md");
        pages.add("guides/README.md");
        HelpPages.names().stream().map(page -> "zh/" + page).filter(HelpPages::has).forEach(pages::add);
        return pages;
    }

    private static List<String> found(final String html, final String pattern) {
        return Pattern.compile(pattern).matcher(html).results().map((MatchResult match) -> match.group(1)).toList();
    }

    private static String html(final String page) {
        return HelpHtml.of(page, 600, 1);
    }

    @Test
    void thePagesAreThoseOfTheDocuments() throws IOException {
        final Set<String> there;
        try (Stream<Path> files = Files.list(DOCS)) {
            there = files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".md"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        assertEquals(there, new TreeSet<>(HelpPages.names()));
        assertEquals(HelpPages.START, HelpPages.names().get(0));
        for (final String page : all())
            assertEquals(Files.readString(DOCS.resolve(page)), HelpPages.text(page));
    }

    @Test
    void everyPictureIsThereOrLeftOutOnPurpose() throws IOException {
        final Set<String> lacking = new TreeSet<>();
        int there = 0;
        for (final String page : all()) {
            for (final String link : found(HelpPages.text(page), "!\\[[^]]*]\\(([^)\\s]+)\\)"))
                if (HelpHtml.picture(page, link) == null)
                    lacking.add(link);
                else {
                    there++;
                    assertNotNull(ImageIO.read(HelpHtml.picture(page, link)), link);
                }
            for (final String src : found(html(page), "<img src=\"([^\"]*)\""))
                assertTrue(src.startsWith("file:") || src.startsWith("jar:"), src);
        }
        assertEquals(ON_THE_WEB, lacking);
        assertTrue(there > 10, there + " pictures");
    }

    /** A link leads to a page here, to a file of the project on the web, or to the web as it says. */
    @Test
    void everyLinkLeadsSomewhere() {
        final Map<String, Set<String>> anchors = new HashMap<>();
        all().forEach(page -> anchors.put(page, Set.copyOf(new TreeSet<>(found(html(page), " id=\"([^\"]*)\"")))));
        final List<String> wrong = new ArrayList<>();
        final String site = "https://github.com/inpaintj/inpaintj/blob/main/";
        int inside = 0;
        for (final String page : all())
            for (final String link : found(html(page), "<a href=\"([^\"]*)\"")) {
                final String to = HelpPages.resolve(page, link.replace("&amp;", "&"));
                final String other = to.replaceFirst("#.*", "");
                if (!HelpPages.isWeb(to)) {
                    inside++;
                    if (!anchors.containsKey(other)
                            || to.contains("#") && !anchors.get(other).contains(to.replaceFirst("[^#]*#", "")))
                        wrong.add(page + ": " + link);
                } else if (to.startsWith(site) && !Files.exists(Path.of(other.substring(site.length()))))
                    wrong.add(page + ": " + link + " as " + to);
            }
        assertEquals(List.of(), wrong);
        assertTrue(inside > 100, inside + " links");
    }

    @Test
    void everyKeyOfEveryDialogIsExplained() {
        final List<String> wrong = new ArrayList<>();
        final Set<String> anchors = new TreeSet<>(found(html("keys.md"), " id=\"([^\"]*)\""));
        int keys = 0;
        for (final Object plugin : PluginFinder.of(Command.class, "command", getClass().getClassLoader()).plugins())
            if (plugin instanceof ParameterCommand<?> command) {
                final String page = HelpTopics.page(command.title());
                assertTrue(HelpPages.has(page.replaceFirst("#.*", "")), page);
                for (final String key : command.shown().isEmpty() ? List.<String>of() : command.keys().keys()) {
                    keys++;
                    final String target = HelpTopics.key(command.title(), key).orElse("");
                    final boolean own = target.isEmpty() && HelpPages.text(page.replaceFirst("#.*", ""))
                            .contains(key + "=");
                    if (!own && (!target.startsWith("keys.md#")
                            || !anchors.contains(target.substring("keys.md#".length()))))
                        wrong.add(command.title() + " " + key);
                }
            }
        assertEquals(List.of(), wrong);
        assertTrue(keys > 500, keys + " keys");
    }

    /** The page of every command and window is there, and the place in it. */
    @Test
    void everyWindowHasItsPlace() {
        final List<String> labels = new ArrayList<>(List.of("Mask Brush Tool", "Select Object Tool", "Help"));
        for (final Object plugin : PluginFinder.of(Command.class, "command", getClass().getClassLoader()).plugins())
            if (plugin instanceof ParameterCommand<?> command)
                labels.add(command.title());
        for (final String label : labels) {
            final String[] place = HelpTopics.page(label).split("#");
            assertTrue(place.length == 1 || html(place[0]).contains(" id=\"" + place[1] + "\""), label);
        }
        assertTrue(html("layers.md").contains(" id=\"records\""), "what the window of records opens");
    }

    /** What a command has of its own comes before what others have of the same name. */
    @Test
    void aKeyIsExplainedForItsCommand() {
        assertEquals("keys.md#key-inpainting-image-to-image-text-to-image-strength",
                HelpTopics.key("Inpaint Selection...", "strength").orElseThrow());
        assertEquals("keys.md#key-upscale-image-tone", HelpTopics.key("Upscale Image...", "tone").orElseThrow());
        assertTrue(HelpTopics.key("Inpaint Selection...", "no_such_key").isEmpty());
        assertEquals("strength", HelpTopics.keyOf(HelpTopics.key("Outpaint...", "strength").orElseThrow()));
        assertTrue(HelpTopics.mentions("strength").contains("diffusion.md"));
    }

    @Test
    void whatHasTheFocusSaysWhatIsOpened() {
        final JPanel window = new JPanel(), part = new JPanel();
        final JTextField field = new JTextField(), other = new JTextField();
        window.add(part);
        part.add(field);
        part.add(other);
        field.setName("strength");
        assertTrue(HelpKeys.target("Inpaint Selection...", field).endsWith("-strength"));
        assertEquals("inpaint.md", HelpKeys.target("Inpaint Selection...", other));
        assertEquals("layers.md", HelpKeys.target("Layers...", null));
        final JTextField side = new JTextField();
        side.setName("right");
        side.putClientProperty(HelpKeys.KEY, "directions");
        assertEquals("keys.md#key-outpaint-directions", HelpKeys.target("InpaintJ Panel", side));
        side.setName("address");
        side.putClientProperty(HelpKeys.KEY, null);
        assertEquals("servers.md#servers-window", HelpKeys.target("Servers...", side));
        assertTrue(HelpKeys.target("Enhance Prompt...", side).endsWith("-address"));
        side.setName("smooth");
        assertTrue(HelpKeys.target("Select Object Tool", side).endsWith("-smooth"));
        assertEquals("select.md#with-a-brush", HelpKeys.target("Mask Brush Tool", side));
        part.putClientProperty(HelpKeys.TARGET, "select.md#by-text");
        assertEquals("select.md#by-text", HelpKeys.target("Inpaint Selection...", other));
    }

    @Test
    void aSearchFindsThePagesWithAllWords() {
        assertEquals(HelpPages.names(), HelpHit.of(List.of()).stream().map(HelpHit::page).toList());
        final List<HelpHit> hits = HelpHit.of(HelpHit.words("  ControlNet CANNY "));
        assertEquals("controlnet.md", hits.get(0).page());
        assertTrue(hits.size() < HelpPages.names().size(), hits.toString());
        assertEquals(List.of(), HelpHit.of(List.of("nothingissaidofthis")));
    }

    @Test
    void aPageInAnotherLanguageComesFirstWhereThereIsOne() {
        for (final String page : HelpPages.names())
            assertEquals(Files.exists(DOCS.resolve("zh").resolve(page)) ? "zh/" + page : page,
                    HelpPages.in("zh_CN", page));
        assertEquals("keys.md", HelpPages.in("en", "keys.md"));
        assertEquals("zh/inpaint.md", HelpPages.in("zh_CN", HelpPages.START));
        assertEquals("layers.md", HelpPages.resolve("zh/inpaint.md", "../layers.md"));
    }

    @Test
    void linksAreResolvedFromTheirPage() {
        assertEquals("keys.md#a", HelpPages.resolve("keys.md", "#a"));
        assertEquals("models.md#x", HelpPages.resolve("keys.md", "models.md#x"));
        assertEquals("keys.md", HelpPages.resolve("guides/en/inpaint.md", "../../keys.md"));
        assertTrue(HelpPages.isWeb(HelpPages.resolve("keys.md", "../README.md")));
        assertTrue(HelpPages.resolve("keys.md", "develop/api.md").endsWith("/blob/main/docs/develop/api.md"));
        assertFalse(HelpPages.has("../README.md"));
    }

    @Test
    void theyMakeTheJarLittleLarger() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("target/classes/org/inpaintj/help"))) {
            long bytes = 0;
            for (final Path file : files.filter(Files::isRegularFile).toList())
                bytes += packed(file);
            assertTrue(bytes < MOST_BYTES, bytes + " bytes");
        }
    }

    /** How many bytes it takes in a jar. */
    private static int packed(final Path file) throws IOException {
        final ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
            Files.copy(file, out);
        }
        return packed.size();
    }
}
