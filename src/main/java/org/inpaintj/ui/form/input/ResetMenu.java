package org.inpaintj.ui.form.input;

import java.awt.Component;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import javax.swing.JMenuItem;
import javax.swing.JPopupMenu;

import org.inpaintj.language.Translation;
import org.inpaintj.ui.WindowScale;

/** The menu of an input's right mouse button, which sets it back. */
final class ResetMenu extends JPopupMenu {

    private static final long serialVersionUID = 1L;

    private final transient BooleanSupplier changed;
    private final transient Supplier<String> normal;
    private final JMenuItem back = new JMenuItem();

    /**
     * @param changed whether there is anything to set back
     * @param normal  the default as people read it
     * @param reset   sets it back
     */
    ResetMenu(final BooleanSupplier changed, final Supplier<String> normal, final Runnable reset) {
        this.changed = changed;
        this.normal = normal;
        back.addActionListener(event -> reset.run());
        add(back);
        WindowScale.apply(this);
    }

    @Override
    public void show(final Component invoker, final int x, final int y) {
        final boolean possible = changed.getAsBoolean();
        back.setText(possible ? Translation.of("Set back to the default: {0}", normal.get())
                : Translation.of("It has its default"));
        back.setEnabled(possible);
        super.show(invoker, x, y);
    }
}
