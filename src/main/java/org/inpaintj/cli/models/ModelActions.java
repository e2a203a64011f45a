package org.inpaintj.cli.models;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

import org.inpaintj.cli.terminal.Messages;
import org.inpaintj.cli.terminal.Usage;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.job.JobWork;
import org.inpaintj.model.catalogue.Catalogue;
import org.inpaintj.model.catalogue.CatalogueEntry;
import org.inpaintj.model.catalogue.ModelStore;
import org.inpaintj.model.catalogue.ModelStore.Imported;
import org.inpaintj.model.catalogue.ModelStore.State;
import org.inpaintj.model.download.DownloadSettings;
import org.inpaintj.model.download.Downloader;
import org.inpaintj.model.download.Hub;
import org.inpaintj.params.NearMatches;

/** What {@code models ACTION ...} does, with the models of the catalogue and with those of any address. */
public final class ModelActions {

    private final ParseResult line;
    private final Messages messages;
    private final DownloadSettings settings;

    private ModelActions(final ParseResult line, final Messages messages) {
        this.line = line;
        this.messages = messages;
        settings = DownloadSettings.NORMAL.withPickle(line.hasMatchedOption("--pickle"));
    }

    public static Usage usage() {
        return new Usage(List.of("list [WORD] [--all]", "get ID [--accept-licence]",
                "get SOURCE --out FOLDER [--pickle]", "import FILE, FOLDER or ZIP", "verify [ID]",
                "remove ID", "hashes [ID]", "folders [add|remove FOLDER]"),
                List.of("models list inpaint", "models get lama", "models get sd15-inpainting --accept-licence",
                        "models import /media/stick/models.zip",
                        "models get hf:stabilityai/sdxl-turbo:sd_xl_turbo_1.0_fp16.safetensors --out models"));
    }

    public static void declare(final CommandSpec spec) {
        spec.addPositional(PositionalParamSpec.builder().index("0").paramLabel("ACTION").type(String.class)
                .required(true).description("list, get, import, verify, remove, hashes or folders").build());
        spec.addPositional(PositionalParamSpec.builder().index("1").paramLabel("WHAT").type(String.class)
                .arity("0..1").description("the id of a model of the catalogue; a word that is looked for; a path; "
                        + "or a source: hf:OWNER/NAME[@REVISION][:FILE or GLOB], modelscope: the same, "
                        + "civitai:VERSION, or an https address").build());
        spec.addPositional(PositionalParamSpec.builder().index("2").paramLabel("FOLDER").type(String.class)
                .arity("0..1").description("of 'folders add' and 'folders remove': a folder of models, of whatever "
                        + "program; nothing in it is changed").build());
        spec.addOption(option("--out", "FOLDER", "the folder for the files of a source, or for a folder of models "
                + "instead of the usual one; made if need be"));
        spec.addOption(option("--catalogue", "FILE|ADDRESS", "a newer catalogue, whose entries come before those that "
                + "come with InpaintJ"));
        // the key of other commands is written with an underscore
        spec.addOption(OptionSpec.builder("--accept-licence", "--accept_licence").type(boolean.class)
                .description("I have read the licence of the model and accept it").build());
        spec.addOption(flag("--all", "also models that InpaintJ cannot run yet"));
        spec.addOption(flag("--pickle", "also files in which Python would find programs (.ckpt .pt .pth .bin); nothing "
                + "in them runs here"));
    }

    private static OptionSpec option(final String name, final String label, final String help) {
        return OptionSpec.builder(name).paramLabel(label).type(String.class).description(help).build();
    }

    private static OptionSpec flag(final String name, final String help) {
        return OptionSpec.builder(name).type(boolean.class).description(help).build();
    }

    /** Does what was typed. */
    public static int run(final ParseResult line, final Messages messages) {
        return new ModelActions(line, messages).run();
    }

    private int run() {
        final String action = line.matchedPositionalValue(0, ""), what = line.matchedPositionalValue(1, "");
        if (what.isEmpty() && List.of("get", "import", "remove").contains(action))
            throw wrong("Nothing says what to " + action + ": type models " + action + " "
                    + (action.equals("import") ? "PATH." : "ID."));
        if (line.hasMatchedPositional(2) && !action.equals("folders"))
            throw wrong("'models " + action + "' takes one thing at a time, so '" + line.matchedPositionalValue(2, "")
                    + "' is too much.");
        messages.starting();
        return switch (action) {
            case "list" -> list(what);
            case "get" -> get(what);
            case "import" -> bring(Path.of(what));
            case "verify" -> verify(what);
            case "remove" -> remove(entry(what));
            case "hashes" -> hashes(what);
            case "folders" -> new FolderActions(line, messages).run();
            default -> throw wrong("There is no 'models " + action + "': type models list, get, import, verify, "
                    + "remove, hashes or folders.");
        };
    }

    private ParameterException wrong(final String message) {
        return new ParameterException(line.commandSpec().commandLine(), message);
    }

    private ModelStore store() {
        final ModelStore usual = ModelStore.standard().withPickle(settings.pickle());
        return line.hasMatchedOption("--out") ? usual.in(Path.of(line.matchedOptionValue("--out", ""))) : usual;
    }

    private Catalogue catalogue() {
        final String place = line.matchedOptionValue("--catalogue", "");
        return place.isEmpty() ? store().catalogue()
                : work("the catalogue", progress -> store().catalogue(place, progress));
    }

    private CatalogueEntry entry(final String id) {
        final Catalogue catalogue = catalogue();
        return catalogue.find(id).orElseThrow(() -> new InpaintException("There is no model '" + id + "' in the "
                + "catalogue" + near(id, catalogue) + "."));
    }

    private static String near(final String id, final Catalogue catalogue) {
        final String near = NearMatches.of(id, catalogue.entries().stream().map(CatalogueEntry::id).toList());
        return near.isEmpty() ? ": 'models list' shows them" : ": " + near.replaceFirst("[.?]$", "");
    }

    /** Does work whose notes are shown. */
    private <T> T work(final String title, final JobWork<T> work) {
        return messages.notedWork("inpaintj: " + title, work);
    }

    private int list(final String word) {
        final ModelStore store = store();
        for (final CatalogueEntry each : catalogue().entries()) {
            final State state = store.state(each);
            final String text = String.join(" ", each.id(), each.title(), each.role().name(), each.task(),
                    each.family()).toLowerCase(Locale.ROOT);
            if (text.contains(word.toLowerCase(Locale.ROOT)) && (each.runs() || state != State.ABSENT
                    || line.hasMatchedOption("--all")))
                messages.result(String.format(Locale.ROOT, "%-30s %-9s %9s  %s", each.id(), state == State.ABSENT ? "-"
                        : state.name().toLowerCase(Locale.ROOT), size(each), about(each)));
        }
        return ExitCode.OK;
    }

    private static String about(final CatalogueEntry entry) {
        return entry.title() + " (" + entry.licence().id() + (entry.licence().accept() ? ", to be accepted" : "") + ")"
                + (entry.runs() ? "" : " - cannot be run here yet");
    }

    /** More than that, where not all sizes are known. */
    private static String size(final CatalogueEntry entry) {
        final long known = entry.knownSize();
        return known == 0 ? "?" : (entry.size() < 0 ? "> " : "") + size(known);
    }

    private static String size(final long bytes) {
        return bytes < 1_000_000_000 ? Math.max(1, bytes / 1_000_000) + " MB"
                : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }

    private int get(final String what) {
        final Catalogue catalogue = catalogue();
        final Optional<CatalogueEntry> entry = catalogue.find(what);
        if (entry.isPresent())
            return get(entry.get());
        if (!what.contains(":"))
            throw new InpaintException("There is no model '" + what + "' in the catalogue" + near(what, catalogue)
                    + "; or give hf:owner/name, modelscope:owner/name, civitai:VERSION or an address that begins with "
                    + "https.");
        if (!line.hasMatchedOption("--out"))
            throw wrong("Nothing says where the files go: type models get " + what + " --out FOLDER.");
        final Path folder = Path.of(line.matchedOptionValue("--out", ""));
        work(what, progress -> fetch(what, folder, progress)).forEach(file -> messages.result(file.toString()));
        return ExitCode.OK;
    }

    private int get(final CatalogueEntry entry) {
        final ModelStore store = store();
        if (line.hasMatchedOption("--accept-licence"))
            store.acceptLicence(entry);
        messages.result(work(entry.id(), progress -> store.install(entry, progress)).toString());
        if (!entry.note().isEmpty())
            messages.note(entry.note());
        return ExitCode.OK;
    }

    private List<Path> fetch(final String source, final Path folder, final Progress progress) {
        final Downloader downloader = new Downloader(settings);
        try {
            return downloader.fetch(Hub.list(source, downloader, progress), folder, progress);
        } catch (final IOException e) {
            throw new InpaintException("The files could not be written to " + folder + " (" + e.getMessage()
                    + "); check the permissions of the folder.", e);
        }
    }

    private int bring(final Path from) {
        final ModelStore store = store();
        final Catalogue catalogue = catalogue();
        final Imported imported = work(from.toString(), progress -> store.importFrom(from, catalogue, progress));
        if (imported.complete().isEmpty() && imported.partial().isEmpty())
            throw new InpaintException("None of the files of '" + from + "' is known to the catalogue by its SHA-256: "
                    + "'models hashes' shows which are.");
        for (final CatalogueEntry each : imported.complete()) {
            messages.result(store.path(each).toString());
            if (each.licence().accept())
                messages.note("'" + each.id() + "' is given under the licence " + each.licence() + ".");
        }
        for (final CatalogueEntry each : imported.partial())
            messages.note("Files of '" + each.id() + "' are missing: " + String.join(", ", store.missing(each)) + ".");
        if (!imported.unknown().isEmpty())
            messages.note(imported.unknown().size() + " files are none of the catalogue and were left, such as '"
                    + imported.unknown().get(0) + "'.");
        return ExitCode.OK;
    }

    private List<CatalogueEntry> chosen(final String id, final boolean absentToo) {
        return !id.isEmpty() ? List.of(entry(id)) : catalogue().entries().stream()
                .filter(each -> absentToo || store().state(each) != State.ABSENT).toList();
    }

    private int verify(final String id) {
        final ModelStore store = store();
        final List<String> wrong = new ArrayList<>();
        for (final CatalogueEntry each : chosen(id, false)) {
            final List<String> flaws = work(each.id(), progress -> store.verify(each, progress));
            wrong.addAll(flaws);
            if (flaws.isEmpty())
                messages.result(each.id() + " is right.");
        }
        wrong.forEach(sentence -> messages.error(new InpaintException(sentence)));
        return wrong.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private int remove(final CatalogueEntry entry) {
        final ModelStore store = store();
        if (store.state(entry) == State.ABSENT)
            throw new InpaintException("'" + entry.id() + "' is not in " + store.folder() + ": there is nothing to "
                    + "remove.");
        final List<Path> left = store.remove(entry);
        messages.result("Removed " + entry.id() + ".");
        left.stream().min(Comparator.naturalOrder()).ifPresent(first -> messages.note(left.size() + " files of others "
                + "stay in its folder, such as " + first + "."));
        return ExitCode.OK;
    }

    private int hashes(final String id) {
        final ModelStore store = store();
        for (final CatalogueEntry each : chosen(id, true))
            store.listing(each).forEach(messages::result);
        return ExitCode.OK;
    }
}
