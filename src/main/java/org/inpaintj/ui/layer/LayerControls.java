package org.inpaintj.ui.layer;

import java.awt.BorderLayout;
import java.awt.FlowLayout;
import java.awt.event.KeyEvent;
import java.util.List;
import java.util.function.Consumer;

import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JSlider;

import org.inpaintj.language.Translation;
import org.inpaintj.ui.Widgets;
import org.inpaintj.ui.layer.LayerList.Row;

/** What orders, names and fades the layers that are selected in the list. On the event thread. */
final class LayerControls extends JPanel {

    private static final long serialVersionUID = 1L;
    private static final int GAP = 6, PERCENT = 100;

    private final JSlider opacity = new JSlider(1, PERCENT, PERCENT);
    private final JLabel share = new JLabel();
    private final JButton up, down, rename, run;
    /** Whether the slider is being set by the program. */
    private boolean setting;

    /** What the controls ask for. */
    interface Wishes {

        /** @param by 1 is one up */
        void move(int by);

        void rename();

        void selectRun();

        /** @param opacity above 0, up to 1 */
        void fade(double opacity);
    }

    LayerControls(final Wishes wishes, final Consumer<Runnable> perform) {
        super(new BorderLayout(GAP, 0));
        setBorder(BorderFactory.createEmptyBorder(GAP, GAP, 0, GAP));
        up = Widgets.button(Translation.of("Up"), 0,
                Translation.of("Lay it above the next layer (Alt+Up in the list, or drag it)"),
                () -> perform.accept(() -> wishes.move(1)));
        down = Widgets.button(Translation.of("Down"), 0,
                Translation.of("Lay it below the next layer (Alt+Down in the list, or drag it)"),
                () -> perform.accept(() -> wishes.move(-1)));
        rename = Widgets.button(Translation.of("Rename..."), KeyEvent.VK_M,
                Translation.of("Give it a name of your own (F2 in the list)"),
                () -> perform.accept(wishes::rename));
        run = Widgets.button(Translation.of("Select Run"), KeyEvent.VK_S,
                Translation.of("Select all layers of the same run (Ctrl+G in the list)"),
                () -> perform.accept(wishes::selectRun));
        final JPanel buttons = new JPanel(new FlowLayout(FlowLayout.LEADING, GAP, 0));
        List.of(up, down, rename, run).forEach(buttons::add);
        final JPanel fading = new JPanel(new BorderLayout(GAP, 0));
        final JLabel label = new JLabel(Translation.of("Opacity"));
        label.setDisplayedMnemonic(KeyEvent.VK_P);
        label.setLabelFor(opacity);
        final String help = Translation.of("How much of the layer is seen, and written into the image");
        opacity.setToolTipText(help);
        label.setToolTipText(help);
        opacity.addChangeListener(event -> {
            say();
            if (!setting && !opacity.getValueIsAdjusting())
                perform.accept(() -> wishes.fade(opacity.getValue() / (double) PERCENT));
        });
        fading.add(label, BorderLayout.WEST);
        fading.add(opacity, BorderLayout.CENTER);
        fading.add(share, BorderLayout.EAST);
        Widgets.makeRoom(share, "100 %");
        add(fading, BorderLayout.NORTH);
        add(buttons, BorderLayout.SOUTH);
        show(List.of(), 0, false);
    }

    private void say() {
        share.setText(opacity.getValue() + " %");
    }

    /**
     * Follows the list.
     *
     * @param selected its rows
     * @param count    of all rows
     * @param ofRun    whether the run has other layers
     */
    void show(final List<Row> selected, final int count, final boolean ofRun) {
        final boolean one = selected.size() == 1;
        up.setEnabled(one && selected.get(0).number() < count);
        down.setEnabled(one && selected.get(0).number() > 1);
        rename.setEnabled(one);
        run.setEnabled(ofRun);
        opacity.setEnabled(!selected.isEmpty());
        if (selected.isEmpty() || opacity.getValueIsAdjusting())
            return;
        setting = true;
        opacity.setValue((int) Math.round(selected.get(0).layer().opacity() * PERCENT));
        setting = false;
        say();
    }
}
