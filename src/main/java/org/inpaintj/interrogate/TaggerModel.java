package org.inpaintj.interrogate;

import java.nio.file.Path;
import java.util.List;

import org.inpaintj.core.InpaintException;
import org.inpaintj.model.folder.FolderScan;
import org.inpaintj.model.folder.NetworkKind;
import org.inpaintj.onnx.file.OnnxModelInfo;
import org.inpaintj.onnx.file.ValueInfo;

/**
 * A tagger model is a WD14 tagger as SmilingWolf publishes them (wd-v1-4-*-tagger, wd-*-tagger-v3): a network with one
 * input [batch, height, width, 3] and one output [batch, tags], and selected_tags.csv beside it.
 *
 * @param network the file
 * @param table   selected_tags.csv
 * @param tags    in the order of the outputs
 * @param side    of the square that it looks at, px
 * @param notes   what the user should know about the choice of files, full sentences
 */
record TaggerModel(OnnxModelInfo network, Path table, List<Tag> tags, int side, List<String> notes)
        implements InterrogatorModel {

    /** Of the published ones, where the graph leaves it open. */
    private static final int SIDE = 448;
    private static final int MAX_SIDE = 4096;

    TaggerModel {
        tags = List.copyOf(tags);
        notes = List.copyOf(notes);
    }

    static TaggerModel read(final Path folder, final FolderScan scan) {
        final List<OnnxModelInfo> all = scan.all(NetworkKind.IMAGE_TAGGER);
        final OnnxModelInfo network = InterrogatorModel.usable(InterrogatorModel.plainest(all).orElseThrow());
        final Path table = InterrogatorModel.beside(folder, network, TagFile.NAME)
                .orElseThrow(() -> new InpaintException(folder + " holds no " + TagFile.NAME
                        + ", which names the tags; download it from where the network is from.")).resolve(TagFile.NAME);
        final List<Tag> tags = TagFile.read(table);
        final ValueInfo in = network.inputs().get(0);
        final long count = network.outputs().get(0).size(1), high = in.size(1) < 0 ? SIDE : in.size(1),
                wide = in.size(2) < 0 ? SIDE : in.size(2);
        if (count >= 0 && count != tags.size())
            throw foreign(network.file(), table, count, tags.size());
        if (high != wide || high < 1 || high > MAX_SIDE)
            throw new InpaintException(network.file() + " is no WD14 tagger: it looks at " + in + ", and no square of "
                    + "at most " + MAX_SIDE + " pixels.");
        return new TaggerModel(network, table, tags, (int) high, all.size() == 1 ? List.of()
                : List.of("Of the taggers in " + folder + ", " + folder.relativize(network.file()) + " is used."));
    }

    static InpaintException foreign(final Path network, final Path table, final long outputs, final int tags) {
        return new InpaintException(network + " gives " + outputs + " numbers, but " + table.getFileName() + " names "
                + tags + " tags; the two belong to different models, so download them again.");
    }

    @Override
    public List<Path> files() {
        return List.of(network.file(), table);
    }

    @Override
    public String title() {
        return "tagger (" + network.file().getFileName() + ")";
    }

    @Override
    public Interrogator open() {
        return new Tagger(this);
    }
}
