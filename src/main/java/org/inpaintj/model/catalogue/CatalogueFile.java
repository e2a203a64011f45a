package org.inpaintj.model.catalogue;

import java.util.List;

/**
 * A file of a model.
 *
 * @param path   its place below the model's folder: a plain relative path with '/'
 * @param urls   where it is, the best first: {@code https://...}, {@code hf:owner/name[@revision]:path} or
 *               {@code modelscope:} alike; at least one
 * @param size   bytes; -1 if that is not known
 * @param sha256 its digest, 64 lower-case hexadecimal digits; empty if that is not known
 */
public record CatalogueFile(String path, List<String> urls, long size, String sha256) {

    public CatalogueFile {
        urls = List.copyOf(urls);
    }

    /** The same with what was learnt of it. */
    CatalogueFile known(final List<String> places, final long bytes, final String digest) {
        return new CatalogueFile(path, places, bytes, digest);
    }
}
