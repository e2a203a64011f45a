package org.inpaintj.ui;

import java.awt.EventQueue;
import java.util.Locale;
import java.util.stream.Collectors;

import ij.ImagePlus;
import ij.text.TextWindow;

import org.inpaintj.core.Progress;
import org.inpaintj.imagej.image.DisplayedImage;
import org.inpaintj.interrogate.InterrogateRequest;
import org.inpaintj.interrogate.Interrogation;
import org.inpaintj.interrogate.Interrogators;
import org.inpaintj.job.JobWork;
import org.inpaintj.language.Translation;
import org.inpaintj.segment.RgbImage;

/** Says what is in an image, as work of a job. */
public final class InterrogateWork implements JobWork<Interrogation> {

    /** The property of an image that holds what was said of it, for macros: {@code Property.get("inpaintj.prompt")}. */
    public static final String PROPERTY = "inpaintj.prompt";

    private static final int WIDTH = 620, HEIGHT = 420, MOST_TAGS = 60;

    private final ImagePlus image;
    private final RgbImage rgb;
    private final InterrogateRequest request;

    /** Takes what is shown of the image. */
    public InterrogateWork(final ImagePlus imp, final InterrogateRequest request) {
        image = imp;
        this.request = request;
        rgb = DisplayedImage.of(imp, request.area());
    }

    @Override
    public Interrogation run(final Progress progress) {
        final Interrogation said = Interrogators.interrogate(rgb, request, progress);
        said.notes().forEach(progress::note);
        image.setProp(PROPERTY, said.text());
        return said;
    }

    /** Opens a window with what was said. On any thread. */
    public static void show(final String title, final Interrogation said) {
        final String tags = said.tags().stream().limit(MOST_TAGS).map(tag -> String.format(Locale.ROOT, "%.3f  %s%s",
                tag.probability(), tag.name(), switch (tag.category()) {
                    case GENERAL, OTHER -> "";
                    case CHARACTER -> Translation.of(" (character)");
                    case RATING -> Translation.of(" (rating)");
                })).collect(Collectors.joining("\n"));
        final String text = (said.text().isEmpty() ? Translation.of("(nothing)") : UserErrors.wrap(said.text()))
                + (tags.isEmpty() ? "" : "\n \n" + tags);
        EventQueue.invokeLater(() -> new TextWindow(StatusLine.title(title), text, WIDTH, HEIGHT));
    }
}
