package org.inpaintj.model.download;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;

/**
 * Fetches files into folders. A file has its name only once it is whole and its size and digest are right; until then
 * it is {@code NAME.part}, which the next try goes on with, whoever makes it and why ever the last one ended. Nothing
 * is asked of a server for a file that is there already, here or in the cache of Hugging Face's own programs.
 * Thread-safe.
 */
public final class Downloader {

    private final DownloadSettings settings;
    private final Web web;
    private final HubCache cache;

    public Downloader() {
        this(DownloadSettings.NORMAL);
    }

    public Downloader(final DownloadSettings settings) {
        this.settings = settings;
        web = new Web(settings);
        cache = new HubCache(settings);
    }

    DownloadSettings settings() {
        return settings;
    }

    Web web() {
        return web;
    }

    /**
     * Fetches files, the smallest first.
     *
     * @param folder   below which each gets its name; made if need be
     * @param progress told the share of the bytes and how far each file is
     * @return where they are, in the order in which they were given
     * @throws InpaintException   if one cannot be had; those before it are there
     * @throws CancelledException once the user has asked to stop; what has come stays as a part
     * @throws IOException        if the folder cannot be made or read
     */
    public List<Path> fetch(final List<RemoteFile> files, final Path folder, final Progress progress)
            throws IOException {
        return fetchAny(files.stream().map(List::of).toList(), folder, progress);
    }

    /**
     * The same of files that are in several places.
     *
     * @param files of each the places that it may come from, the best first, all of one name: the next is asked where
     *              one does not give it, which is said as a note
     */
    public List<Path> fetchAny(final List<List<RemoteFile>> files, final Path folder, final Progress progress)
            throws IOException {
        final Set<String> names = new HashSet<>();
        for (final List<RemoteFile> places : files) {
            final RemoteFile each = places.get(0);
            if (!names.add(each.name().toLowerCase(Locale.ROOT)))
                throw new InpaintException("The file name '" + each.name() + "' occurs twice: fetch one of them.");
            if (isPickle(each.name()) && !settings.pickle())
                throw new InpaintException("'" + each.name() + "' is a pickle file, which could run programs where "
                        + "Python reads it, and is not fetched unless asked for: look for a .safetensors file.");
        }
        final DownloadProgress shown = new DownloadProgress(progress, files.stream().map(each -> each.get(0)).toList());
        final Comparator<List<RemoteFile>> size = Comparator.comparingLong(
                each -> each.get(0).bytes() < 0 ? Long.MAX_VALUE : each.get(0).bytes());
        for (final List<RemoteFile> each : files.stream().sorted(size).toList()) {
            fetchFirst(each, folder, shown);
            shown.finished(each.get(0));
        }
        return files.stream().map(each -> folder.resolve(each.get(0).name())).toList();
    }

    private void fetchFirst(final List<RemoteFile> places, final Path folder, final DownloadProgress shown)
            throws IOException {
        for (int i = 0; i < places.size(); i++)
            try {
                fetch(places.get(i), folder.resolve(places.get(i).name()), shown);
                return;
            } catch (final NoRoomException e) {
                throw e;
            } catch (final InpaintException e) {
                if (i == places.size() - 1)
                    throw e;
                shown.progress().note(e.getMessage() + " Now '" + places.get(i + 1).address().getHost()
                        + "' is asked.");
            }
    }

    /**
     * Looks whether a disk has room.
     *
     * @param folder that is there
     * @param what   is to be written, the beginning of a sentence
     * @throws InpaintException if it has less room than that and what must stay free
     */
    public void checkSpace(final Path folder, final String what, final long bytes) throws IOException {
        try {
            FreeSpace.check(settings, folder.resolve("any"), what, bytes);
        } catch (final DiskFailure e) {
            throw e.sentence(folder);
        }
    }

    /** The addresses of a file of a repository, without asking its hub. */
    public RemoteFile at(final HubSource source, final String name, final long bytes, final String sha256) {
        return new RemoteFile(source.address(settings), name, bytes, sha256);
    }

    /** Whether Python would run what such a file tells it to. */
    public static boolean isPickle(final String name) {
        return name.matches("(?i).*\\.(ckpt|pt|pth|pt2|bin|pkl|pickle)");
    }

    private void fetch(final RemoteFile file, final Path target, final DownloadProgress shown) throws IOException {
        final Progress progress = shown.progress();
        progress.check();
        if (Files.isDirectory(target))
            throw new InpaintException("'" + target + "' is a folder: move it away, or choose another folder.");
        if (file.fits(target, progress))
            return;
        Files.createDirectories(target.toAbsolutePath().getParent());
        try (NameLock lock = NameLock.take(target, () -> shown.waiting(file.name()), progress)) {
            // another program may have fetched it meanwhile
            if (file.fits(target, progress))
                return;
            final Path part = lock.part();
            final PartDownload download = new PartDownload(file, part, web, settings, shown);
            try {
                if (!takeFromCache(file, part, target, progress))
                    verify(file, download, part, target);
                Files.deleteIfExists(download.state());
            } catch (final DiskFailure e) {
                throw e.sentence(part);
            } finally {
                if (!lock.isReal())
                    download.discard();
            }
        }
    }

    private void verify(final RemoteFile file, final PartDownload download, final Path part, final Path target)
            throws IOException {
        String got = "";
        for (int i = 0; i < 2; i++) {
            got = download.fetch();
            if (file.sha256().isEmpty() || got.equals(file.sha256())) {
                move(part, target);
                return;
            }
            download.discard();
        }
        throw new InpaintException("'" + file.name() + "' from '" + file.address().getHost() + "' has the SHA-256 "
                + got + ", but should have " + file.sha256() + ": it was deleted; look for another source.");
    }

    private boolean takeFromCache(final RemoteFile file, final Path part, final Path target, final Progress progress)
            throws IOException {
        final Optional<Path> cached = cache.find(file, progress);
        if (cached.isEmpty())
            return false;
        Files.deleteIfExists(part);
        try {
            Files.createLink(part, cached.get());
        } catch (final IOException | UnsupportedOperationException e) {
            // another disk, or one without links: the bytes themselves, which are looked at again
            FreeSpace.check(settings, part, "'" + file.name() + "'", Files.size(cached.get()));
            Files.copy(cached.get(), part);
            if (!file.fits(part, progress)) {
                Files.delete(part);
                return false;
            }
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        }
        move(part, target);
        return true;
    }

    private static void move(final Path part, final Path target) throws IOException {
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (final AtomicMoveNotSupportedException e) {
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
