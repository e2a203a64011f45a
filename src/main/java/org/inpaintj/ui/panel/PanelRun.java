package org.inpaintj.ui.panel;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import ij.ImagePlus;

import org.inpaintj.core.InpaintException;
import org.inpaintj.language.Translation;
import org.inpaintj.params.Parameters;

/** Begins what the panel's settings say, and asks for more of them. */
final class PanelRun {

    private PanelRun() {}

    /**
     * What the dialog with all settings was answered.
     *
     * @param given   all its inputs
     * @param offered those that meant something when it opened
     * @param known   with the defaults
     */
    record Answers(Map<String, String> given, Set<String> offered, Parameters<?> known) {
    }

    /**
     * Shows the dialog that has every key, with what is set, and waits for the user; not on the event thread.
     *
     * @param settings nobody else changes them
     * @param image    null for none
     * @return empty if the user gave up
     * @throws InpaintException if a setting is wrong: the dialog would open without all the others, and lose them
     */
    static Optional<Answers> ask(final PanelCommands commands, final PanelSettings settings, final ImagePlus image) {
        final PanelOutlook ahead = PanelOutlook.soon(commands, settings, image);
        if (ahead.offered().isEmpty())
            throw new InpaintException(ahead.lacks());
        final String asked = settings.mode().asked();
        return commands.ask(asked, image, ahead.keys(), Translation.of("OK takes these settings into the InpaintJ "
                + "Panel, where Generate paints with them.")).map(given -> new Answers(given, ahead.offered(),
                        commands.asker(asked, null).keys()));
    }

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
