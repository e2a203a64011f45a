package org.inpaintj.ui.models;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import javax.swing.JEditorPane;
import javax.swing.event.HyperlinkEvent;

import ij.plugin.BrowserLauncher;

import org.inpaintj.language.Translation;
import org.inpaintj.model.catalogue.CatalogueEntry;
import org.inpaintj.model.catalogue.CatalogueFile;
import org.inpaintj.ui.UserErrors;

/** All about one model, with links to its page and its licence. Lives on the event thread. */
final class ModelDetails extends JEditorPane {

    private static final long serialVersionUID = 1L;
    private static final int FILES = 12;

    ModelDetails() {
        super("text/html", "");
        setEditable(false);
        putClientProperty(HONOR_DISPLAY_PROPERTIES, Boolean.TRUE);
        getAccessibleContext().setAccessibleName(Translation.of("The selected model"));
        addHyperlinkListener(event -> {
            if (event.getEventType() == HyperlinkEvent.EventType.ACTIVATED)
                browse(event.getDescription());
        });
    }

    /** Opens a page in the user's browser. */
    static void browse(final String address) {
        try {
            BrowserLauncher.openURL(address);
        } catch (final IOException e) {
            UserErrors.tell("Model Manager", List.of("No browser could be opened: the address is " + address));
        }
    }

    /** @param said what the row says of its state at the moment */
    void show(final ModelRow row, final String said, final boolean accepted) {
        final String html = html(row, said, accepted);
        if (html.equals(getClientProperty("shown")))
            return;
        putClientProperty("shown", html);
        setText(html);
        setCaretPosition(0);
    }

    void say(final String text) {
        putClientProperty("shown", text);
        setText("<html><p>" + escape(text) + "</p></html>");
    }

    static String html(final ModelRow row, final String said, final boolean accepted) {
        final StringBuilder html = new StringBuilder("<html><p><b>" + escape(row.name()) + "</b></p>");
        row.entry().filter(entry -> !entry.note().isEmpty())
                .ifPresent(entry -> html.append("<p>").append(escape(Translation.message(entry.note())))
                        .append("</p>"));
        if (row.entry().filter(entry -> !entry.runs()).isPresent())
            html.append("<p>" + Translation.of("InpaintJ cannot run it yet.") + "</p>");
        html.append("<table cellpadding=1>");
        facts(row, said, accepted).forEach((name, value) -> html.append("<tr><td valign=top nowrap>").append(name)
                .append("&nbsp;</td><td>").append(value).append("</td></tr>"));
        html.append("</table>");
        if (!row.notes().isEmpty())
            html.append("<p>").append(escape(Translation.message(row.notes())).replace("\n", "<br>"))
                    .append("</p>");
        return html.append("</html>").toString();
    }

    private static Map<String, String> facts(final ModelRow row, final String said, final boolean accepted) {
        final Map<String, String> facts = new LinkedHashMap<>();
        facts.put(Translation.of("State"), escape(said));
        facts.put(Translation.of("For"), escape(RoleNames.of(row.role()) + row.entry().map(entry -> ", "
                + Translation.choice("task", entry.task())).orElse("")
                + (row.family().isEmpty() ? "" : ", " + row.family())));
        row.entry().ifPresent(entry -> of(entry, row.bytes(), accepted, facts));
        if (row.entry().isEmpty())
            facts.put(Translation.of("Size"), row.bytes());
        row.path().ifPresent(path -> facts.put(Translation.of("Lies in"), escape(path.toString())));
        facts.values().removeIf(String::isEmpty);
        return facts;
    }

    private static void of(final CatalogueEntry entry, final String size, final boolean accepted,
            final Map<String, String> facts) {
        final int files = entry.files().size();
        facts.put(Translation.of("Name in keys"), escape(entry.id()));
        facts.put(Translation.of("Size"), (size.isEmpty() ? Translation.of("not known before the download") : size)
                + (files == 0 ? "" : files == 1 ? Translation.of(" in 1 file") : Translation.of(" in {0} files", files))
                + (entry.dtype().isEmpty() ? "" : ", " + escape(entry.dtype())));
        facts.put(Translation.of("Memory"), entry.memory() > 0 ? Translation.of("about {0} GB when it runs",
                entry.memory() == Math.rint(entry.memory()) ? String.valueOf((long) entry.memory())
                        : String.valueOf(entry.memory())) : "");
        facts.put(Translation.of("Licence"), link(entry.licence().url(), entry.licence().id())
                + (!entry.licence().accept() ? "" : accepted ? Translation.of(", accepted")
                        : Translation.of(", has to be accepted before the download")));
        facts.put(Translation.of("Page"), entry.page().isEmpty() ? "" : link(entry.page(), entry.page()));
        facts.put(Translation.of("Comes from"), entry.source().isEmpty() ? places(entry.files())
                : escape(brief(entry.source())));
        facts.put(Translation.of("Suits it"), escape(entry.settings().entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue()).sorted().collect(Collectors.joining(", "))));
    }

    /** The first address of each file. */
    private static String places(final List<CatalogueFile> files) {
        return files.stream().limit(FILES).map(file -> escape(brief(file.urls().get(0))))
                .collect(Collectors.joining("<br>")) + (files.size() > FILES ? "<br>..." : "");
    }

    /** With the beginning of a commit, which is long and has no end where a line could break. */
    private static String brief(final String address) {
        return address.replaceAll("@([0-9a-f]{8})[0-9a-f]{32}", "@$1");
    }

    private static String link(final String address, final String text) {
        return address.isEmpty() ? escape(text)
                : "<a href=\"" + escape(address).replace("\"", "&quot;") + "\">" + escape(text) + "</a>";
    }

    static String escape(final String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
