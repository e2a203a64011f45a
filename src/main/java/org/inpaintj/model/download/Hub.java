package org.inpaintj.model.download;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;
import org.inpaintj.core.Progress;

/** The files that a source names, with their sizes and digests as far as its hub tells them. */
public final class Hub {

    private static final Pattern VERSION = Pattern.compile("civitai:(\\d{1,12})");
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>\\s*;\\s*rel=\"?next\"?");
    private static final int MOST_BYTES = 16 << 20, MOST_PAGES = 100, MOST_FILES = 20_000;

    private final Downloader d;
    private final Progress progress;

    private Hub(final Downloader d, final Progress progress) {
        this.d = d;
        this.progress = progress;
    }

    /** The same with {@link Progress#NONE}. */
    public static List<RemoteFile> list(final String source, final Downloader d) throws IOException {
        return list(source, d, Progress.NONE);
    }

    /**
     * Lists what a source names. Pickle files are left out unless the downloader may fetch them, or one is named
     * itself.
     *
     * @param source {@code hf:owner/name[@revision][:path or glob]}, {@code modelscope:} the same,
     *               {@code civitai:VERSION_ID}, or an https address, for which nothing is asked; in globs {@code *}
     *               stands for anything within a folder, {@code **} for anything
     * @return at least one file; those of Hugging Face at the commit that the hub gives for the revision
     * @throws InpaintException   if there is none, or the hub refuses
     * @throws CancelledException once {@code progress} says so, within a fraction of a second
     */
    public static List<RemoteFile> list(final String source, final Downloader d, final Progress progress)
            throws IOException {
        final String text = source.strip();
        if (text.matches("(?i)https?://.*"))
            return List.of(address(text));
        final Matcher version = VERSION.matcher(text);
        if (version.matches())
            return new Hub(d, progress).civitai(version.group(1));
        final HubSource repository = HubSource.of(text).orElseThrow(() -> new InpaintException("The source is not "
                + "right: give hf:owner/name, modelscope:owner/name, civitai:VERSION or an address that begins with "
                + "https."));
        final String wanted = repository.path();
        final List<RemoteFile> all = new Hub(d, progress).all(repository);
        final Pattern glob = glob(wanted);
        final List<RemoteFile> chosen = all.stream().filter(each -> each.name().equals(wanted)
                || glob.matcher(each.name()).matches()
                && (d.settings().pickle() || !Downloader.isPickle(each.name()))).toList();
        if (chosen.isEmpty())
            throw new InpaintException("There is no file '" + (wanted.isEmpty() ? "*" : wanted) + "' in '"
                    + repository.id() + "' (pickle files are left out): check the name on the model's page.");
        return chosen;
    }

    /**
     * A short text at an address, such as a catalogue.
     *
     * @param most bytes that it may have
     * @throws InpaintException   if it cannot be had
     * @throws CancelledException once {@code progress} says so
     */
    public static String text(final String address, final int most, final Downloader d, final Progress progress)
            throws IOException {
        final URI uri = Addresses.parse(address);
        Addresses.check(uri, uri);
        return new Hub(d, progress).answered(uri, "'" + Addresses.shown(uri) + "'", most, (answer, text) -> text);
    }

    private static RemoteFile address(final String text) {
        final URI uri = Addresses.parse(text);
        Addresses.check(uri, uri);
        final String path = Optional.ofNullable(uri.getPath()).orElse("");
        return new RemoteFile(uri, path.substring(path.lastIndexOf('/') + 1), -1, "");
    }

    private List<RemoteFile> all(final HubSource repository) throws IOException {
        return repository.isHuggingFace() ? huggingFace(repository.id(), repository.revision())
                : modelScope(repository.id(), repository.revision());
    }

    private List<RemoteFile> huggingFace(final String id, final String revision) throws IOException {
        final URI hub = d.settings().hub();
        final String api = hub + "/api/models/" + id, what = "'" + id + "'";
        final String commit = revision.matches("[0-9a-f]{40}") ? revision
                : page(URI.create(api + "/revision/" + revision.replace("/", "%2F")), what).json().text("sha", "");
        if (!commit.matches("[0-9a-f]{40}"))
            throw new InpaintException("'" + hub.getHost() + "' does not tell the version of " + what
                    + ": try again later.");
        final List<RemoteFile> files = new ArrayList<>();
        Optional<URI> next = Optional.of(URI.create(api + "/tree/" + commit + "?recursive=true"));
        for (int i = 0; next.isPresent(); i++) {
            final Page page = page(next.get(), what);
            for (final JsonConfig each : page.json().children("files"))
                if (each.text("type", "").equals("file"))
                    files.add(file(hub + "/" + id + "/resolve/" + commit, each.text("path", ""),
                            each.number("size", -1), each.child("lfs").text("oid", "")));
            next = page.next();
            if (files.size() > MOST_FILES || i >= MOST_PAGES || next.filter(to -> !Addresses.sameServer(hub, to))
                    .isPresent())
                throw new InpaintException("'" + hub.getHost() + "' lists more of " + what
                        + " than can be right: name one file by its address.");
        }
        return files;
    }

    private List<RemoteFile> modelScope(final String id, final String revision) throws IOException {
        final URI hub = d.settings().modelScope();
        final JsonConfig answer = page(URI.create(hub + "/api/v1/models/" + id + "/repo/files?Revision=" + revision
                + "&Recursive=true"), "'" + id + "'").json();
        if (!answer.flag("Success", true))
            throw new InpaintException("There is no '" + id + "' in the version '" + revision + "' at '"
                    + hub.getHost() + "': check its name.");
        final List<RemoteFile> files = new ArrayList<>();
        for (final JsonConfig each : answer.child("Data").children("Files"))
            if (each.text("Type", "").equals("blob"))
                files.add(file(hub + "/models/" + id + "/resolve/" + revision, each.text("Path", ""),
                        each.number("Size", -1), each.text("Sha256", "")));
        return files;
    }

    private List<RemoteFile> civitai(final String version) throws IOException {
        final URI hub = d.settings().civitai();
        final String what = "version " + version;
        final List<JsonConfig> all = page(URI.create(hub + "/api/v1/model-versions/" + version), what).json()
                .children("files");
        final List<JsonConfig> first = all.stream().filter(each -> each.flag("primary", false)).toList();
        final List<RemoteFile> files = new ArrayList<>();
        for (final JsonConfig each : first.isEmpty() ? all : first) {
            final URI from = Addresses.parse(each.text("downloadUrl", ""));
            if (!Addresses.sameServer(hub, from))
                throw new InpaintException("'" + hub.getHost() + "' names a file of " + what + " on another server: "
                        + "download it by hand.");
            // its size is told in rounded kilobytes
            files.add(new RemoteFile(from, each.text("name", ""), -1,
                    each.child("hashes").text("SHA256", "").toLowerCase(Locale.ROOT)));
        }
        if (files.isEmpty())
            throw new InpaintException("There is no file in " + what + " at '" + hub.getHost()
                    + "': check its number.");
        return files;
    }

    private static RemoteFile file(final String base, final String path, final double size, final String sha256) {
        return new RemoteFile(HubSource.place(base, path), path, size >= 0 && size < 1e15 ? (long) size : -1,
                sha256.toLowerCase(Locale.ROOT));
    }

    /** A glob as a pattern; an empty one, and the name of a folder, stand for all that is in it. */
    static Pattern glob(final String text) {
        if (text.isEmpty())
            return Pattern.compile(".*");
        final StringBuilder body = new StringBuilder();
        final Matcher parts = Pattern.compile("\\*\\*|\\*|\\?|[^*?]+").matcher(text.replaceFirst("/+$", ""));
        while (parts.find())
            body.append(switch (parts.group()) {
                case "**" -> ".*";
                case "*" -> "[^/]*";
                case "?" -> "[^/]";
                default -> Pattern.quote(parts.group());
            });
        return Pattern.compile(body + "(/.*)?");
    }

    private record Page(JsonConfig json, Optional<URI> next) {
    }

    private Page page(final URI address, final String what) throws IOException {
        return answered(address, what, MOST_BYTES, (answer, text) -> {
            final Optional<URI> next = answer.response().headers().allValues("Link").stream().map(NEXT::matcher)
                    .filter(Matcher::find).map(found -> answer.at().resolve(found.group(1))).findFirst();
            return new Page(JsonConfig.parse("The list of '" + address.getHost() + "'", text, "files",
                    "try again later"), next);
        });
    }

    private <T> T answered(final URI address, final String what, final int most,
            final BiFunction<HubAnswer, String, T> reader) throws IOException {
        final Patience patience = new Patience(d.settings().backOff(), progress);
        while (true)
            try (HubAnswer answer = d.web().get(address, Map.of("Accept", "application/json"), progress)) {
                if (answer.status() != 200)
                    throw Refusal.of(answer, what, d.settings());
                return reader.apply(answer, new String(answer.bytes(most, d.settings().stall(), progress),
                        StandardCharsets.UTF_8));
            } catch (final IOException e) {
                patience.failed(what, e);
            }
    }
}
