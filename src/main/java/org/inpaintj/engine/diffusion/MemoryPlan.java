package org.inpaintj.engine.diffusion;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.engine.diffusion.latent.LatentCodec;
import org.inpaintj.engine.diffusion.latent.TiledVae;
import org.inpaintj.engine.diffusion.memory.MemoryEstimate;
import org.inpaintj.engine.diffusion.memory.SystemMemory;
import org.inpaintj.model.folder.NetworkFile;
import org.inpaintj.model.folder.TextEncoderFile;
import org.inpaintj.model.folder.VaeFiles;

/**
 * How much memory a run on the CPU may use and will need, told before anything is loaded. In bytes.
 *
 * @param allowed what networks and their work space may occupy
 * @param least   what the most demanding network needs alone
 * @param peak    what will be occupied at the most: networks stay loaded as long as they are allowed to
 * @param tiles   how the picture is cut where it does not fit, a full sentence each
 */
record MemoryPlan(long allowed, double least, double peak, List<String> tiles) {

    /** Of the machine's memory, without {@link org.inpaintj.engine.Request#memory()}. */
    private static final double SHARE = 0.75;
    private static final double GIGABYTE = 1 << 30;

    /** What one network needs, weights and work space. */
    private record Need(NetworkFile network, double work) {

        /** While it runs, or while it is loaded, whichever is more. */
        double most() {
            return Math.max(network.loadBytes(), kept());
        }

        double kept() {
            return network.weightBytes() + work;
        }
    }

    /** What a request allows on this machine. */
    static long budget(final double gigabytes) {
        return (long) (gigabytes > 0 ? gigabytes * GIGABYTE : SHARE * SystemMemory.total());
    }

    /** Plans a run of the model alone; parameters as in the other. */
    static MemoryPlan of(final DiffusionModel model, final long budget, final long free, final boolean encodes,
            final int batch, final HiresPass pass) {
        return of(model, budget, free, encodes, batch, List.of(), pass);
    }

    /**
     * Plans a run.
     *
     * @param budget  {@link #budget}
     * @param free    what the machine could give now, with what the engine holds already
     * @param encodes whether a picture is encoded
     * @param batch   latents in one call of the denoiser
     * @param beside  networks that run with the denoiser and see as much
     * @param pass    the only one, or one of them
     * @throws InpaintException if it does not fit, saying what would
     */
    static MemoryPlan of(final DiffusionModel model, final long budget, final long free, final boolean encodes,
            final int batch, final List<NetworkFile> beside, final HiresPass pass) {
        final long allowed = Math.min(budget, free);
        final VaeFiles vae = model.vae();
        final int width = pass.canvas().width(), height = pass.canvas().height();
        final int wide = width / vae.factor(), high = height / vae.factor();
        final Box seen = pass.seen(model);
        final List<Need> needs = new ArrayList<>();
        final List<String> tiles = new ArrayList<>();
        for (final TextEncoderFile encoder : model.encoders())
            needs.add(new Need(encoder.network(), MemoryEstimate.SMALL));
        final double work = MemoryEstimate.denoiser(model, batch, (double) seen.width() * seen.height());
        needs.add(new Need(model.denoiser().network(), work));
        beside.forEach(network -> needs.add(new Need(network, work)));
        final Optional<NetworkFile> encoder = vae.encoder().filter(e -> encodes).map(VaeFiles.Encoder::network);
        encoder.ifPresent(e -> {
            final int side = LatentCodec.encoderTile(vae, wide, high, allowed);
            needs.add(new Need(e, MemoryEstimate.encoder(vae, TiledVae.area(wide, high, side))));
            cut("encoded", wide, high, side, vae, MemoryEstimate.encoder(vae, (double) wide * high))
                    .ifPresent(tiles::add);
        });
        final int side = LatentCodec.decoderTile(vae, wide, high, allowed);
        needs.add(new Need(vae.decoder().network(), MemoryEstimate.decoder(vae, TiledVae.area(wide, high, side))));
        cut("decoded", wide, high, side, vae, MemoryEstimate.decoder(vae, (double) wide * high)).ifPresent(tiles::add);
        final double least = needs.stream().mapToDouble(Need::most).max().orElseThrow();
        final double all = needs.stream().mapToDouble(Need::kept).sum();
        if (least > allowed)
            throw new InpaintException(String.format(Locale.ROOT,
                    "%s needs about %s of memory for %d x %d px, but %s: set a smaller width and height%s.",
                    model.folder(), text(least), width, height,
                    free < budget ? "the machine has " + text(free) + " free" : "may use " + text(budget) + " (memory)",
                    free < budget ? ", or close other programs" : ", or allow it more memory"));
        return new MemoryPlan(allowed, least, Math.max(least, Math.min(all, allowed)), List.copyOf(tiles));
    }

    /** Whether networks stay loaded until the end, all of them. */
    boolean keepsAll() {
        return peak < allowed;
    }

    /** Of both, one after the other. */
    MemoryPlan and(final MemoryPlan other) {
        return new MemoryPlan(Math.min(allowed, other.allowed), Math.max(least, other.least),
                Math.max(peak, other.peak),
                Stream.concat(tiles.stream(), other.tiles.stream()).distinct().toList());
    }

    private static Optional<String> cut(final String what, final int wide, final int high, final int side,
            final VaeFiles vae, final double whole) {
        if (side >= Math.max(wide, high))
            return Optional.empty();
        return Optional.of("The image is " + what + " in " + TiledVae.starts(wide, side).length + " x "
                + TiledVae.starts(high, side).length + " overlapping tiles of " + side * vae.factor()
                + " px, for the whole would need " + text(whole) + "; their tones may differ a little.");
    }

    /** Such as "3.4 GB". */
    static String text(final double bytes) {
        return String.format(Locale.ROOT, "%.1f GB", bytes / GIGABYTE);
    }
}
