package org.inpaintj.ui.panel;

import java.util.function.Consumer;

import ij.ImagePlus;

import org.inpaintj.core.InpaintException;

/** Begins what the panel's settings say. */
final class PanelRun {

    private PanelRun() {}

    /**
     * Begins a run on an image; returns at once.
     *
     * @param settings nobody else changes them
     * @param image    null for none
     * @param wrong    told what is wrong, on whatever thread
     */
    static void start(final PanelCommands commands, final PanelSettings settings, final ImagePlus image,
            final Consumer<Throwable> wrong) {
        new Thread(() -> {
            try {
                final PanelOutlook ahead = PanelOutlook.soon(commands, settings, image);
                if (!ahead.ready())
                    throw new InpaintException(ahead.lacks());
                commands.starter().start(settings.mode().command(), image, ahead.keys(), wrong);
            } catch (final RuntimeException | Error e) {
                wrong.accept(e);
            }
        }, "InpaintJ panel").start();
    }
}
