package org.inpaintj.model.catalogue;

/**
 * Under which licence a model is given.
 *
 * @param id     its name, as an SPDX identifier where there is one
 * @param url    address of its text; empty if none is known
 * @param accept whether it binds who uses the model, or allows less than any use, so that it is shown and has to be
 *               accepted once before the download
 */
public record Licence(String id, String url, boolean accept) {

    /** The name, and in brackets where the text is. */
    @Override
    public String toString() {
        return url.isEmpty() ? id : id + " (" + url + ")";
    }
}
