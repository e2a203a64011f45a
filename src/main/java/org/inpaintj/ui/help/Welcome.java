package org.inpaintj.ui.help;

import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.GridLayout;
import java.awt.Image;
import java.util.List;
import java.util.Map;

import javax.swing.BorderFactory;
import javax.swing.BoxLayout;
import javax.swing.ImageIcon;
import javax.swing.JCheckBox;
import javax.swing.JLabel;
import javax.swing.JPanel;

import ij.ImagePlus;
import ij.Prefs;

import org.inpaintj.imagej.image.SampleImage;
import org.inpaintj.imagej.roi.RecentModels;
import org.inpaintj.language.Translation;
import org.inpaintj.ui.Widgets;
import org.inpaintj.ui.WindowScale;
import org.inpaintj.ui.WrappedText;
import org.inpaintj.ui.run.RunStarter;

/**
 * What somebody sees who has never used InpaintJ: three things that it does, and buttons that do one at once, open the
 * sample, get a model or begin the tutorial. Shown in a window that stays open, while no image is open. On the event
 * thread.
 */
public final class Welcome extends JPanel {

    private static final long serialVersionUID = 1L;
    private static final String PLACE = "inpaintj.welcome", OVER = "over";
    /** What ImageJ's preferences have once something was run, or a model was got. */
    private static final List<String> USED = List.of("inpaint", "eraser", "image-to-image", "text-to-image", "outpaint",
            "repair", "times", "panel.all");
    /** Width of pictures and letters of texts, px at scale 1. */
    private static final int PICTURE = 150, LETTERS = 25, GAP = 6;

    private final transient RunStarter starter;
    private final JCheckBox again = new JCheckBox(Translation.of("Do not show this again"));

    /** @param starter begins what the buttons begin */
    public Welcome(final RunStarter starter) {
        super(new BorderLayout(0, WindowScale.px(GAP)));
        this.starter = starter;
        setName("welcome");
        final JPanel column = new JPanel();
        column.setLayout(new BoxLayout(column, BoxLayout.PAGE_AXIS));
        column.add(row("welcome-remove.png", Translation.of("Select what is to go, and press Remove: what is around "
                + "it grows over it. No model is needed.")));
        column.add(row("welcome-prompt.png", Translation.of("Say what should be in the selection. Fill and Replace "
                + "paint it with a model that is on your machine.")));
        column.add(row("welcome-select.png", Translation.of("Click at an object with the Select Object Tool, and the "
                + "selection fits it.")));
        add(new JLabel(Translation.of("Welcome to InpaintJ")), BorderLayout.PAGE_START);
        add(column, BorderLayout.CENTER);
        add(buttons(), BorderLayout.PAGE_END);
    }

    /** Whether to show it: to somebody who has run nothing yet, has no model, and has not said that it is enough. */
    public static boolean isDue() {
        return !Prefs.get(PLACE, "").equals(OVER) && RecentModels.paths().isEmpty()
                && USED.stream().allMatch(key -> Prefs.get("inpaintj." + key, "").isBlank());
    }

    private static JPanel row(final String picture, final String words) {
        final JPanel row = new JPanel(new BorderLayout(WindowScale.px(GAP), 0));
        row.setAlignmentX(Component.LEFT_ALIGNMENT);
        row.setBorder(BorderFactory.createEmptyBorder(0, 0, WindowScale.px(GAP), 0));
        final ImageIcon icon = new ImageIcon(HelpPages.url(picture));
        final JLabel label = new JLabel(new ImageIcon(icon.getImage().getScaledInstance(WindowScale.px(PICTURE), -1,
                Image.SCALE_SMOOTH)));
        label.getAccessibleContext().setAccessibleName(words);
        row.add(label, BorderLayout.LINE_START);
        row.add(WrappedText.of(words, LETTERS), BorderLayout.CENTER);
        return row;
    }

    private JPanel buttons() {
        final JPanel grid = new JPanel(new GridLayout(0, 2, WindowScale.px(GAP), WindowScale.px(GAP)));
        grid.add(Widgets.button(Translation.of("Try It"), 0,
                Translation.of("Open a picture and remove a tower from it"),
                this::tryIt));
        grid.add(Widgets.button(Translation.of("Open the Sample Image"), 0,
                Translation.of("The same picture, to try by yourself"), () -> SampleImage.open().show()));
        grid.add(Widgets.button(Translation.of("Get a Model..."), 0,
                Translation.of("The list of models, with their licences"),
                () -> starter.start("Model Manager...", null, Map.of())));
        grid.add(Widgets.button(Translation.of("Tutorial..."), 0, Translation.of("Six steps that go with you"),
                () -> starter.start("Tutorial...", null, Map.of())));
        again.addActionListener(event -> Prefs.set(PLACE, again.isSelected() ? OVER : ""));
        final JPanel all = new JPanel(new BorderLayout());
        all.add(grid, BorderLayout.CENTER);
        all.add(again, BorderLayout.PAGE_END);
        return all;
    }

    /** Removes the towers of the sample, as a user would who has selected them. */
    private void tryIt() {
        final ImagePlus sample = SampleImage.open();
        sample.show();
        sample.setRoi(SampleImage.towers());
        starter.start("Remove Object", sample, Map.of("seed", "1"));
    }
}
