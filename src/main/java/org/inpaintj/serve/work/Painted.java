package org.inpaintj.serve.work;

import java.util.List;

import org.inpaintj.engine.Request;
import org.inpaintj.inpaint.Provenance;

/**
 * What was painted.
 *
 * @param pictures fewer than asked for if a client had it interrupted
 * @param notes    what the client should know, full sentences
 */
public record Painted(List<Picture> pictures, List<String> notes) {

    public Painted {
        pictures = List.copyOf(pictures);
        notes = List.copyOf(notes);
    }

    /**
     * One result.
     *
     * @param picture at the size that was asked for
     * @param request as it was resolved
     * @param made    its record
     */
    public record Picture(RgbPicture picture, Request request, Provenance made) {

        /** As a PNG file with its record, and the text that the WebUI writes into its own. */
        public byte[] png() {
            return ResultFile.of(picture, made);
        }

        /** That text. */
        public String infotext() {
            return ResultFile.infotext(made, picture);
        }
    }
}
