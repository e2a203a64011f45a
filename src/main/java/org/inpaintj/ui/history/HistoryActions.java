package org.inpaintj.ui.history;

import java.awt.Rectangle;
import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import java.util.List;
import java.util.Optional;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Roi;

import org.inpaintj.core.InpaintException;
import org.inpaintj.history.HistoryEntry;
import org.inpaintj.history.HistoryImage;
import org.inpaintj.history.HistoryOutcome;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.roi.RoiText;
import org.inpaintj.language.Translation;
import org.inpaintj.params.MacroLine;
import org.inpaintj.ui.layer.LayersWindow;
import org.inpaintj.ui.run.DialogOpener;
import org.inpaintj.ui.run.RunStarter;

/**
 * What can be done with a run. Each method says what it has done in a sentence, or throws an {@link InpaintException}
 * with one that says why it cannot. On the event thread.
 */
final class HistoryActions {

    private final RunStarter starter;
    private final DialogOpener dialogs;
    private final RunRecorder recorder;

    HistoryActions(final RunStarter starter, final DialogOpener dialogs, final RunRecorder recorder) {
        this.starter = starter;
        this.dialogs = dialogs;
        this.recorder = recorder;
    }

    String use(final HistoryEntry entry) {
        dialogs.ask(entry.command(), entry.keys());
        return entry.leftOut().isEmpty() ? Translation.of("{0} has the settings of the run.", name(entry))
                : Translation.of("{0} has the settings of the run, but for what the history has left out: {1}.",
                        name(entry), String.join(", ", entry.leftOut()));
    }

    /** With the selection of the image, else with that of the run. */
    String runAgain(final HistoryEntry entry) {
        checkWhole(entry);
        if (!entry.image().isThere()) {
            starter.start(entry.command(), null, entry.keys());
            return Translation.of("{0} runs again.", name(entry));
        }
        final ImagePlus image = WindowManager.getCurrentImage();
        if (image == null)
            throw new InpaintException(Translation.of("No image is open: open the one to run it on."));
        final String with = selection(entry, image);
        starter.start(entry.command(), image, entry.keys());
        return Translation.of("{0} runs again on '{1}', {2}.", name(entry), image.getTitle(), with);
    }

    /** What is selected for it, in words. */
    private static String selection(final HistoryEntry entry, final ImagePlus image) {
        if (image.getRoi() != null)
            return Translation.of("with the selection that is there, {0}", box(image.getRoi()));
        if (entry.selection().isEmpty())
            return Translation.of("without a selection");
        final Roi roi = RoiText.roi(entry.selection());
        if (!new Rectangle(image.getWidth(), image.getHeight()).contains(roi.getBounds()))
            throw new InpaintException(Translation.of("Nothing is selected in '{0}', and the selection of the run, "
                    + "{1}, does not fit into it: select something.", image.getTitle(), box(roi)));
        image.setRoi(roi);
        return Translation.of("with the selection of the run, {0}", box(roi));
    }

    private static String box(final Roi roi) {
        final Rectangle at = roi.getBounds();
        return Translation.of("{0} x {1} px at {2}, {3}", at.width, at.height, at.x, at.y);
    }

    private static void checkWhole(final HistoryEntry entry) {
        if (!entry.leftOut().isEmpty())
            throw new InpaintException(Translation.of("The history has left out values of the run ({0}), so it "
                    + "cannot be made again as it was: Use These Settings opens the dialog, where you can give them.",
                    String.join(", ", entry.leftOut())));
    }

    String copy(final List<HistoryEntry> oldestFirst) {
        oldestFirst.forEach(HistoryActions::checkWhole);
        final String text = String.join("", oldestFirst.stream().map(HistoryActions::macro).toList());
        Toolkit.getDefaultToolkit().getSystemClipboard().setContents(new StringSelection(text), null);
        return oldestFirst.size() == 1
                ? Translation.of("The macro is copied: it selects the same in the current image, and does the same.")
                : Translation.of("The macro of {0} runs is copied, the oldest first.", oldestFirst.size());
    }

    /** Lines that do it again on the current image, with the same selection at the same place of a stack. */
    static String macro(final HistoryEntry entry) {
        final HistoryImage image = entry.image();
        final StringBuilder lines = new StringBuilder();
        if (image.planes() > 1)
            lines.append("Stack.setPosition(").append(image.channel()).append(", ").append(image.slice()).append(", ")
                    .append(image.frame()).append(");\n");
        if (!entry.selection().isEmpty())
            lines.append(RoiText.macro(entry.selection())).append('\n');
        else if (image.isThere())
            lines.append("run(\"Select None\");\n");
        return lines.append("run(\"").append(quoted(entry.command())).append("\", \"")
                .append(quoted(MacroLine.format(entry.keys()))).append("\");\n").toString();
    }

    private static String quoted(final String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t");
    }

    /** Why there is nothing of a run to be revealed; empty if there may be. */
    Optional<String> nothing(final HistoryEntry entry) {
        final HistoryOutcome outcome = entry.outcome();
        if (!outcome.layers().isEmpty() || recorder.made(entry.id()).isPresent())
            return Optional.empty();
        if (recorder.isLive(entry.id()))
            return Optional.of(Translation.of("The run goes on, and has brought nothing so far."));
        final String folder = entry.keys().getOrDefault("results", "");
        if (!folder.isEmpty())
            return Optional.of(Translation.of("The results of the run are files, in {0}.", folder));
        return Optional.of(outcome.state() == HistoryOutcome.State.DONE && !outcome.message().isEmpty()
                ? Translation.of("The run has brought words and no layer: they stand below the list.")
                : Translation.of("The run has left no layer, or the image that it made is closed."));
    }

    /** Brings the image to the front and selects the layer in its list. */
    String reveal(final HistoryEntry entry) {
        final Optional<ImagePlus> made = recorder.made(entry.id());
        if (made.isPresent()) {
            IJ.selectWindow(made.get().getID());
            return Translation.of("The run made '{0}'.", made.get().getTitle());
        }
        nothing(entry).ifPresent(why -> {
            throw new InpaintException(why);
        });
        final int[] ids = WindowManager.getIDList();
        for (int i = entry.outcome().layers().size() - 1; i >= 0; i--)
            for (int k = 0; ids != null && k < ids.length; k++) {
                final ImagePlus image = WindowManager.getImage(ids[k]);
                final Optional<Layer> layer = find(image, entry.outcome().layers().get(i));
                if (layer.isPresent())
                    return show(image, layer.get());
            }
        throw new InpaintException(Translation.of("The layer of the run is in no open image: it was discarded or "
                + "written into the image, or the image is closed."));
    }

    private static String show(final ImagePlus image, final Layer layer) {
        IJ.selectWindow(image.getID());
        layer.position().show(image);
        LayersWindow.open(image, layer);
        return layer.visible() ? Translation.of("The layer is selected in the list of layers of '{0}'.",
                image.getTitle())
                : Translation.of("The layer is selected in the list of layers of '{0}'; it is hidden.",
                        image.getTitle());
    }

    private static Optional<Layer> find(final ImagePlus image, final String digest) {
        if (image == null || Layer.of(image).stream().noneMatch(layer -> is(layer, digest)))
            return Optional.empty();
        // the list does so when it opens, and then has other elements
        Layer.revive(image);
        return Layer.of(image).stream().filter(layer -> is(layer, digest)).findFirst();
    }

    private static boolean is(final Layer layer, final String digest) {
        try {
            return layer.provenance().patchSha256().equals(digest);
        } catch (final InpaintException e) {
            // a damaged one
            return false;
        }
    }

    private static String name(final HistoryEntry entry) {
        return entry.command().replace("...", "");
    }
}
