package org.inpaintj.ui.layer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import javax.swing.JDialog;
import javax.swing.JFrame;
import javax.swing.JOptionPane;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.ImageRoi;
import ij.plugin.frame.Recorder;

import org.inpaintj.core.InpaintException;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.layer.LayerHistory;
import org.inpaintj.language.Translation;
import org.inpaintj.params.MacroLine;
import org.inpaintj.ui.Widgets;
import org.inpaintj.ui.layer.LayerActions.Action;
import org.inpaintj.ui.layer.LayerActions.Values;
import org.inpaintj.ui.layer.LayerList.Row;

/**
 * Does with the layers that are selected in the list what the window asks for, and has the recorder write it. On the
 * event thread.
 */
final class SelectedLayers implements LayerControls.Wishes {

    private final JFrame window;
    private final LayerList list;
    /** What <em>Show All</em> shows again. */
    private final List<ImageRoi> hidden = new ArrayList<>();
    /** Null for none. */
    private ImagePlus image;

    SelectedLayers(final JFrame window, final LayerList list) {
        this.window = window;
        this.list = list;
    }

    /** Those of another image from now on; null for none. */
    void of(final ImagePlus other) {
        hidden.clear();
        image = other;
    }

    /** For what is asked of the selected layer, or of all layers. */
    void act(final Action action) {
        if (action == Action.UNDO) {
            LayerHistory.undo(image);
            record(action, 0, "");
        } else if (action == Action.REPEAT) {
            layers().forEach(layer -> {
                LayerActions.repeat(image, layer, true, job -> {}).start();
                record(action, number(layer.roi()), "");
            });
        } else
            act(action, List.of(layer()));
    }

    private void act(final Action action, final List<Layer> layers) {
        act(action, Values.NONE, "", layers);
    }

    /**
     * Does it, as one step, and records a line a layer.
     *
     * @param values  as the recorder writes them; empty if there are none
     * @param layers  in an order in which the numbers of those to come do not change, but by those before
     */
    private void act(final Action action, final Values numbers, final String values, final List<Layer> layers) {
        final List<Integer> recorded = new ArrayList<>();
        final boolean takesOff = action == Action.ACCEPT;
        for (final Layer layer : layers)
            recorded.add(number(layer.roi()) - (takesOff ? recorded.size() : 0));
        LayerActions.run(image, action, numbers, layers);
        recorded.forEach(number -> record(action, number, values));
    }

    private void record(final Action action, final int number, final String values) {
        if (IJ.recording())
            Recorder.record("run", "Layers...", Recorder.fixString("action=" + action.word()
                    + (action == Action.UNDO ? "" : " layer=" + number) + values
                    + (image == WindowManager.getCurrentImage() ? ""
                            : " " + MacroLine.format(Map.of("image", image.getTitle())))));
    }

    void hideOrShow() {
        act(layers().stream().anyMatch(Layer::visible) ? Action.HIDE : Action.SHOW, layers());
    }

    /** From the top, so that the numbers of those below stay. */
    void discard() {
        final List<Layer> some = new ArrayList<>(layers());
        Collections.reverse(some);
        act(Action.DISCARD, some);
    }

    void write() {
        final List<Layer> some = layers();
        some.forEach(Layer::checkAcceptable);
        if (WriteQuestion.agreed(window, image.getTitle()))
            act(Action.ACCEPT, some);
    }

    /** Lays the selected layer before the row that was at an index, as the list shows them. */
    void drop(final int at) {
        final int count = list.getModel().getSize(), from = list.getSelectedIndex();
        moveTo(count - (at > from ? at - 1 : at));
    }

    private void moveTo(final int number) {
        final Layer layer = layer();
        if (number == number(layer.roi()))
            return;
        act(Action.MOVE, new Values(1, number, ""), " to=" + number, List.of(layer));
        list.show(image, false);
        list.select(layer.roi());
    }

    @Override
    public void move(final int by) {
        final int to = number(layer().roi()) + by;
        if (to >= 1 && to <= list.getModel().getSize())
            moveTo(to);
    }

    @Override
    public void rename() {
        final Layer layer = layer();
        final JOptionPane asked = Widgets.localized(new JOptionPane(Translation.of("Name of the layer:"),
                JOptionPane.PLAIN_MESSAGE, JOptionPane.OK_CANCEL_OPTION));
        asked.setWantsInput(true);
        asked.setInitialSelectionValue(layer.label());
        final JDialog dialog = asked.createDialog(window, Translation.of("Rename"));
        dialog.setVisible(true);
        dialog.dispose();
        final Object typed = asked.getInputValue();
        if (typed != JOptionPane.UNINITIALIZED_VALUE)
            act(Action.RENAME, new Values(1, 0, typed.toString()), " " + MacroLine.format(Map.of("label",
                    typed.toString())), List.of(layer));
    }

    @Override
    public void selectRun() {
        final List<Layer> run = layer().candidates();
        list.setSelectedIndices(IntStream.range(0, list.getModel().getSize())
                .filter(i -> run.stream().anyMatch(l -> l.roi() == list.getModel().getElementAt(i).roi()))
                .toArray());
    }

    @Override
    public void fade(final double opacity) {
        if (list.getSelectedValue() != null)
            act(Action.OPACITY, new Values(opacity, 0, ""), " opacity=" + opacity, layers());
    }

    void hideOrShowAll() {
        final List<Layer> layers = Layer.of(image);
        final List<Layer> seen = layers.stream().filter(Layer::visible).toList();
        if (!seen.isEmpty()) {
            hidden.clear();
            seen.forEach(layer -> hidden.add(layer.roi()));
            LayerActions.run(image, Action.HIDE, layers);
            record(Action.HIDE, 0, "");
            return;
        }
        final List<Layer> again = layers.stream()
                .filter(layer -> hidden.stream().anyMatch(roi -> roi == layer.roi())).toList();
        final List<Layer> shown = again.isEmpty() ? layers : again;
        LayerActions.run(image, Action.SHOW, shown);
        shown.forEach(layer -> record(Action.SHOW, number(layer.roi()), ""));
    }

    /** Shows another candidate of the run alone. */
    void step(final int by) {
        final List<Layer> candidates = layer().candidates();
        if (candidates.size() < 2)
            return;
        int at = 0;
        while (candidates.get(at).roi() != list.getSelectedValue().roi())
            at++;
        final Layer next = candidates.get(Math.floorMod(at + by, candidates.size()));
        act(Action.ONLY, List.of(next));
        list.show(image, false);
        list.select(next.roi());
    }

    private Layer layer() {
        return layer(list.getSelectedValue());
    }

    /** Those that are selected, from the bottom to the top. */
    List<Layer> layers() {
        final List<Layer> some = new ArrayList<>(list.getSelectedValuesList().stream().map(this::layer).toList());
        Collections.reverse(some);
        return some;
    }

    /** A row outlives its layer for as long as the list was not refreshed. */
    private Layer layer(final Row row) {
        final ImageRoi roi = row.roi();
        return Layer.of(image).stream().filter(layer -> layer.roi() == roi).findFirst().orElseThrow(this::gone);
    }

    private InpaintException gone() {
        return new InpaintException("The layer is not on '" + image.getTitle() + "' any more: choose another.");
    }

    private int number(final ImageRoi roi) {
        final List<Layer> layers = Layer.of(image);
        for (int i = 0; i < layers.size(); i++)
            if (layers.get(i).roi() == roi)
                return i + 1;
        throw gone();
    }
}
