package org.inpaintj.model.download;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Sha256;

/** The bytes of one file, from where an earlier try broke off, into its part. Used once, by one thread. */
final class PartDownload {

    private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18}|\\*)");
    private static final Pattern WHOLE = Pattern.compile("bytes \\*/(\\d{1,18})");
    private static final long ASK_SPACE = 64 << 20;

    private final RemoteFile file;
    private final Path part, state;
    private final Web web;
    private final DownloadSettings settings;
    private final DownloadProgress progress;
    private final Patience patience;
    private final String what;
    /** How many bytes there were at most: only what goes beyond is a reason to try on. */
    private long furthest;

    PartDownload(final RemoteFile file, final Path part, final Web web, final DownloadSettings settings,
            final DownloadProgress progress) {
        this.file = file;
        this.part = part;
        this.web = web;
        this.settings = settings;
        this.progress = progress;
        state = part.resolveSibling(part.getFileName() + ".json");
        patience = new Patience(settings.backOff(), progress.progress());
        what = "'" + file.name() + "'";
    }

    /** Where it is kept what the part belongs to. */
    Path state() {
        return state;
    }

    /**
     * Fetches what is missing.
     *
     * @return the SHA-256 of the part, which is whole
     * @throws InpaintException   if it cannot be had; what has come stays
     * @throws CancelledException once the user has asked to stop; what has come stays
     */
    String fetch() throws IOException {
        furthest = 0;
        patience.renew();
        while (true)
            try {
                return once();
            } catch (final DiskFailure e) {
                throw e;
            } catch (final IOException e) {
                patience.failed(what, e);
            }
    }

    void discard() throws IOException {
        Files.deleteIfExists(part);
        Files.deleteIfExists(state);
    }

    private String once() throws IOException {
        final PartState known = PartState.read(state);
        final long there = Files.isRegularFile(part, LinkOption.NOFOLLOW_LINKS) ? Files.size(part) : 0;
        final boolean goesOn = known.continues(file) && (file.bytes() < 0 || there <= file.bytes());
        final long have = goesOn ? there : 0;
        final Sha256 digest = have == 0 ? new Sha256()
                : DiskFailure.of(() -> new Sha256().add(part, progress.progress()));
        if (have > 0 && have == file.bytes())
            return digest.hex();
        final Map<String, String> headers = new HashMap<>();
        if (have > 0) {
            headers.put("Range", "bytes=" + have + "-");
            if (!known.etag().isEmpty() && known.isFrom(file))
                headers.put("If-Range", known.etag());
        }
        try (HubAnswer answer = web.get(file.address(), headers, progress.progress())) {
            return switch (answer.status()) {
                case 200 -> begin(answer);
                case 206 -> goOn(answer, known, digest, have);
                case 416 -> end(answer, digest, have);
                default -> throw Refusal.of(answer, what, settings);
            };
        }
    }

    private String begin(final HubAnswer answer) throws IOException {
        final PartState begun = PartState.of(file, answer);
        checkSize(begun.size());
        final long size = Math.max(begun.size(), file.bytes());
        FreeSpace.check(settings, part, what, Math.max(0, size));
        discard();
        DiskFailure.of(() -> begun.write(state));
        return copy(answer, new Sha256(), 0, size);
    }

    private String goOn(final HubAnswer answer, final PartState known, final Sha256 digest, final long have)
            throws IOException {
        final Matcher range = RANGE.matcher(answer.header("Content-Range"));
        final String etag = PartState.etag(answer);
        if (have == 0 || !range.matches() || Long.parseLong(range.group(1)) != have
                || known.isFrom(file) && !etag.isEmpty() && !known.etag().isEmpty() && !etag.equals(known.etag())) {
            discard();
            throw new Transient("the server sent another part than the one that was asked for", Duration.ZERO);
        }
        final long size = range.group(2).equals("*") ? known.size() : Long.parseLong(range.group(2));
        checkSize(size);
        FreeSpace.check(settings, part, what, Math.max(0, size - have));
        return copy(answer, digest, have, Math.max(size, file.bytes()));
    }

    private String end(final HubAnswer answer, final Sha256 digest, final long have) throws IOException {
        final Matcher whole = WHOLE.matcher(answer.header("Content-Range"));
        if (have > 0 && whole.matches() && Long.parseLong(whole.group(1)) == have
                && (file.bytes() < 0 || file.bytes() == have))
            return digest.hex();
        discard();
        throw new Transient("the part did not fit the file at the server", Duration.ZERO);
    }

    private void checkSize(final long size) {
        if (size >= 0 && file.bytes() >= 0 && size != file.bytes())
            throw new InpaintException(what + " has " + size + " bytes at '" + file.address().getHost()
                    + "', but should have " + file.bytes() + ": its entry is outdated, look for a new one.");
    }

    /** @param size of the whole; -1 if that is not known */
    private String copy(final HubAnswer answer, final Sha256 digest, final long start, final long size)
            throws IOException {
        final String encoding = answer.header("Content-Encoding");
        if (!encoding.isEmpty() && !encoding.equalsIgnoreCase("identity"))
            throw new InpaintException("'" + answer.at().getHost() + "' sends " + what
                    + " packed, although that was not asked for: download it by hand.");
        long done = start, asked = start;
        try (FileChannel out = DiskFailure.of(() -> FileChannel.open(part, StandardOpenOption.CREATE,
                StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS).position(start))) {
            for (List<ByteBuffer> next = next(answer); !next.isEmpty(); next = next(answer)) {
                for (final ByteBuffer each : next)
                    done += write(out, each, digest, done, size);
                if (done > furthest) {
                    furthest = done;
                    patience.renew();
                }
                if (done - asked > ASK_SPACE) {
                    asked = done;
                    FreeSpace.check(settings, part, what, Math.max(0, size - done));
                }
            }
            if (size >= 0 && done != size)
                throw new IOException("the line broke after " + done + " of " + size + " bytes");
            DiskFailure.of(() -> {
                out.force(true);
                return null;
            });
        }
        return digest.hex();
    }

    private List<ByteBuffer> next(final HubAnswer answer) throws IOException {
        return answer.response().body().next(settings.stall(), progress.progress());
    }

    private int write(final FileChannel out, final ByteBuffer bytes, final Sha256 digest, final long done,
            final long size) throws IOException {
        final int n = bytes.remaining();
        if (size >= 0 && done + n > size) {
            discard();
            throw new InpaintException("'" + file.address().getHost() + "' sends more than the " + size + " bytes of "
                    + what + ": its entry is outdated, look for a new one.");
        }
        digest.add(bytes.duplicate());
        DiskFailure.of(() -> {
            while (bytes.hasRemaining())
                out.write(bytes);
            return null;
        });
        progress.came(file.name(), n, done + n, size);
        return n;
    }
}
