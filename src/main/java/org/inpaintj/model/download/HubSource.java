package org.inpaintj.model.download;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.inpaintj.core.InpaintException;

/**
 * What {@code hf:owner/name@revision:path} or {@code modelscope:owner/name@revision:path} names.
 *
 * @param hub      hf or modelscope
 * @param id       owner/name
 * @param revision a branch, a tag or a commit
 * @param path     of a file or a glob; empty for all files
 */
public record HubSource(String hub, String id, String revision, String path) {

    private static final Pattern FORM = Pattern.compile(
            "(hf|modelscope):([\\w.-]{1,100}/[\\w.-]{1,100})(?:@([\\w./-]{1,200}))?(?::(.{1,300}))?");

    private static final Pattern COMMIT = Pattern.compile("/.*/resolve/([0-9a-f]{40})/.*");

    /** What a text names; empty if it is not of this form. */
    public static Optional<HubSource> of(final String text) {
        final Matcher found = FORM.matcher(text);
        if (!found.matches() || text.contains("/..") || text.contains(":.."))
            return Optional.empty();
        return Optional.of(new HubSource(found.group(1), found.group(2), found.group(3) != null ? found.group(3)
                : found.group(1).equals("hf") ? "main" : "master", found.group(4) == null ? "" : found.group(4)));
    }

    /**
     * Whether a text names one file: such a source with the path of a file, or an https address (on this machine also
     * http). Nobody is asked.
     */
    public static boolean isFile(final String text) {
        if (!text.matches("(?i)https?://.*"))
            return of(text).filter(source -> RemoteFile.isPlain(source.path)).isPresent();
        try {
            final URI address = Addresses.parse(text);
            Addresses.check(address, address);
            return true;
        } catch (final InpaintException e) {
            return false;
        }
    }

    boolean isHuggingFace() {
        return hub.equals("hf");
    }

    /** All files of the same version, as a text of this form. */
    public String repository() {
        return hub + ":" + id + "@" + revision;
    }

    /** One of the files that the hub told, at the commit of which it told it. */
    public HubSource file(final RemoteFile told) {
        final Matcher found = COMMIT.matcher(told.address().getPath());
        return new HubSource(hub, id, found.matches() ? found.group(1) : revision, told.name());
    }

    /** The text that names it. */
    @Override
    public String toString() {
        return repository() + (path.isEmpty() ? "" : ":" + path);
    }

    /** Where the file is. */
    public URI address(final DownloadSettings settings) {
        return isHuggingFace() ? place(settings.hub() + "/" + id + "/resolve/" + revision.replace("/", "%2F"), path)
                : place(settings.modelScope() + "/models/" + id + "/resolve/" + revision, path);
    }

    /** The address of a path below another one. */
    static URI place(final String base, final String path) {
        try {
            return URI.create(base + new URI(null, null, "/" + path, null).toASCIIString());
        } catch (final URISyntaxException e) {
            throw new InpaintException("A file name of the list is not right: name one file by its address.", e);
        }
    }
}
