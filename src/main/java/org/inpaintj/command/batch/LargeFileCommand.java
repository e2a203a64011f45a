package org.inpaintj.command.batch;

import java.util.List;
import java.util.stream.Stream;

import org.inpaintj.command.ImageCommand;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.Task;
import org.inpaintj.engine.diffusion.text.PromptStyles;
import org.inpaintj.engines.Engines;
import org.inpaintj.imagej.job.JobOutlook;
import org.inpaintj.imagej.large.LargeRequest;
import org.inpaintj.job.JobWork;
import org.inpaintj.ui.offer.ModelOffers;
import org.inpaintj.ui.offer.Offer;
import org.inpaintj.ui.offer.Offers;

/** A command whose image is a file that is not opened: what its dialog asks for, offers and says before the start. */
abstract class LargeFileCommand extends ImageCommand<LargeRequest> {

    private final LargeFileLook look = new LargeFileLook();

    LargeFileCommand() {
        super(LargeRequest.keys());
    }

    @Override
    public final List<String> shown() {
        return LargeRequest.FIRST_PAGE.stream().filter(keys()::has).toList();
    }

    @Override
    public final List<String> rest(final List<String> firstPage) {
        return LargeRequest.offered(keys().keys()).stream().filter(key -> !firstPage.contains(key)).toList();
    }

    @Override
    public final List<String> choices(final String key) {
        return key.equals("engine") ? Stream.concat(Stream.of("auto"), Engines.found().available().stream()
                .filter(engine -> engine.capabilities().supports(Task.INPAINT)).map(Engine::id)).toList()
                : super.choices(key);
    }

    @Override
    public final List<Offer> offers(final String key) {
        return switch (key) {
            case "styles" -> Offers.names(PromptStyles.names(values().getOrDefault("stylebook", "")));
            case "server" -> Offers.servers(values().getOrDefault("engine", ""));
            default -> Offers.role(key).map(ModelOffers::of).orElse(List.of());
        };
    }

    @Override
    protected final String prefsKey() {
        return "inpaintj.large";
    }

    @Override
    protected final List<String> notRemembered() {
        return List.of("regions", "slice", "frame", "overwrite", "file", "output", "roi", "mask", "labels");
    }

    /** The image is a file; an open one may have what is selected. */
    @Override
    protected final boolean needsImage() {
        return false;
    }

    @Override
    protected final void imageKnown() {
        assign(LargeFileLook.proposed(outlined()));
    }

    @Override
    public final JobOutlook outlook() {
        return look.outlook(keys().parse(values()), outlined());
    }

    @Override
    public final void prepare() {
        look.check(keys().parse(values()), outlined());
    }

    @Override
    protected final void settled() {
        assign(keys().parse(values()).drawn());
    }

    /**
     * The job, with copies of what it needs of the open image.
     *
     * @throws org.inpaintj.core.InpaintException if it cannot be done
     */
    final JobWork<LargeFileWork.Written> work(final LargeRequest settings) {
        return LargeFileWork.of(title(), settings, LargeFileLook.rois(settings, outlined()), interactive());
    }
}
