package org.inpaintj.serve.work;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.inpaintj.infotext.Infotext;
import org.inpaintj.inpaint.Provenance;
import org.inpaintj.inpaint.Versions;
import org.inpaintj.inpaint.record.PngParameters;
import org.inpaintj.inpaint.record.PngTexts;
import org.inpaintj.png.PngBytes;

/** Makes PNG files of results, with the texts that those of the command line have. */
final class ResultFile {

    private ResultFile() {}

    static byte[] of(final RgbPicture picture, final Provenance made) {
        final List<PngBytes.Text> texts = new ArrayList<>(PngTexts.of(List.of(made.json())));
        if (texts.stream().noneMatch(text -> text.keyword().equals(PngTexts.PARAMETERS)))
            texts.add(new PngBytes.Text(PngTexts.PARAMETERS, infotext(made, picture)));
        return PngBytes.of(picture.argb(), picture.width(), picture.height(), texts);
    }

    /** Of engines that follow no prompt what there is to say, since clients expect such a text. */
    static String infotext(final Provenance made, final RgbPicture picture) {
        if (made.request().containsKey("sampler"))
            return PngParameters.text(made);
        final Map<String, String> values = new LinkedHashMap<>();
        values.put("Seed", Long.toString(made.seed()));
        values.put("Size", picture.width() + "x" + picture.height());
        values.put("Engine", made.engine());
        values.put("Version", "InpaintJ " + Versions.version());
        return new Infotext("", "", values).text();
    }
}
