package org.inpaintj.ui;

import java.awt.EventQueue;
import java.util.Locale;
import java.util.stream.Collectors;

import ij.ImagePlus;
import ij.text.TextWindow;

import org.inpaintj.core.Progress;
import org.inpaintj.imagej.image.DisplayedImage;
import org.inpaintj.imagej.roi.RecentModels;
import org.inpaintj.imagej.roi.RecentModels.Kind;
import org.inpaintj.interrogate.InterrogateRequest;
import org.inpaintj.interrogate.Interrogation;
import org.inpaintj.interrogate.Interrogators;
import org.inpaintj.interrogate.TagCategory;
import org.inpaintj.job.JobListener;
import org.inpaintj.language.Translation;
import org.inpaintj.segment.RgbImage;

/** This task says what is in an image; a job does the work. */
public final class InterrogateTask {

    /** The property of an image that holds what was said of it, for macros: {@code Property.get("inpaintj.prompt")}. */
    public static final String PROPERTY = "inpaintj.prompt";

    private static final int WIDTH = 620, HEIGHT = 420, MOST_TAGS = 60;

    private final String title;
    private final ImagePlus image;
    private final RgbImage rgb;
    private final InterrogateRequest request;
    private final BackgroundTask<Interrogation> task;

    /**
     * Takes what is shown of the image, and remembers the model.
     *
     * @param command what the user chose, a label of the menu
     * @param also    told of every change of the job
     */
    public InterrogateTask(final String command, final ImagePlus imp, final InterrogateRequest request,
            final JobListener also) {
        title = command.replace("...", "") + ": " + imp.getTitle();
        image = imp;
        this.request = request;
        rgb = DisplayedImage.of(imp, request.area());
        task = new BackgroundTask<>(title, imp, this::ask, this::show, also);
        RecentModels.remember(Kind.INTERROGATOR, request.model());
    }

    /** Queues the job and returns at once; a window shows what was said. */
    public void start() {
        task.start();
    }

    /** Queues the job and waits for what is said; an interrupt cancels it. */
    public Interrogation await() {
        return kept(task.await());
    }

    private Interrogation ask(final Progress progress) {
        final Interrogation said = Interrogators.interrogate(rgb, request, progress);
        said.notes().forEach(progress::note);
        return said;
    }

    private Interrogation kept(final Interrogation said) {
        image.setProp(PROPERTY, said.text());
        return said;
    }

    private void show(final Interrogation said) {
        kept(said);
        final String tags = said.tags().stream().limit(MOST_TAGS).map(tag -> String.format(Locale.ROOT, "%.3f  %s%s",
                tag.probability(), tag.name(), kind(tag.category()))).collect(Collectors.joining("\n"));
        final String text = (said.text().isEmpty() ? Translation.of("(nothing)") : UserErrors.wrap(said.text()))
                + (tags.isEmpty() ? "" : "\n \n" + tags);
        EventQueue.invokeLater(() -> new TextWindow(StatusLine.title(title), text, WIDTH, HEIGHT));
    }

    private static String kind(final TagCategory category) {
        return switch (category) {
            case GENERAL, OTHER -> "";
            case CHARACTER -> " (" + Translation.of("character") + ")";
            case RATING -> " (" + Translation.of("rating") + ")";
        };
    }
}
