package org.inpaintj.engine.diffusion.control;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.model.folder.ControlNetFile;
import org.inpaintj.model.folder.DenoiserFile;
import org.inpaintj.model.folder.FileMemo;
import org.inpaintj.model.folder.FolderScan;
import org.inpaintj.model.folder.NetworkKind;
import org.inpaintj.onnx.file.OnnxModelInfo;
import org.inpaintj.onnx.file.ValueInfo;

/**
 * A ControlNet that fits a model. Immutable.
 *
 * @param source   the file or folder that the user named
 * @param file     the network
 * @param averages whether each residual is averaged over the picture ({@code global_pool_conditions}: the shuffle
 *                 model), and nothing is given to the negative prompt
 */
record ControlNet(Path source, ControlNetFile file, boolean averages) {

    /** The word in the names of files whose residuals are averaged, which nothing else tells. */
    static final String SHUFFLE = "shuffle";

    private record Wanted(Path source, int timeIds) {
    }

    private static final FileMemo<Wanted, ControlNet> KNOWN = new FileMemo<>(3);

    /**
     * The ControlNet of an ONNX file, a checkpoint, or a folder of one of them.
     *
     * @param model that it is to steer, whose denoiser takes residuals
     * @throws InpaintException if there is none, or it does not fit, naming both
     */
    static ControlNet read(final Path source, final DiffusionModel model) {
        final int timeIds = model.denoiser().timeIdCount();
        final List<Path> files = Files.isDirectory(source) ? FolderScan.files(source) : List.of(source);
        final ControlNet net = KNOWN.get(new Wanted(source, timeIds), files, () -> read(source, timeIds));
        net.check(model);
        return net;
    }

    private static ControlNet read(final Path source, final int timeIds) {
        final boolean folder = Files.isDirectory(source);
        final List<Path> files = folder ? FolderScan.files(source) : List.of(source);
        final boolean exported = files.stream().anyMatch(file -> file.toString().endsWith(".onnx"));
        if (!exported)
            return ControlNetCheckpoint.read(source, timeIds);
        final OnnxModelInfo info = folder ? network(source) : OnnxModelInfo.read(source);
        final ControlNetFile file = ControlNetFile.of(info);
        info.problems().stream().findFirst().ifPresent(problem -> {
            throw new InpaintException(problem);
        });
        return new ControlNet(source, file, source.getFileName().toString().contains(SHUFFLE));
    }

    private static OnnxModelInfo network(final Path folder) {
        final FolderScan scan = new FolderScan(folder);
        return scan.single(NetworkKind.CONTROLNET).orElseThrow(() -> new InpaintException(folder
                + " does not hold one ControlNet, but " + scan.contents() + "; give the file of a ControlNet."));
    }

    /** Whether model and ControlNet go together. */
    private void check(final DiffusionModel model) {
        final DenoiserFile.Inputs inputs = model.denoiser().inputs();
        checkFamily(source, file.contextWidth(), file.pooled().isPresent(), model);
        final List<ValueInfo> taken = inputs.residuals().all(), given = file.residuals().all();
        final List<Double> widths = model.denoiser().config().numbers("block_out_channels");
        final double width = widths.isEmpty() ? -1 : widths.get(0);
        boolean fits = taken.size() == given.size() && model.denoiser().latents() == file.channels()
                && (width <= 0 || file.width() <= 0 || width == file.width());
        for (int i = 0; fits && i < taken.size(); i++)
            fits = taken.get(i).size(1) <= 0 || given.get(i).size(1) <= 0
                    || taken.get(i).size(1) == given.get(i).size(1);
        if (!fits)
            throw new InpaintException("The ControlNet " + source + " gives " + given.size()
                    + " residuals, the first of " + file.width() + " channels, but the UNet of " + model.folder()
                    + " takes " + taken.size() + (width > 0 ? ", the first of " + (long) width : "")
                    + ": use a ControlNet that was made for " + model.family().title() + ".");
    }

    /** @throws InpaintException if a ControlNet reads texts of another width than the model, naming both families */
    static void checkFamily(final Path source, final long context, final boolean pooled, final DiffusionModel model) {
        final long wanted = model.denoiser().inputs().context().size(2);
        final boolean xl = model.denoiser().inputs().pooled().isPresent();
        if (context > 0 && wanted > 0 && context != wanted || pooled != xl)
            throw new InpaintException("The ControlNet " + source + " was made for " + family(context, pooled)
                    + ", but " + model.folder() + " is " + model.family().title()
                    + (wanted > 0 ? " with texts of " + wanted + " features" : "")
                    + ": use a ControlNet of the model's family.");
    }

    private static String family(final long context, final boolean pooled) {
        final String texts = " with texts of " + context + " features";
        return pooled ? "Stable Diffusion XL" + (context > 0 ? texts : "") : switch ((int) context) {
            case 768 -> "Stable Diffusion 1" + texts;
            case 1024 -> "Stable Diffusion 2" + texts;
            default -> "Stable Diffusion 1 or 2" + (context > 0 ? texts : "");
        };
    }
}
