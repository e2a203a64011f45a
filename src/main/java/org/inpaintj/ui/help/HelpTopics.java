package org.inpaintj.ui.help;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Heading;

/** Where commands and keys are explained. Safe on any thread. */
public final class HelpTopics {

    private static final String KEYS = "keys.md";
    /** Pages of commands that are not called as the command. */
    private static final Map<String, String> COMMANDS = Map.ofEntries(Map.entry("Inpaint Selection", "inpaint.md"),
            Map.entry("Remove Object", "inpaint.md#remove-object"),
            Map.entry("Refine Selection", "select.md#from-a-rough-selection"),
            Map.entry("Select by Text", "select.md#by-text"),
            Map.entry("Select Object Tool", "select.md#with-the-mouse"),
            Map.entry("Mask Brush Tool", "select.md#with-a-brush"), Map.entry("Image to Image", "diffusion.md"),
            Map.entry("Text to Image", "diffusion.md"), Map.entry("Repair Detections", "repair.md"),
            Map.entry("Upscale Image", "upscale.md"), Map.entry("Enhance Prompt", "prompts.md"),
            Map.entry("Flatten Layers", "layers.md"), Map.entry("Jobs", "inpaint.md"),
            Map.entry("Candidates", "layers.md#candidates"),
            Map.entry("Before and After", "layers.md#before-and-after"),
            Map.entry("Model Manager", "models.md#model-manager"), Map.entry("Servers", "servers.md#servers-window"),
            Map.entry("Device Report", "devices.md"), Map.entry("Tutorial", "guides/README.md"),
            Map.entry("InpaintJ Panel", "panel.md"), Map.entry("About InpaintJ", "help.md#about-inpaintj"));
    /** Whose inputs are called as they like: a name there is no key, though other commands may have one like it. */
    private static final Set<String> WITHOUT_KEYS = Set.of("mask brush tool", "model manager", "servers", "history",
            "layers", "candidates", "jobs", "sketch", "tutorial", "device report", "about inpaintj", "help");
    /** What has the keys of a command. */
    private static final Map<String, String> AS = Map.of("select object tool", "refine selection");

    /** Sections of the page of keys, in lower case, to its keys and their anchors. */
    private static Map<String, Map<String, String>> sections;
    private static Map<String, List<String>> mentions;

    private HelpTopics() {}

    /** The page of a command by its label; the first page for one without. */
    public static String page(final String command) {
        final String title = command.replace("...", "");
        final String own = COMMANDS.getOrDefault(title, title.toLowerCase(Locale.ROOT) + ".md");
        return HelpPages.has(own.replaceFirst("#.*", "")) ? own : HelpPages.START;
    }

    /**
     * Where a key of a command is explained; empty for one that help does not know, such as a plugin's.
     *
     * @param command its label
     */
    public static Optional<String> key(final String command, final String key) {
        final String own = command.replace("...", "").toLowerCase(Locale.ROOT), title = AS.getOrDefault(own, own);
        if (WITHOUT_KEYS.contains(own))
            return Optional.empty();
        return Optional.ofNullable(sections().entrySet().stream().filter(each -> each.getKey().contains(title))
                .map(each -> each.getValue().get(key)).filter(java.util.Objects::nonNull).findFirst()
                .orElseGet(() -> sections().values().stream().map(keys -> keys.get(key))
                        .filter(java.util.Objects::nonNull).findFirst().orElse(null)))
                .map(anchor -> KEYS + '#' + anchor);
    }

    private static synchronized Map<String, Map<String, String>> sections() {
        if (sections == null) {
            final Map<String, Map<String, String>> found = new LinkedHashMap<>();
            HelpHtml.tree(KEYS).accept(new AbstractVisitor() {
                private String section = "";

                @Override
                public void visit(final Heading heading) {
                    if (heading.getLevel() == 2)
                        section = HelpHtml.words(heading);
                }

                @Override
                public void visit(final CustomNode node) {
                    if (node instanceof TableRow row && !HelpHtml.key(row).isEmpty())
                        found.computeIfAbsent(section.toLowerCase(Locale.ROOT), each -> new HashMap<>())
                                .put(HelpHtml.key(row), HelpHtml.anchor(HelpHtml.anchor(section), HelpHtml.key(row)));
                    visitChildren(node);
                }
            });
            sections = found;
        }
        return sections;
    }

    /** The key that a target of {@link #key} is about; empty for another target. */
    static String keyOf(final String target) {
        return target.startsWith(KEYS + "#key-") ? target.replaceFirst(".*-", "") : "";
    }

    /** The pages that say more of what a target of {@link #key} is about; none for another target. */
    static List<String> mentioned(final String target) {
        return mentions(keyOf(target));
    }

    /** The pages beside that of keys that speak of a key, those that do so most often first. */
    public static List<String> mentions(final String key) {
        return counts().getOrDefault(key, List.of());
    }

    private static synchronized Map<String, List<String>> counts() {
        if (mentions == null) {
            final Map<String, Map<String, Integer>> counts = new HashMap<>();
            for (final String page : HelpPages.names())
                if (!page.equals(KEYS) && !page.equals("features.md"))
                    HelpHtml.tree(page).accept(new AbstractVisitor() {
                        @Override
                        public void visit(final Code code) {
                            counts.computeIfAbsent(code.getLiteral().replaceFirst("=.*", ""), key -> new HashMap<>())
                                    .merge(page, 1, Integer::sum);
                        }
                    });
            mentions = new HashMap<>();
            counts.forEach((key, pages) -> {
                final List<String> sorted = new ArrayList<>(pages.keySet());
                sorted.sort((a, b) -> pages.get(a).equals(pages.get(b)) ? a.compareTo(b)
                        : pages.get(b) - pages.get(a));
                mentions.put(key, sorted);
            });
        }
        return mentions;
    }
}
