package org.inpaintj.command.batch;

import java.awt.EventQueue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import ij.gui.Roi;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.imagej.large.LargeFiles;
import org.inpaintj.imagej.large.LargeJob;
import org.inpaintj.imagej.large.LargeRequest;
import org.inpaintj.imagej.large.VirtualImages;
import org.inpaintj.inpaint.large.LargeInpainter;
import org.inpaintj.inpaint.large.LargeJournal;
import org.inpaintj.job.JobWork;
import org.inpaintj.language.Translation;
import org.inpaintj.ui.ModalDialogs;
import org.inpaintj.ui.UserErrors;

/** The work on a file that is not opened, and what is said when it has ended. */
final class LargeFileWork {

    private LargeFileWork() {}

    /**
     * What was done.
     *
     * @param out      the result
     * @param sentence which says so
     * @param opens    whether ImageJ can show it as a virtual stack
     */
    record Written(Path out, String sentence, boolean opens) {

        /** What the history keeps. */
        @Override
        public String toString() {
            return sentence;
        }

        /** Tells a user, and offers to open it if ImageJ can without reading all; returns at once. */
        void tell(final String title) {
            EventQueue.invokeLater(() -> {
                final String name = Translation.message(title.replace("...", "")), text = Translation.message(sentence);
                if (!opens)
                    ModalDialogs.tell(name, text);
                else if (ModalDialogs.confirm(name, text, Translation.of("Open as Virtual Stack"),
                        Translation.of("Close")))
                    new Thread(() -> open(title, out), "InpaintJ virtual stack").start();
            });
        }
    }

    /**
     * What the job does.
     *
     * @param rois  the selections that are meant, if any
     * @param shown whether a user is told at once that it was cancelled
     * @throws InpaintException if it cannot be done, before anything is begun
     */
    static JobWork<Written> of(final String title, final LargeRequest settings, final List<Roi> rois,
            final boolean shown) {
        final LargeJob job = settings.job(rois);
        final Path out = settings.out();
        LargeFiles.checkFree(settings.in(), settings.read(), out, settings.large().overwrite());
        return progress -> {
            try {
                final LargeInpainter.Done done = job.run(out, progress);
                done.notes().forEach(progress::note);
                return new Written(out, "Wrote '" + out + "' (regions: " + done.regions() + ", engine "
                        + done.first().engine() + ").", VirtualImages.canOpen(out));
            } catch (final CancelledException e) {
                if (shown)
                    UserErrors.tell(title, cancelled(out));
                throw e;
            }
        };
    }

    private static List<String> cancelled(final Path out) {
        final List<String> notes = new ArrayList<>(List.of("It was cancelled: nothing was written to '" + out + "'."));
        if (Files.exists(LargeJournal.of(out)))
            notes.add("The regions that are done are kept beside it: the same command goes on from there.");
        return notes;
    }

    private static void open(final String title, final Path file) {
        try {
            VirtualImages.open(file).show();
        } catch (final RuntimeException e) {
            UserErrors.show(title, e);
        }
    }
}
