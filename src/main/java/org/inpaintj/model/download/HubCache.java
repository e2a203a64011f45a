package org.inpaintj.model.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.inpaintj.core.Progress;

/** What Hugging Face's own programs have downloaded for this user. It is read and never written. */
final class HubCache {

    private static final Pattern PLACE = Pattern.compile("/([^/]+)/([^/]+)/resolve/([^/]+)/(.+)");

    private final DownloadSettings settings;

    HubCache(final DownloadSettings settings) {
        this.settings = settings;
    }

    /** The file in the cache that has the size and the digest of a wanted one, both of which must be known. */
    Optional<Path> find(final RemoteFile wanted, final Progress progress) throws IOException {
        if (wanted.sha256().isEmpty() || !isOfHub(wanted))
            return Optional.empty();
        final Matcher place = PLACE.matcher(wanted.address().getPath());
        if (!place.matches() || !RemoteFile.isPlain(place.group(1) + "/" + place.group(2) + "/" + place.group(3)
                + "/" + place.group(4)))
            return Optional.empty();
        final Path repository = root().resolve("models--" + place.group(1) + "--" + place.group(2));
        for (final Path each : List.of(repository.resolve("blobs").resolve(wanted.sha256()),
                repository.resolve("snapshots").resolve(place.group(3)).resolve(place.group(4))))
            if (Files.isReadable(each) && wanted.fits(each, progress))
                return Optional.of(each.toRealPath());
        return Optional.empty();
    }

    private boolean isOfHub(final RemoteFile file) {
        return Addresses.sameServer(file.address(), settings.huggingFace())
                || Addresses.sameServer(file.address(), settings.hub());
    }

    private Path root() {
        for (final String name : List.of("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"))
            if (!settings.variable(name).isEmpty())
                return Path.of(settings.variable(name));
        return HubToken.home(settings).resolve("hub");
    }
}
