package org.inpaintj.ij1;

import java.awt.Checkbox;
import java.awt.TextField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.inpaintj.engine.InpaintException;
import org.inpaintj.engine.MacroLine;
import org.inpaintj.engine.Vocabulary;
import org.inpaintj.image.KnownModels;
import org.inpaintj.image.KnownModels.Kind;
import org.inpaintj.segment.Segmenters;
import org.inpaintj.segment.SelectionRequest;

import ij.IJ;
import ij.Prefs;
import ij.gui.GenericDialog;

/** The options of the Select Object Tool, which it shares with Refine Selection..., and their dialog. */
final class ToolSettings {

    static final String WHERE_MODELS_COME_FROM = "Pointing at objects needs a Segment Anything model that was "
            + "exported to ONNX:\na folder with its encoder and its decoder. InpaintJ downloads none;\nthe section 'Point at it' "
            + "of its README says where they come from.";

    private static final String MEMORY = "inpaintj.refine";
    private static final List<String> SHOWN = List.of("model", "fill_holes", "islands", "smooth", "grow");
    private static final int NUMBER = 8, TEXT = 36;

    /** As they are now; the model is the one used last, by whichever command. */
    SelectionRequest request() {
        final String model = KnownModels.paths(Kind.SEGMENTER).stream().findFirst().orElse("");
        return remembered().with("model", model);
    }

    private static SelectionRequest remembered() {
        try {
            return SelectionRequest.of(MacroLine.parse(Prefs.get(MEMORY, "")));
        } catch (final InpaintException e) {
            IJ.log(SelectObjectTool.NAME + " starts from its defaults, the settings of last time are of another "
                    + "version: " + e.getMessage());
            Prefs.set(MEMORY, "");
            return SelectionRequest.of(Map.of());
        }
    }

    boolean hasModel() {
        return !request().model().isBlank();
    }

    /**
     * Asks for them until they are valid, and remembers them.
     *
     * @param message shown first, lines separated by newlines; may be empty
     * @return false if the user gave up
     */
    boolean ask(final String message) {
        final Vocabulary<SelectionRequest> keys = SelectionRequest.KEYS;
        Map<String, String> texts = keys.texts(request());
        while (true) {
            final Map<String, String> answers = show(message, texts);
            if (answers.isEmpty())
                return false;
            texts = answers;
            try {
                final SelectionRequest asked = keys.with(request(), answers);
                Segmenters.model(asked.model());
                KnownModels.remember(Kind.SEGMENTER, asked.model());
                Prefs.set(MEMORY, asked.macro());
                return true;
            } catch (final InpaintException e) {
                IJ.showMessage(SelectObjectTool.NAME, e.getMessage());
            }
        }
    }

    /** The texts of the keys shown, not checked; none if the user cancelled. */
    private static Map<String, String> show(final String message, final Map<String, String> texts) {
        final GenericDialog dialog = new GenericDialog(SelectObjectTool.NAME);
        if (!message.isEmpty())
            dialog.addMessage(message);
        for (final String key : SHOWN) {
            final String label = SelectionRequest.KEYS.describe(key).label();
            final Class<?> type = SelectionRequest.KEYS.type(key);
            if (type == boolean.class)
                dialog.addCheckbox(label, Boolean.parseBoolean(texts.get(key)));
            else if (type == String.class)
                dialog.addDirectoryField(label, texts.get(key), TEXT);
            else {
                dialog.addNumericField(label, 0, 0, NUMBER, "");
                final List<?> numbers = dialog.getNumericFields();
                ((TextField) numbers.get(numbers.size() - 1)).setText(texts.get(key));
            }
        }
        dialog.showDialog();
        if (dialog.wasCanceled())
            return Map.of();
        final List<String> numbers = texts(dialog.getNumericFields()), paths = texts(dialog.getStringFields());
        final Map<String, String> answers = new LinkedHashMap<>();
        for (final String key : SHOWN) {
            final Class<?> type = SelectionRequest.KEYS.type(key);
            answers.put(key, type == boolean.class
                    ? String.valueOf(((Checkbox) dialog.getCheckboxes().get(0)).getState())
                    : (type == String.class ? paths : numbers).remove(0));
        }
        return answers;
    }

    private static List<String> texts(final List<?> fields) {
        final List<String> texts = new ArrayList<>();
        fields.forEach(field -> texts.add(((TextField) field).getText().trim()));
        return texts;
    }
}
