package org.inpaintj.ui.form;

import java.awt.BorderLayout;
import java.awt.Button;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dimension;
import java.awt.EventQueue;
import java.awt.Font;
import java.awt.GridBagLayout;
import java.awt.Panel;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.ScrollPane;
import java.awt.event.ActionEvent;
import java.awt.event.WindowEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import javax.swing.SwingWorker;

import ij.gui.GUI;
import ij.gui.GenericDialog;
import ij.gui.HTMLDialog;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.KeyOffer;
import org.inpaintj.imagej.job.JobOutlook;
import org.inpaintj.ui.UserErrors;
import org.inpaintj.ui.form.ParameterDialog.Asker;

/**
 * A form dialog is one page of a {@link ParameterDialog}. It has the inputs for all that may be asked, of which those
 * show that mean something with what is chosen at the moment; below them the meaning of the one at hand. Higher than
 * the screen, it scrolls. Answers are read from its components, for the dialog's own methods would record them under
 * the first words of their labels.
 */
final class FormDialog extends GenericDialog {

    private static final long serialVersionUID = 1L;
    /** What a window manager and a task bar may take of the screen, px. */
    private static final int MARGIN = 60;
    /** Lines. */
    private static final int HELP = 3;
    /** px; the smallest height of what scrolls, and twice the border around it. */
    private static final int GAP = 8, LEAST = 100, BORDER = 4;
    /** Which of ImageJ's buttons leads to the second page. */
    private static final int NO = 2;

    /** How the user left it. */
    enum End { OK, MORE, CANCEL }

    /** What one dialog leaves to the next. */
    static final class Memory {
        private final RegionOutline outline;
        /** Null at first. */
        Point place;
        /** The key that has the focus when it opens; empty leaves it to the dialog. */
        String focus = "";

        /** @param outline of what a run would see */
        Memory(final RegionOutline outline) {
            this.outline = outline;
        }

        RegionOutline outline() {
            return outline;
        }
    }

    /** A heading and the inputs below it. */
    private record Heading(Component label, List<String> keys) {
    }

    /**
     * What the page shows.
     *
     * @param keys      of the inputs
     * @param elsewhere what the second page sets that one does not see here; empty if nothing
     * @param outlook   what would come of it
     * @param offer     a key that can be set by a button
     */
    private record Look(List<String> keys, String elsewhere, JobOutlook outlook, Optional<KeyOffer> offer) {
    }

    private final transient Asker command;
    private final transient Memory memory;
    private final boolean first;
    private final transient Map<String, FormField> fields = new LinkedHashMap<>();
    private final transient List<Heading> headings = new ArrayList<>();
    private final transient Map<Component, String> keyOf = new LinkedHashMap<>();
    private final WrappedText help = new WrappedText(HELP), also = new WrappedText(0), ahead = new WrappedText(0);
    private final OfferLine offer;
    private Container body;
    private ScrollPane scroll;
    /** Counts looks for what is to be shown, of which the last one counts. */
    private int looks;
    private boolean more;

    /** The first page, which follows what is chosen in it. */
    FormDialog(final Asker command, final List<String> page, final Map<String, String> values, final String message,
            final Memory memory) {
        this(command, page, values, message, memory, true);
    }

    /** The second page. */
    FormDialog(final Asker command, final List<String> page, final Map<String, String> values, final Memory memory) {
        this(command, page, values, "", memory, false);
    }

    private FormDialog(final Asker command, final List<String> page, final Map<String, String> values,
            final String message, final Memory memory, final boolean first) {
        super(ParameterDialog.title(command) + (first ? "" : ": More"));
        this.command = command;
        this.memory = memory;
        this.first = first;
        offer = new OfferLine(this);
        if (!message.isEmpty())
            addMessage(UserErrors.wrap(message));
        final FormFields made = new FormFields(this, command, values, this::changed);
        for (final FormGroup group : FormGroup.of(command.keys(), page))
            add(group, made);
        fields.values().forEach(this::explain);
        if (first)
            addMoreButton();
        addHelp("");
    }

    private void addMoreButton() {
        if (!command.rest(command.shown()).isEmpty() || command.page().size() > command.shown().size())
            enableYesNoCancel("  OK  ", ParameterDialog.MORE);
    }

    private void add(final FormGroup group, final FormFields made) {
        if (!group.title().isEmpty()) {
            setInsets(fields.isEmpty() ? 0 : 12, 0, 0);
            addMessage(group.title(), new Font(Font.SANS_SERIF, Font.BOLD, 12));
            headings.add(new Heading(getMessage(), group.keys()));
        }
        for (final List<String> row : group.rows())
            for (final String key : row) {
                if (key != row.get(0))
                    addToSameRow();
                fields.put(key, made.add(key));
            }
    }

    /** Says what an input means while the mouse is over it or it has the focus. */
    private void explain(final FormField field) {
        final FormFocus listener = new FormFocus(field.key(), this::say, this::sayOfFocus, this::focused);
        field.parts().forEach(listener::watch);
        keyOf.put(field.input(), field.key());
    }

    private void say(final String key) {
        help.set(command.label(key) + ": " + command.keys().describe(key).help() + ".");
    }

    private void focused(final String key) {
        say(key);
        if (scroll == null)
            return;
        final Component part = fields.get(key).parts().get(0);
        final int top = part.getY() - GAP, bottom = part.getY() + part.getHeight()
                + GAP, now = scroll.getScrollPosition().y,
                height = scroll.getViewportSize().height;
        if (top < now || bottom > now + height)
            scroll.setScrollPosition(0, top < now ? top : bottom - height);
    }

    private void sayOfFocus() {
        final String key = keyOf.get(getMostRecentFocusOwner());
        if (key != null)
            say(key);
    }

    /** Shows the dialog and waits for the user. */
    End ask() {
        if (memory.place != null)
            setLocation(memory.place.x, memory.place.y);
        showDialog();
        memory.place = getLocation();
        memory.focus = keyOf.getOrDefault(getMostRecentFocusOwner(), "");
        return wasOKed() ? End.OK : more ? End.MORE : End.CANCEL;
    }

    /** The texts of all inputs that show, not checked, with those that the command has for the others. */
    Map<String, String> answers() {
        final Map<String, String> answers = ParameterDialog.values(command);
        fields.values().stream().filter(FormField::shows).forEach(field -> answers.put(field.key(), field.text()));
        return answers;
    }

    /** Called by ImageJ when everything is added, before the dialog is placed and shown: moves the inputs to a pane. */
    @Override
    protected void setup() {
        final Component[] parts = getComponents();
        final Panel buttons = (Panel) parts[parts.length - 1];
        final GridBagLayout from = (GridBagLayout) getLayout(), to = new GridBagLayout();
        body = new Panel(to);
        for (int i = 0; i < parts.length - 1; i++)
            body.add(parts[i], from.getConstraints(parts[i]));
        new FormButtons(this, command, help, List.copyOf(fields.keySet())).addTo(buttons, first);
        final Panel below = new Panel(new BorderLayout(0, 4));
        final Panel lines = new Panel(new BorderLayout());
        lines.add(ahead, BorderLayout.NORTH);
        lines.add(offer, BorderLayout.CENTER);
        lines.add(also, BorderLayout.SOUTH);
        below.add(lines, BorderLayout.NORTH);
        below.add(help, BorderLayout.CENTER);
        below.add(buttons, BorderLayout.SOUTH);
        setLayout(new BorderLayout(0, GAP));
        add(body, BorderLayout.CENTER);
        add(below, BorderLayout.SOUTH);
        // components have a size only in a window
        final Dimension all = body.getPreferredSize();
        help.setWidth(all.width);
        also.setWidth(all.width);
        ahead.setWidth(all.width);
        offer.setWidth(all.width);
        if (all.height + below.getPreferredSize().height + MARGIN > screen().height) {
            scroll = new ScrollPane(ScrollPane.SCROLLBARS_AS_NEEDED);
            scroll.add(body);
            // first, so that the focus goes round from here
            add(scroll, BorderLayout.CENTER, 0);
        }
        show(look());
    }

    /** Puts what the command has into the inputs. */
    void showValues() {
        final Map<String, String> now = ParameterDialog.values(command);
        fields.forEach((key, field) -> field.set(now.get(key)));
        follow();
    }

    /** Takes what the dialog offered. */
    void accept(final KeyOffer offered) {
        command.assign(Map.of(offered.key(), offered.value()));
        if (fields.containsKey(offered.key()))
            fields.get(offered.key()).set(offered.value());
        follow();
    }

    /** What a button that sets a key says. */
    String label(final KeyOffer offered) {
        return command.label(offered.key());
    }

    /** Takes what was chosen, with what it means for other inputs, and shows what is asked for then. */
    private void changed(final String key) {
        // a pause may end when the dialog has gone
        if (!isDisplayable())
            return;
        try {
            final Map<String, String> implied = command.expand(Map.of(key, fields.get(key).text()));
            command.assign(implied);
            implied.forEach((other, text) -> {
                if (!other.equals(key) && fields.containsKey(other))
                    fields.get(other).set(text);
            });
        } catch (final InpaintException e) {
            // half typed: said when the user is done
            return;
        }
        follow();
    }

    /**
     * Shows what is asked for at the moment. That may depend on the files of a model, which are not read on the event
     * thread.
     */
    private void follow() {
        final int mine = ++looks;
        if (first)
            new SwingWorker<Look, Void>() {
                @Override
                protected Look doInBackground() {
                    return look();
                }

                @Override
                protected void done() {
                    if (mine == looks && isDisplayable())
                        take(this);
                }
            }.execute();
    }

    private void take(final SwingWorker<Look, Void> worker) {
        try {
            show(worker.get());
        } catch (final ExecutionException e) {
            UserErrors.show(getTitle(), e.getCause());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Look look() {
        if (!first)
            return new Look(List.copyOf(fields.keySet()), "", JobOutlook.NONE, Optional.empty());
        final List<String> shown = command.shown();
        final Map<String, String> now = ParameterDialog.values(command), defaults = command.defaults();
        final String set = command.rest(shown).stream()
                .filter(key -> !now.get(key).equals(defaults.getOrDefault(key, now.get(key))))
                .map(key -> command.label(key) + " " + now.get(key)).collect(Collectors.joining(", "));
        return new Look(shown, set.isEmpty() ? "" : "Also set by " + ParameterDialog.MORE + ": " + set,
                told(command::outlook, JobOutlook.NONE), told(command::offer, Optional.empty()));
    }

    /** Nothing where it cannot be done as it is now: that is said when the user is done. */
    private static <T> T told(final Supplier<T> asked, final T otherwise) {
        try {
            return asked.get();
        } catch (final InpaintException e) {
            return otherwise;
        }
    }

    private void show(final Look look) {
        fields.values().forEach(field -> field.show(look.keys.contains(field.key())));
        headings.forEach(heading -> heading.label.setVisible(heading.keys.stream().map(fields::get)
                .anyMatch(FormField::shows)));
        also.set(look.elsewhere);
        if (first) {
            ahead.set(look.outlook.line().isEmpty() ? "" : "Will be: " + look.outlook.line());
            memory.outline.show(look.outlook.region(), look.outlook.found());
            offer.show(look.offer);
        }
        fit();
    }

    /** As large as what shows, and on the screen. */
    private void fit() {
        final Rectangle screen = screen();
        if (scroll != null) {
            final Dimension all = body.getPreferredSize();
            final int rest = getPreferredSize().height - scroll.getPreferredSize().height;
            scroll.setPreferredSize(new Dimension(all.width + scroll.getVScrollbarWidth() + BORDER,
                    Math.max(LEAST, Math.min(all.height + BORDER, screen.height - MARGIN - rest))));
        }
        pack();
        if (isShowing())
            super.setLocation(new Point(getX(), Math.max(screen.y, Math.min(getY(),
                    screen.y + screen.height - getHeight()))));
    }

    private Rectangle screen() {
        return GUI.getMaxWindowBounds(this);
    }

    @Override
    public void windowOpened(final WindowEvent event) {
        final String wanted = fields.containsKey(memory.focus) ? memory.focus : "prompt";
        final FormField field = fields.get(wanted);
        if (field != null && field.shows())
            EventQueue.invokeLater(field.input()::requestFocusInWindow);
    }

    @Override
    public void actionPerformed(final ActionEvent event) {
        final Button[] buttons = getButtons();
        more = event.getSource() == buttons[NO];
        if (event.getSource() == buttons[buttons.length - 1])
            new HTMLDialog(this, getTitle() + " Help", FormHelp.html(command, fields.values().stream()
                    .filter(FormField::shows).map(FormField::key).toList(), first));
        else
            super.actionPerformed(event);
    }
}
