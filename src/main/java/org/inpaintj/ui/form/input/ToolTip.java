package org.inpaintj.ui.form.input;

import org.inpaintj.ui.UserErrors;

/** Tool tips of more than a line. */
final class ToolTip {

    private ToolTip() {}

    static String html(final String text) {
        return "<html>" + String.join("\n", text.lines().map(UserErrors::wrap).toList()).replace("&", "&amp;")
                .replace("<", "&lt;").replace("\n", "<br>") + "</html>";
    }
}
