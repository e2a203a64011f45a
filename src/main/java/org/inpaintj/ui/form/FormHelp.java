package org.inpaintj.ui.form;

import java.util.List;

import org.inpaintj.params.Key;
import org.inpaintj.ui.form.ParameterDialog.Asker;

/**
 * The button Help of a {@link ParameterDialog} shows this text: every input of the page, advice, and where models come
 * from.
 */
final class FormHelp {

    private FormHelp() {}

    /**
     * A page of HTML.
     *
     * @param keys  the inputs that show
     * @param first whether it is the first page
     */
    static String html(final Asker command, final List<String> keys, final boolean first) {
        final StringBuilder help = new StringBuilder("<html><h3>" + escape(ParameterDialog.title(command)) + "</h3>");
        if (first)
            help.append("<p><b>").append(ParameterDialog.DEFAULTS)
                    .append("</b> sets everything back, the inputs of <b>")
                    .append(ParameterDialog.MORE).append("</b> included, if there are any: those are set less often, "
                            + "and what they set stands below the inputs. ");
        else
            help.append("<p>");
        help.append("Words in <code>this type</code> are the names in macros and on the command line.</p><table>");
        for (final String key : keys) {
            final Key described = command.keys().describe(key);
            help.append("<tr><td valign=top><b>").append(escape(command.label(key))).append("</b><br><code>")
                    .append(key)
                    .append("</code></td><td>").append(escape(described.help())).append("</td></tr>");
        }
        help.append("</table>");
        final List<FormAdvice> advice = FormAdvice.of(keys);
        if (!advice.isEmpty())
            help.append("<h3>Advice</h3><table>");
        advice.forEach(each -> help.append("<tr><td valign=top><b>").append(escape(command.label(each.key())))
                .append("</b></td><td>").append(escape(each.text())).append("</td></tr>"));
        if (!advice.isEmpty())
            help.append("</table><p>More in ").append(FormAdvice.PAGE).append(".</p>");
        final List<ModelSource> sources = ModelSource.of(command.keys(), keys);
        if (!sources.isEmpty())
            help.append("<h3>Where a model comes from</h3>");
        sources.forEach(source -> help.append("<p>").append(escape(source.text())).append("</p>"));
        return help.toString();
    }

    private static String escape(final String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
