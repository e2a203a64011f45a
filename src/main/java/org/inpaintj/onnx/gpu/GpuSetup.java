package org.inpaintj.onnx.gpu;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.PrivateFolder;
import org.inpaintj.core.Progress;
import org.inpaintj.model.download.DownloadSettings;
import org.inpaintj.onnx.gpu.GpuFolder.Installed;

/**
 * The libraries that an NVIDIA card needs: whether they are there and may be used, setting them up, trying the card,
 * removing them. Nothing here loads any of them into this process. Thread-safe; of two set-ups at once the second is
 * refused.
 */
public final class GpuSetup {

    private static final int MEGA = 1_000_000;
    private static final String UNLISTED = "their list is missing, not your own or damaged";
    private static final String AGAIN = " Device Report tries it again (device --gpu probe).";

    private final Optional<GpuPackages> packages;
    private final GpuFolder folder;
    private final Supplier<NvidiaDriver> driver;
    private final Supplier<CardProbe> probe;
    private final DownloadSettings settings;

    GpuSetup(final Optional<GpuPackages> packages, final GpuFolder folder, final Supplier<NvidiaDriver> driver,
            final Supplier<CardProbe> probe, final DownloadSettings settings) {
        this.packages = packages;
        this.folder = folder;
        this.driver = driver;
        this.probe = probe;
        this.settings = settings;
    }

    /** That of this computer, in the user's cache. */
    public static GpuSetup own() {
        return new GpuSetup(GpuPackages.here(), new GpuFolder(PrivateFolder.cache()), NvidiaDriver::find,
                CardProbe::real, DownloadSettings.NORMAL);
    }

    /** What {@link #use()} of this computer's decides; quick where nothing was ever set up. Never fails. */
    public static Use decide() {
        try {
            return new GpuFolder(PrivateFolder.cache()).exists() ? own().use() : new Use(Optional.empty(), "");
        } catch (final RuntimeException e) {
            return refused("what was set up for the graphics card is not used, since it cannot be read ("
                    + e.getMessage() + "): remove it by Device Report (device --gpu remove), and set it up again.");
        }
    }

    /**
     * Whether this process may load the libraries.
     *
     * @param libraries their folder; empty if it must not, or there are none
     * @param refusal   why it must not, a full sentence that may begin in lower case; empty if there are none
     */
    public record Use(Optional<Path> libraries, String refusal) {
    }

    /**
     * Decides. Where a driver and the libraries were never tried together, a process of its own tries them now, which
     * takes seconds; at most minutes where something hangs, once.
     */
    public Use use() {
        if (packages.isEmpty() || !folder.exists())
            return new Use(Optional.empty(), "");
        final Optional<Installed> installed = folder.installed();
        final String flaw = installed.isEmpty() ? UNLISTED : folder.flaw(installed.get(), packages.get());
        if (!flaw.isEmpty())
            return refused("what was set up for the graphics card is not used, since " + flaw
                    + ": set it up again by Device Report (device --gpu setup).");
        final NvidiaDriver now = driver.get();
        final String lacking = now.seen() ? now.lacking(packages.get()) : "No NVIDIA card is seen any more.";
        if (!lacking.isEmpty())
            return refused(lacking);
        final CardProbe.Result result;
        try {
            final Optional<CardProbe.Result> known = results().of(now, installed.get());
            result = known.isPresent() ? known.get() : probe(now, installed.get(), Progress.NONE);
        } catch (final InpaintException e) {
            return refused(e.getMessage());
        }
        return result.works() ? new Use(Optional.of(folder.libraries()), "")
                : refused("the graphics card is not used, since " + result.text() + '.' + AGAIN);
    }

    private static Use refused(final String why) {
        return new Use(Optional.empty(), why);
    }

    private ProbeResults results() {
        return new ProbeResults(folder.results());
    }

    private CardProbe.Result probe(final NvidiaDriver now, final Installed installed, final Progress progress) {
        final CardProbe.Result result =
                probe.get().run(folder.libraries(), folder.make().resolve("crash.log"), progress);
        results().put(now, installed, result);
        return result;
    }

    /**
     * What there is to say, and to do.
     *
     * @param lines   facts by their names; none on systems without such cards
     * @param actions what makes sense, of {@link GpuAction}
     */
    public record State(Map<String, String> lines, Set<GpuAction> actions) {

        public State {
            lines = new LinkedHashMap<>(lines);
            actions = actions.isEmpty() ? Set.of() : EnumSet.copyOf(actions);
        }
    }

    /** Looks at driver and folder, and starts no trial; takes up to a second. */
    public State state() {
        final Map<String, String> lines = new LinkedHashMap<>();
        final Set<GpuAction> actions = EnumSet.noneOf(GpuAction.class);
        if (packages.isEmpty())
            return new State(lines, actions);
        final NvidiaDriver now = driver.get();
        final Optional<Installed> installed = folder.exists() ? folder.installed() : Optional.empty();
        final String lacking = now.lacking(packages.get());
        lines.put("NVIDIA card", !now.seen() ? "none seen" : now.shown()
                + (now.version().isEmpty() ? "" : ", driver " + now.version())
                + (lacking.isEmpty() ? "" : ". " + lacking));
        if (now.seen() && lacking.isEmpty())
            actions.add(GpuAction.SETUP);
        if (installed.isEmpty() && folder.exists()) {
            lines.put("Libraries of the card", "not used, since " + UNLISTED + "; set them up again");
            actions.add(GpuAction.REMOVE);
        }
        installed.ifPresent(there -> {
            lines.put("Libraries of the card", there.bytes() / MEGA + " MB in " + folder.libraries()
                    + (there.byName().isEmpty() ? "" : "; not checked, but taken by their names: "
                            + String.join(", ", there.byName())));
            final String flaw = folder.flaw(there, packages.get());
            lines.put("Trial of the card", !flaw.isEmpty() ? "not used, since " + flaw + "; set it up again"
                    : results().of(now, there).map(GpuSetup::told)
                            .orElse("not tried with this driver; done when networks are used next"));
            if (flaw.isEmpty() && now.seen() && lacking.isEmpty()) {
                actions.add(GpuAction.PROBE);
                actions.remove(GpuAction.SETUP);
            }
            actions.add(GpuAction.REMOVE);
        });
        return new State(lines, actions);
    }

    private static String told(final CardProbe.Result result) {
        return (result.works() ? "computed what the processor does, " : "failed: ") + result.text();
    }

    /** What a set-up would fetch, and from whom, with sizes and the licences to accept; full sentences. */
    public String plan() {
        final GpuPackages all = known();
        return all.parts().stream().map(part -> part.name() + ", " + (part.bytes() / MEGA + 1) + " MB from "
                + part.address().getHost() + " (licence: " + part.licence() + ")\n").collect(Collectors.joining())
                + "In all " + all.bytes() / MEGA + " MB are fetched, and " + all.unpacked() / MEGA + " MB stay in "
                + folder.place() + "; " + all.needed() / MEGA + " MB must be free for a while, " + free() + " MB are. "
                + "Each archive must have the SHA-256 that InpaintJ knows. NVIDIA's licences are at "
                + all.licences().values().stream().sorted().collect(Collectors.joining(" and ")) + ".";
    }

    private String free() {
        try {
            return String.valueOf(settings.space().left(folder.place().getParent()) / MEGA);
        } catch (final IOException e) {
            return "an unknown number of";
        }
    }

    /**
     * Does what the keys say.
     *
     * @return what came of it, full sentences; empty for the report, before which there is nothing to do
     * @throws InpaintException if it cannot be done, saying what to do
     */
    public String perform(final GpuKeys keys, final Progress progress) {
        if (keys.gpu() != GpuAction.SETUP && (!keys.from().isBlank() || keys.accept_licence()))
            throw new InpaintException("'from' and 'accept_licence' belong to gpu=setup: add that, or leave them out.");
        return switch (keys.gpu()) {
            case SETUP -> setUp(keys.from(), keys.accept_licence(), progress);
            case PROBE -> probe(progress);
            case REMOVE -> remove();
            case REPORT -> "";
        };
    }

    /** NVIDIA's licences, by their names, to the addresses where they can be read. */
    public Map<String, String> licences() {
        return known().licences();
    }

    /** True if NVIDIA's licences were accepted before. */
    public boolean accepted() {
        return folder.accepted(known());
    }

    /**
     * Fetches or imports the libraries, installs them and tries the card.
     *
     * @param from   folder or archive to import; empty to fetch
     * @param accept true if the user accepts NVIDIA's licences
     * @return what came of it, full sentences
     * @throws InpaintException if it cannot be done, saying what to do; what was set up before stays
     */
    String setUp(final String from, final boolean accept, final Progress progress) {
        final GpuPackages all = known();
        final NvidiaDriver now = driver.get();
        if (!now.seen())
            throw new InpaintException("No NVIDIA card was seen on this computer: there is nothing to set up.");
        final String lacking = now.lacking(all);
        if (!lacking.isEmpty())
            throw new InpaintException(lacking);
        if (accept)
            folder.accept(all);
        else if (!folder.accepted(all))
            throw new InpaintException("NVIDIA's licences must be accepted once: read "
                    + String.join(" and ", all.licences().values().stream().sorted().toList())
                    + " and say accept_licence (--accept_licence).");
        final List<String> said = new ArrayList<>();
        final Installed installed;
        try {
            installed = installed(all, from.strip(), progress);
        } catch (final IOException e) {
            throw new InpaintException("The libraries of the card cannot be set up in '" + folder.make() + "' ("
                    + e.getMessage() + "): check its permissions and free some space.", e);
        }
        if (!installed.byName().isEmpty())
            said.add("These were taken by their names, since no digest of them is known: "
                    + String.join(", ", installed.byName()) + '.');
        said.add("The libraries of the card are in " + folder.libraries() + ", " + installed.bytes() / MEGA + " MB.");
        said.add(tried(probe(now, installed, progress)));
        return String.join(" ", said);
    }

    /** Two at once would write into the same folder. */
    private Installed installed(final GpuPackages all, final String from, final Progress progress) throws IOException {
        try (FileChannel channel = FileChannel.open(folder.make().resolve("set-up.lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE); FileLock lock = lock(channel)) {
            if (lock == null)
                throw new InpaintException("Another program sets the card up at the moment: wait until it has ended.");
            final GpuInstaller installer = new GpuInstaller(all, folder, settings);
            return from.isEmpty() ? installer.download(progress)
                    : installer.importFrom(Path.of(from).toAbsolutePath().normalize(), progress);
        }
    }

    /** Null if somebody else has it. */
    private static FileLock lock(final FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (final OverlappingFileLockException e) {
            return null;
        }
    }

    /**
     * Tries the card again.
     *
     * @return what came of it, full sentences
     * @throws InpaintException if there is nothing to try
     */
    String probe(final Progress progress) {
        final GpuPackages all = known();
        final Installed installed = (folder.exists() ? folder.installed() : Optional.<Installed>empty())
                .orElseThrow(() -> new InpaintException("Nothing is set up for a graphics card: do that first, by "
                        + "Device Report (device --gpu setup)."));
        final String flaw = folder.flaw(installed, all);
        if (!flaw.isEmpty())
            throw new InpaintException("The card cannot be tried, since " + flaw + ": set it up again by Device "
                    + "Report (device --gpu setup).");
        final NvidiaDriver now = driver.get();
        final String lacking = now.seen() ? now.lacking(all) : "No NVIDIA card is seen any more.";
        if (!lacking.isEmpty())
            throw new InpaintException(lacking);
        return tried(probe(now, installed, progress));
    }

    private static String tried(final CardProbe.Result result) {
        return result.works() ? "The card computed what the processor does, " + result.text()
                + ": it is used from the next start on."
                : "The card is not used, since " + result.text() + '.' + AGAIN;
    }

    /**
     * Deletes all that was set up, and what was found out.
     *
     * @return what came of it, a full sentence
     */
    String remove() {
        final long bytes = folder.remove();
        return bytes == 0 ? "Nothing was set up for a graphics card."
                : "Deleted what was set up for the graphics card, " + (bytes / MEGA + 1)
                        + " MB: from the next start on networks run without it.";
    }

    private GpuPackages known() {
        return packages.orElseThrow(() -> new InpaintException("Only on Linux and Windows with an x64 processor are "
                + "there libraries for NVIDIA cards: nothing can be set up here."));
    }
}
