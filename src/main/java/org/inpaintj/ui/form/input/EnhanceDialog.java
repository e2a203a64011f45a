package org.inpaintj.ui.form.input;

import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.GridLayout;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.JTextField;
import javax.swing.SwingWorker;

import ij.Prefs;

import org.inpaintj.core.Csv;
import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.diffusion.text.PromptStyles;
import org.inpaintj.enhance.EnhanceKeys;
import org.inpaintj.enhance.PromptEnhancer;
import org.inpaintj.language.Translation;
import org.inpaintj.params.MacroLine;
import org.inpaintj.ui.JobsWindow;
import org.inpaintj.ui.TextLink;
import org.inpaintj.ui.WindowScale;
import org.inpaintj.ui.help.HelpKeys;

/**
 * This dialog enhances the prompt of another one: it shows what came out, to be changed, and gives it back only if the
 * user takes it. A chat model is asked when its button is pressed and never otherwise.
 */
public final class EnhanceDialog extends JDialog {

    /** Where ImageJ's preferences keep the settings of Enhance Prompt, of which this dialog knows the chat model. */
    public static final String PREFS = "inpaintj.enhance";

    private static final long serialVersionUID = 1L;
    private static final int ROWS = 8, COLUMNS = 52, GAP = 6;

    /** What was written and not used, to be offered again while the program runs; empty if nothing. */
    private static String unused = "";

    private final transient Map<String, String> around;
    private final String prompt;
    private final JComboBox<String> style = new JComboBox<>();
    private final JTextField address = new JTextField(), chat = new JTextField(), variable = new JTextField();
    private final JTextArea text = new JTextArea(ROWS, COLUMNS);
    private final JLabel status = new JLabel(" ");
    private final JButton words = new JButton(Translation.of("Add Words")),
            ask = new JButton(Translation.of("Ask Model")), use = new JButton(Translation.of("Use")),
            cancel = new JButton(Translation.of("Cancel"));
    private final TextLink again = new TextLink(0, this::typeAgain);
    /** What the dialog has written itself. */
    private String made = "";
    private String taken;
    /** Counts the questions, of which the last one counts. */
    private int asked;

    /**
     * Shows the dialog and waits for the user; on the event thread.
     *
     * @param prompt as it is typed at the moment
     * @param around the other inputs, of which the preset and the stylebook count
     * @return what the user takes; empty if nothing
     */
    static Optional<String> ask(final Window parent, final String prompt, final Map<String, String> around) {
        final EnhanceDialog dialog = new EnhanceDialog(parent, prompt, around);
        WindowScale.apply(dialog.getContentPane());
        dialog.again.setWidth(dialog.getPreferredSize().width);
        WindowScale.pack(dialog);
        dialog.setLocationRelativeTo(parent);
        dialog.setVisible(true);
        final boolean lost = dialog.taken == null && !dialog.text.getText().equals(dialog.made);
        unused = lost ? dialog.text.getText() : dialog.taken == null ? unused : "";
        return Optional.ofNullable(dialog.taken);
    }

    private void typeAgain() {
        text.setText(unused);
        again.setVisible(false);
    }

    private EnhanceDialog(final Window parent, final String prompt, final Map<String, String> around) {
        super(parent, Translation.of("Enhance Prompt"), ModalityType.APPLICATION_MODAL);
        this.prompt = prompt;
        this.around = around;
        setDefaultCloseOperation(DISPOSE_ON_CLOSE);
        Stream.concat(Stream.of(Translation.of("none")), PromptStyles.names(around.getOrDefault("stylebook", ""))
                .stream()).forEach(style::addItem);
        recall();
        text.setLineWrap(true);
        text.setWrapStyleWord(true);
        name(style, "style");
        name(address, "address");
        name(chat, "chat");
        name(variable, "key_variable");
        name(text, "enhanced");
        final JPanel inputs = new JPanel(new GridLayout(0, 2, GAP, GAP));
        row(inputs, "style", style);
        row(inputs, "address", address);
        row(inputs, "chat", chat);
        row(inputs, "key_variable", variable);
        final JPanel buttons = new JPanel();
        for (final JButton button : new JButton[] { words, ask, use, cancel })
            buttons.add(button);
        final JPanel below = new JPanel(new BorderLayout());
        again.setText(Translation.of("Type again what was typed here before and not used"));
        again.setVisible(!unused.isEmpty());
        below.add(again, BorderLayout.PAGE_START);
        below.add(status, BorderLayout.CENTER);
        below.add(buttons, BorderLayout.SOUTH);
        final JPanel all = new JPanel(new BorderLayout(GAP, GAP));
        all.setBorder(BorderFactory.createEmptyBorder(GAP, GAP, GAP, GAP));
        all.add(inputs, BorderLayout.NORTH);
        all.add(new JScrollPane(text), BorderLayout.CENTER);
        all.add(below, BorderLayout.SOUTH);
        setContentPane(all);
        listen();
        JobsWindow.onKey(getRootPane(), KeyEvent.VK_ESCAPE, this::dispose);
        HelpKeys.install(this, "Enhance Prompt...");
        addWords();
    }

    private static void name(final Component component, final String name) {
        component.setName(name);
    }

    private static void row(final JPanel inputs, final String key, final JComponent input) {
        final JLabel label = new JLabel(Translation.message(EnhanceKeys.KEYS.describe(key).label()));
        label.setToolTipText(Translation.message(EnhanceKeys.KEYS.describe(key).help()));
        label.setLabelFor(input);
        inputs.add(label);
        inputs.add(input);
    }

    private void listen() {
        style.addActionListener(event -> addWords());
        words.addActionListener(event -> addWords());
        ask.addActionListener(event -> askModel());
        cancel.addActionListener(event -> dispose());
        use.addActionListener(event -> {
            taken = text.getText().replaceAll("\\s+", " ").strip();
            dispose();
        });
    }

    private EnhanceKeys keys(final boolean model) {
        final Map<String, String> values = new LinkedHashMap<>();
        values.put("prompt", prompt);
        values.put("stylebook", around.getOrDefault("stylebook", ""));
        values.put("preset", around.getOrDefault("preset", EnhanceKeys.KEYS.defaultOf("preset")));
        final String name = String.valueOf(style.getSelectedItem());
        values.put("style", style.getSelectedIndex() <= 0 ? "" : Csv.line(List.of(name)));
        if (model)
            values.putAll(model());
        return EnhanceKeys.of(values);
    }

    private Map<String, String> model() {
        final Map<String, String> model = new LinkedHashMap<>();
        model.put("address", address.getText().strip());
        model.put("chat", chat.getText().strip());
        model.put("key_variable", variable.getText().strip());
        return model;
    }

    private void addWords() {
        asked++;
        try {
            show(PromptEnhancer.enhance(keys(false)));
        } catch (final InpaintException e) {
            status.setText(Translation.message(e.getMessage()));
        }
    }

    /** What the user has changed meanwhile can be brought back. */
    private void show(final String words) {
        if (!text.getText().equals(made)) {
            unused = text.getText();
            again.setVisible(true);
        }
        made = words;
        text.setText(made);
        status.setText(Translation.of("{0} characters; nothing is used until you press Use", made.length()));
    }

    /** Waits for the answer elsewhere. */
    private void askModel() {
        if (address.getText().isBlank()) {
            status.setText(Translation.of("Give the address of a chat model of your own, such as "
                    + "http://localhost:11434/v1."));
            return;
        }
        final int mine = ++asked;
        final EnhanceKeys keys = keys(true);
        status.setText(Translation.of("Asking {0} ...", keys.address()));
        new SwingWorker<String, Void>() {
            @Override
            protected String doInBackground() {
                return PromptEnhancer.enhance(keys);
            }

            @Override
            protected void done() {
                if (mine == asked && isDisplayable())
                    take(this);
            }
        }.execute();
    }

    private void take(final SwingWorker<String, Void> worker) {
        try {
            show(worker.get());
            remember();
        } catch (final ExecutionException e) {
            status.setText(e.getCause() instanceof InpaintException
                    ? Translation.message(e.getCause().getMessage())
                    : String.valueOf(e.getCause()));
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, String> remembered() {
        try {
            final Map<String, String> all = MacroLine.parse(Prefs.get(PREFS, ""));
            EnhanceKeys.of(all);
            return new LinkedHashMap<>(all);
        } catch (final InpaintException e) {
            // of another version
            return new LinkedHashMap<>();
        }
    }

    private void recall() {
        final Map<String, String> all = remembered();
        address.setText(all.getOrDefault("address", ""));
        chat.setText(all.getOrDefault("chat", ""));
        variable.setText(all.getOrDefault("key_variable", ""));
    }

    private void remember() {
        final Map<String, String> all = remembered();
        all.putAll(model());
        Prefs.set(PREFS, MacroLine.format(all));
    }
}
