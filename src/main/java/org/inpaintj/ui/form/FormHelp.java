package org.inpaintj.ui.form;

import java.util.List;

import org.inpaintj.language.Translation;
import org.inpaintj.ui.form.ParameterDialog.Asker;
import org.inpaintj.ui.form.input.KeyWords;

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
        final StringBuilder help = new StringBuilder("<html><h3>"
                + escape(Translation.message(ParameterDialog.title(command))) + "</h3><p>");
        if (first)
            help.append(escape(Translation.of("Defaults sets everything back, the inputs of More... included, if "
                    + "there are any: those are set less often, and what they set stands below the inputs.")))
                    .append(' ');
        help.append(escape(Translation.of("The label of a value that is not the default is bold, and the menu of the "
                + "right mouse button sets it back."))).append(' ')
                .append(escape(Translation.of("The second names are those in macros and on the command line.")))
                .append("</p><table>");
        for (final String key : keys)
            help.append("<tr><td valign=top><b>").append(escape(KeyWords.label(command, key)))
                    .append("</b><br><code>").append(key).append("</code></td><td>")
                    .append(escape(KeyWords.meaning(command, key))).append("</td></tr>");
        help.append("</table>");
        final List<FormAdvice> advice = FormAdvice.of(keys);
        if (!advice.isEmpty())
            help.append("<h3>").append(escape(Translation.of("Advice"))).append("</h3><table>");
        advice.forEach(each -> help.append("<tr><td valign=top><b>")
                .append(escape(KeyWords.label(command, each.key()))).append("</b></td><td>")
                .append(escape(Translation.message(each.text()))).append("</td></tr>"));
        if (!advice.isEmpty())
            help.append("</table><p>").append(escape(Translation.of("More in {0}.", FormAdvice.PAGE))).append("</p>");
        final List<ModelSource> sources = ModelSource.of(command.keys(), keys);
        if (!sources.isEmpty())
            help.append("<h3>").append(escape(Translation.of("Where a model comes from"))).append("</h3>");
        sources.forEach(source -> help.append("<p>").append(escape(Translation.message(source.text()))).append("</p>"));
        return help.toString();
    }

    private static String escape(final String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
