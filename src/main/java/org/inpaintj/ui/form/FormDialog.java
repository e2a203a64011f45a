package org.inpaintj.ui.form;

import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.awt.event.KeyEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import javax.swing.BorderFactory;
import javax.swing.BoxLayout;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.KeyStroke;
import javax.swing.SwingWorker;
import javax.swing.UIManager;

import ij.gui.HTMLDialog;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.KeyOffer;
import org.inpaintj.language.Translation;
import org.inpaintj.params.Key;
import org.inpaintj.params.KeyGroup;
import org.inpaintj.ui.ModalDialogs;
import org.inpaintj.ui.ReadableColour;
import org.inpaintj.ui.TextLink;
import org.inpaintj.ui.UserErrors;
import org.inpaintj.ui.WindowScale;
import org.inpaintj.ui.WrappedText;
import org.inpaintj.ui.form.ParameterDialog.Asker;
import org.inpaintj.ui.form.input.KeyInput;
import org.inpaintj.ui.form.input.KeyInputs;
import org.inpaintj.ui.form.input.KeyWords;
import org.inpaintj.ui.help.HelpKeys;

/**
 * A form dialog is one page of a {@link ParameterDialog}. It has the inputs for all that may be asked, of which those
 * show that mean something with what is chosen at the moment; below them the meaning of the one at hand, and what is
 * wrong with it. Its name is its title in English. Higher than the screen, it scrolls. Lives on the event thread.
 */
public final class FormDialog extends JDialog {

    private static final long serialVersionUID = 1L;
    /** Lines of help, and letters in a line of a message. */
    private static final int HELP = 3, MESSAGE = 80;
    /** px at scale 1. */
    private static final int GAP = 8;

    /** How the user left it. */
    enum End { OK, MORE, CANCEL }

    /** What one dialog leaves to the next. */
    static final class Memory {
        private final RegionOutline outline;
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

    private final transient Asker command;
    private final transient Memory memory;
    private final boolean first;
    private final transient Map<String, KeyInput> inputs = new LinkedHashMap<>();
    private final WrappedText help = new WrappedText(HELP, 0), ahead = new WrappedText(0, 0);
    private final TextLink also = new TextLink(0, () -> end(End.MORE)), again = new TextLink(0, this::typeAgain);
    private final OfferLine offer = new OfferLine(offered -> KeyWords.label(source(), offered.key()), this::accept);
    private final FormLayout body = new FormLayout();
    private final JScrollPane scroll = new JScrollPane(body);
    private final transient DialogPlace place = new DialogPlace(this, scroll, body);
    private final JPanel lines = new JPanel(), below = new JPanel(new BorderLayout(0, WindowScale.px(GAP)));
    /** The key at hand; empty if none is. */
    private String told = "";
    /** Whether a text has changed since what it means was looked for. */
    private boolean stale;
    /** Counts looks for what is to be shown, of which the last one counts. */
    private int looks;
    private End end = End.CANCEL;

    /**
     * Shows the first page, which follows what is chosen in it, and waits for the user; on any thread.
     *
     * @param values  what the inputs hold, not checked
     * @param message above the inputs; may be empty
     */
    static FormDialog askFirst(final Asker command, final Map<String, String> values, final String message,
            final Memory memory) {
        final List<String> page = command.page();
        final FormLook look = FormLook.of(command);
        return ModalDialogs.show(() -> new FormDialog(command, page, values, message, memory, look, true));
    }

    /** Shows the second page, and waits; on any thread. */
    static FormDialog askRest(final Asker command, final List<String> page, final Map<String, String> values,
            final Memory memory) {
        return ModalDialogs.show(() -> new FormDialog(command, page, values, "", memory, FormLook.of(page), false));
    }

    private FormDialog(final Asker command, final List<String> page, final Map<String, String> values,
            final String message, final Memory memory, final FormLook look, final boolean first) {
        super(ModalDialogs.beside(), ModalityType.APPLICATION_MODAL);
        this.command = command;
        this.memory = memory;
        this.first = first;
        setName(name(command, first));
        final String title = Translation.message(ParameterDialog.title(command));
        setTitle(first ? title : Translation.of("{0}: More", title));
        setDefaultCloseOperation(DISPOSE_ON_CLOSE);
        if (!message.isEmpty())
            body.addLine(WrappedText.of(Translation.message(message), MESSAGE));
        for (final FormGroup group : FormGroup.of(command.keys(), page)) {
            group.keys().forEach(key -> inputs.put(key, KeyInputs.of(command, key, values.get(key), this::changed)));
            body.add(group, inputs);
        }
        body.addEnd();
        FormLayout.giveLetters(inputs.values(), FormButtons.LETTERS);
        inputs.values().forEach(this::explain);
        layOut(look.more());
        listen();
        offerTyped();
        WindowScale.apply(getContentPane());
        setTextWidth(Math.min(Math.max(body.getPreferredSize().width, below.getPreferredSize().width), place.widest()));
        show(look);
        place.find();
    }

    /** What a dialog is called, in English. */
    static String name(final Asker command, final boolean first) {
        return ParameterDialog.title(command) + (first ? "" : ": More");
    }

    private Asker source() {
        return command;
    }

    private void layOut(final boolean more) {
        lines.setLayout(new BoxLayout(lines, BoxLayout.PAGE_AXIS));
        for (final JComponent line : new JComponent[] { ahead, offer, also, again }) {
            line.setAlignmentX(Component.LEFT_ALIGNMENT);
            lines.add(line);
        }
        below.add(lines, BorderLayout.PAGE_START);
        below.add(help, BorderLayout.CENTER);
        below.add(new FormButtons(this, command, List.copyOf(inputs.values()), help::setText).panel(first, more),
                BorderLayout.PAGE_END);
        scroll.setBorder(BorderFactory.createEmptyBorder());
        final JPanel all = new JPanel(new BorderLayout(0, WindowScale.px(GAP)));
        final int border = WindowScale.px(GAP);
        all.setBorder(BorderFactory.createEmptyBorder(border, border, border, border));
        all.add(scroll, BorderLayout.CENTER);
        all.add(below, BorderLayout.PAGE_END);
        setContentPane(all);
    }

    private void listen() {
        getRootPane().registerKeyboardAction(event -> end(End.CANCEL), KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0),
                JComponent.WHEN_IN_FOCUSED_WINDOW);
        HelpKeys.install(this, ParameterDialog.title(command));
        below.addComponentListener(new ComponentAdapter() {
            @Override
            public void componentResized(final ComponentEvent event) {
                setTextWidth(below.getWidth());
            }
        });
        addWindowListener(new WindowAdapter() {
            @Override
            public void windowOpened(final WindowEvent event) {
                final KeyInput input = inputs.get(inputs.containsKey(memory.focus) ? memory.focus : "prompt");
                if (input != null && input.shows())
                    input.field().requestFocusInWindow();
            }

            @Override
            public void windowClosed(final WindowEvent event) {
                place.remember();
                memory.focus = told;
            }
        });
    }

    private void setTextWidth(final int width) {
        help.setWidth(width);
        also.setWidth(width);
        again.setWidth(width);
        ahead.setWidth(width);
        offer.setTextWidth(width);
    }

    /** Says what an input means while the mouse is over it or it has the focus. */
    private void explain(final KeyInput input) {
        final FormFocus listener = new FormFocus(input.key(), this::say, () -> say(told), this::focused);
        input.parts().forEach(listener::watch);
    }

    private void say(final String key) {
        if (!inputs.containsKey(key))
            return;
        final KeyInput input = inputs.get(key);
        help.setText(input.help());
        help.setForeground(input.wrong().isPresent() ? ReadableColour.red(help.getBackground())
                : UIManager.getColor("Label.foreground"));
    }

    private void focused(final String key) {
        if (stale && !key.equals(told))
            follow();
        told = key;
        say(key);
        body.bring(inputs.get(key).component());
    }

    void end(final End how) {
        end = how;
        dispose();
    }

    /** How the user left it. */
    End end() {
        return end;
    }

    void help() {
        new HTMLDialog(this, Translation.of("{0} Help", getTitle()), FormHelp.html(command, inputs.values().stream()
                .filter(KeyInput::shows).map(KeyInput::key).toList(), first));
    }

    /** The texts of all inputs that show, not checked, with those that the command has for the others. */
    Map<String, String> answers() {
        final Map<String, String> answers = ParameterDialog.values(command);
        inputs.values().stream().filter(KeyInput::shows).forEach(input -> answers.put(input.key(), input.text()));
        return answers;
    }

    /** Puts what the command has into the inputs. */
    void showValues() {
        final Map<String, String> now = ParameterDialog.values(command);
        inputs.forEach((key, input) -> input.set(now.get(key)));
        follow();
    }

    private void offerTyped() {
        again.setText(TypedEarlier.of(getName(), answers()).isEmpty() ? ""
                : Translation.of("Type again what was typed here before and not used"));
        again.setVisible(!again.getText().isEmpty());
    }

    /** What the command cannot take is put into its input nevertheless. */
    private void typeAgain() {
        final Map<String, String> wrong = new HashMap<>();
        TypedEarlier.of(getName(), answers()).orElse(Map.of()).forEach((key, text) -> {
            try {
                command.assign(Map.of(key, text));
            } catch (final InpaintException e) {
                wrong.put(key, text);
            }
        });
        showValues();
        wrong.forEach((key, text) -> {
            if (inputs.containsKey(key))
                inputs.get(key).set(text);
        });
        offerTyped();
        fit();
    }

    /** Has the dialog as large as what it shows. */
    private void fit() {
        // a layout that was never shown keeps the sizes of texts that were broken for another width
        lines.invalidate();
        place.fit();
    }

    /** Takes what the dialog offered. */
    private void accept(final KeyOffer offered) {
        command.assign(Map.of(offered.key(), offered.value()));
        if (inputs.containsKey(offered.key()))
            inputs.get(offered.key()).set(offered.value());
        follow();
    }

    /** Takes what was chosen, with what it means for other inputs, and shows what is asked for then. */
    private void changed(final String key) {
        // a pause may end when the dialog has gone
        if (!isDisplayable())
            return;
        if (key.equals(told))
            say(key);
        try {
            final Map<String, String> implied = command.expand(Map.of(key, inputs.get(key).text()));
            command.assign(implied);
            implied.forEach((other, text) -> {
                if (!other.equals(key) && inputs.containsKey(other))
                    inputs.get(other).set(text);
            });
        } catch (final InpaintException e) {
            // half typed: said when the user is done
            return;
        }
        stale = isFree(key);
        if (!stale)
            follow();
    }

    /** Whether a text may be long, so that what it means is looked for once all of it is typed. */
    private boolean isFree(final String key) {
        return command.keys().type(key) == String.class && command.choices(key).isEmpty()
                && command.keys().describe(key).path() == Key.Path.NONE
                && command.keys().describe(key).group() == KeyGroup.PROMPT;
    }

    /**
     * Shows what is asked for at the moment. That may depend on the files of a model, which are not read on the event
     * thread.
     */
    private void follow() {
        final int mine = ++looks;
        stale = false;
        if (first)
            new SwingWorker<FormLook, Void>() {
                @Override
                protected FormLook doInBackground() {
                    return FormLook.of(command);
                }

                @Override
                protected void done() {
                    if (mine == looks && isDisplayable())
                        take(this);
                }
            }.execute();
    }

    private void take(final SwingWorker<FormLook, Void> worker) {
        try {
            show(worker.get());
        } catch (final ExecutionException e) {
            UserErrors.show(getTitle(), e.getCause());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void show(final FormLook look) {
        inputs.values().forEach(input -> input.setShown(look.keys().contains(input.key())));
        body.showHeadings();
        also.setText(look.elsewhere());
        also.setVisible(!look.elsewhere().isEmpty());
        if (first) {
            ahead.setText(look.outlook().line().isEmpty() ? "" : Translation.of("Will be: {0}",
                    Translation.message(look.outlook().line())));
            memory.outline().show(look.outlook().region(), look.outlook().found());
            offer.show(look.offer());
        }
        fit();
    }
}
