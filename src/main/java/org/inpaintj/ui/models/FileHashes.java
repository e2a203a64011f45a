package org.inpaintj.ui.models;

import java.util.List;

import org.inpaintj.model.catalogue.CatalogueEntry;
import org.inpaintj.model.catalogue.CatalogueFile;
import org.inpaintj.model.download.DownloadSettings;
import org.inpaintj.model.download.Downloader;
import org.inpaintj.model.download.HubSource;

/**
 * A list of the files of models with their digests and addresses: whoever has a network fetches them by it, and
 * <em>Import...</em> knows them by their digests on a machine that has none.
 */
final class FileHashes {

    private static final String HEAD = "SHA-256\tbytes\tfile\taddress\n";

    private FileHashes() {}

    /** Lines that end in a line feed, with tabs; nobody is asked. */
    static String of(final List<CatalogueEntry> entries) {
        final Downloader downloader = new Downloader(DownloadSettings.NORMAL);
        final StringBuilder text = new StringBuilder(HEAD);
        for (final CatalogueEntry entry : entries) {
            if (entry.files().isEmpty())
                text.append("not known\t\t").append(entry.id()).append("\t").append(entry.source()).append('\n');
            for (final CatalogueFile file : entry.files())
                text.append(file.sha256().isEmpty() ? "not known" : file.sha256()).append('\t')
                        .append(file.size() < 0 ? "" : String.valueOf(file.size())).append('\t')
                        .append(entry.id()).append('/').append(file.path()).append('\t')
                        .append(address(downloader, file)).append('\n');
        }
        return text.toString();
    }

    private static String address(final Downloader downloader, final CatalogueFile file) {
        final String url = file.urls().get(0);
        return HubSource.of(url).map(source -> downloader.at(source, file.path(), file.size(), file.sha256()).address()
                .toString()).orElse(url);
    }
}
