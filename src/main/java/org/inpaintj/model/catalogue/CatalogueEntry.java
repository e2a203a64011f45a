package org.inpaintj.model.catalogue;

import java.util.List;
import java.util.Map;

/**
 * A model that is known by name.
 *
 * @param id       what keys and the command line call it: letters a to z, digits, '.' and '-'
 * @param title    for lists
 * @param role     what it is for
 * @param task     what it is made for, such as {@code inpaint}, {@code text-to-image}, {@code erase}, {@code upscale}
 * @param family   of networks, such as {@code sd15}, {@code sdxl}, {@code lama}, {@code sam2}
 * @param licence  under which it is given
 * @param revision the version of its repository that the files are of; empty if none is fixed
 * @param files    at least one, unless {@code source} says where they are listed
 * @param source   {@code hf:owner/name[@revision][:glob]} of a repository whose files are listed by its hub at the
 *                 first download and known from then on; empty if {@code files} has them
 * @param dtype    the numbers of its weights, such as {@code fp16}; empty if that is not known
 * @param settings keys and values that suit it
 * @param memory   what it needs when it runs, in GB, as far as is known; 0 if it is not
 * @param note     what else is to be known, a full sentence or more; empty if nothing
 * @param page     address of its page; empty if there is none
 * @param opens    the path of the file that a key gets; empty for the file of a model of one, else the folder
 * @param runs     whether this program can run it, or only keep it for one that can
 */
public record CatalogueEntry(String id, String title, ModelRole role, String task, String family, Licence licence,
        String revision, List<CatalogueFile> files, String source, String dtype, Map<String, String> settings,
        double memory, String note, String page, String opens, boolean runs) {

    public CatalogueEntry {
        files = List.copyOf(files);
        settings = Map.copyOf(settings);
    }

    /** Bytes of all files; -1 if that is not known. */
    public long size() {
        return files.isEmpty() || files.stream().anyMatch(each -> each.size() < 0) ? -1
                : files.stream().mapToLong(CatalogueFile::size).sum();
    }

    /** Bytes of those files whose size is known. */
    public long knownSize() {
        return files.stream().mapToLong(each -> Math.max(0, each.size())).sum();
    }

    /** The same with other files. */
    CatalogueEntry withFiles(final List<CatalogueFile> others) {
        return new CatalogueEntry(id, title, role, task, family, licence, revision, others, source, dtype, settings,
                memory, note, page, opens, runs);
    }
}
