package org.inpaintj.onnx.gpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.PrivateFolder;
import org.inpaintj.core.Progress;
import org.inpaintj.model.download.DownloadSettings;
import org.inpaintj.model.download.LoopbackHub;

/** The whole way with small libraries, from a real server and from folders, tried by real processes. */
class GpuSetupTest {

    private static final GpuPackages REAL = GpuPackages.of("linux-x64").orElseThrow();
    private static final NvidiaDriver DRIVER = new NvidiaDriver(List.of("a card"), "570.1", true, "570.1");
    private static final byte[] CORE = LoopbackHub.random(300_000, 1), BLAS = LoopbackHub.random(50_000, 2);

    @TempDir private Path root;
    @AutoClose private final LoopbackHub hub = new LoopbackHub();
    private final AtomicInteger trials = new AtomicInteger();
    private NvidiaDriver driver = DRIVER;
    private Class<?> program = FakeProbes.Right.class;
    private byte[] core, blas;
    private GpuPackages packages;
    private DownloadSettings settings;

    private GpuSetup setup() throws IOException {
        if (packages == null) {
            core = ArchiveFiles.gzip(ArchiveFiles.tar(Map.of("ort/lib/libcore.so.1.28.0", CORE, "ort/LICENSE",
                    BLAS)));
            blas = ArchiveFiles.zip(Map.of("nvidia/lib/libblas.so.12", BLAS));
            hub.on("/core.tgz", LoopbackHub.file(core, "\"1\"")).on("/blas.zip", LoopbackHub.file(blas, "\"2\""));
            packages = new GpuPackages("linux-x64", "1.28.0", "525.60.13", REAL.jni(),
                    Map.of("NVIDIA", "https://x.org"),
                    List.of(part("core", core, hub.at("/core.tgz"), "libcore.so", List.of()),
                            part("blas", blas, hub.at("/blas.zip"), "libblas.so.12",
                                    List.of(new GpuPackages.Archive("other.whl", blas.length,
                                            LoopbackHub.sha256(blas))))));
            settings = hub.settings(Map.of());
        }
        return new GpuSetup(Optional.of(packages), new GpuFolder(PrivateFolder.of(root.resolve("cache"))),
                () -> driver, () -> {
                    trials.incrementAndGet();
                    return program == FakeProbes.Hangs.class ? FakeProbes.impatient(program) : FakeProbes.of(program);
                }, settings);
    }

    private static GpuPackages.Part part(final String name, final byte[] archive, final URI address,
            final String library, final List<GpuPackages.Archive> others) {
        return new GpuPackages.Part(name, "NVIDIA", address, archive.length, LoopbackHub.sha256(archive), 1000,
                List.of(library), others);
    }

    private String refused(final String from) {
        return assertThrows(InpaintException.class, () -> setup().setUp(from, true, Progress.NONE)).getMessage();
    }

    private Path libraries() {
        return root.resolve("cache/gpu/libraries");
    }

    private Set<String> files(final String folder) throws IOException {
        try (Stream<Path> all = Files.walk(root.resolve(folder))) {
            return all.filter(Files::isRegularFile).map(file -> root.resolve(folder).relativize(file).toString())
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void whatIsFetchedIsUnpackedTriedAndUsed() throws IOException {
        final String said = setup().setUp("", true, Progress.NONE);
        assertTrue(said.endsWith("The card computed what the processor does, in 0.3 s: it is used from the next start "
                + "on."), said);
        assertEquals(Set.of("libcore.so", "libblas.so.12", "libonnxruntime4j_jni.so", "installed.json",
                "licences/core.tgz - LICENSE"), files("cache/gpu/libraries"));
        assertEquals(Set.of("licences.json", "probes.json", "set-up.lock"), files("cache/gpu").stream()
                .filter(name -> !name.startsWith("libraries")).collect(Collectors.toSet()), "archives are deleted");
        assertArrayEquals(CORE, Files.readAllBytes(libraries().resolve("libcore.so")));
        assertArrayEquals(BLAS, Files.readAllBytes(libraries().resolve("libblas.so.12")));
        assertEquals(new GpuSetup.Use(Optional.of(libraries().toRealPath()), ""), setup().use());
        assertEquals(1, trials.get(), "what is known is not tried again");
        final GpuSetup.State state = setup().state();
        assertEquals(Set.of(GpuAction.PROBE, GpuAction.REMOVE), state.actions());
        assertEquals("computed what the processor does, in 0.3 s", state.lines().get("Trial of the card"));
        assertTrue(setup().accepted());
    }

    @Test
    void whatBrokeOffGoesOn() throws IOException {
        setup();
        final AtomicInteger times = new AtomicInteger();
        hub.on("/blas.zip", exchange -> {
            if (times.incrementAndGet() <= 20)
                LoopbackHub.status(exchange, 404, "");
            else
                LoopbackHub.file(blas, "\"2\"").handle(exchange);
        });
        assertThrows(InpaintException.class, () -> setup().setUp("", true, Progress.NONE));
        assertFalse(Files.exists(libraries()), "no half of it is ever used");
        assertEquals(new GpuSetup.Use(Optional.empty(), ""), setup().use());
        hub.on("/core.tgz", exchange -> LoopbackHub.status(exchange, 404, ""));
        times.set(100);
        setup().setUp("", true, Progress.NONE);
        assertTrue(setup().use().libraries().isPresent(), "the part that was unpacked is not fetched again");
    }

    @Test
    void whatWasChangedMeanwhileIsFetchedAgain() throws IOException {
        setup();
        hub.on("/blas.zip", exchange -> LoopbackHub.status(exchange, 404, ""));
        assertThrows(InpaintException.class, () -> setup().setUp("", true, Progress.NONE));
        final byte[] forged = CORE.clone();
        forged[7] ^= 1;
        Files.write(root.resolve("cache/gpu/unpacking/libcore.so"), forged);
        hub.on("/blas.zip", LoopbackHub.file(blas, "\"2\""));
        setup().setUp("", true, Progress.NONE);
        assertArrayEquals(CORE, Files.readAllBytes(libraries().resolve("libcore.so")));
    }

    @Test
    void anArchiveWithAnotherDigestIsRefused() throws IOException {
        setup();
        final byte[] forged = blas.clone();
        forged[forged.length - 1] ^= 1;
        hub.on("/blas.zip", LoopbackHub.file(forged, "\"3\""));
        assertTrue(refused("").contains("has the SHA-256 " + LoopbackHub.sha256(forged) + ", but should have "));
        assertFalse(Files.exists(libraries()));
        assertEquals(0, trials.get());
    }

    @Test
    void licencesAreAcceptedOnceAndTheDiskIsAskedFirst() throws IOException {
        final String message = assertThrows(InpaintException.class,
                () -> setup().setUp("", false, Progress.NONE)).getMessage();
        assertEquals("NVIDIA's licences must be accepted once: read https://x.org and say accept_licence "
                + "(--accept_licence).", message);
        assertEquals(List.of(), hub.asked, "nothing is fetched before");
        settings = settings.withSpace(folder -> 100_000_000);
        assertTrue(refused("").startsWith("The libraries of the card need 538 MB on the disk of '"));
        assertEquals(List.of(), hub.asked);
        settings = settings.withSpace(folder -> 600_000_000);
        setup().setUp("", false, Progress.NONE);
        assertTrue(setup().plan().contains("core, 1 MB from 127.0.0.1 (licence: NVIDIA)\n"), setup().plan());
        assertTrue(setup().plan().contains(" 600 MB are."), setup().plan());
    }

    @Test
    void withoutACardOrADriverNothingIsDone() throws IOException {
        driver = new NvidiaDriver(List.of(), "", false, "");
        assertEquals("No NVIDIA card was seen on this computer: there is nothing to set up.", refused(""));
        assertEquals(Set.of(), setup().state().actions());
        driver = new NvidiaDriver(List.of("a card"), "470.1", true, "470.1");
        assertTrue(refused("").startsWith("The driver 470.1 of a card is too old for CUDA 12: "));
        assertEquals(Set.of(), setup().state().actions());
        assertTrue(setup().state().lines().get("NVIDIA card").startsWith("a card, driver 470.1. The driver 470.1"));
        driver = DRIVER;
        assertEquals(Set.of(GpuAction.SETUP), setup().state().actions());
        assertEquals(List.of(), hub.asked);
        assertTrue(assertThrows(InpaintException.class, () -> setup().probe(Progress.NONE)).getMessage()
                .startsWith("Nothing is set up for a graphics card"));
    }

    @Test
    void aFolderOfArchivesIsImportedByDigest() throws IOException {
        setup();
        final Path from = Files.createDirectories(root.resolve("from/deep"));
        Files.write(from.resolve("renamed.tgz"), core);
        assertTrue(refused(root.resolve("from").toString()).contains(" lacks blas: blas.zip (" + blas.length
                + " bytes, SHA-256 " + LoopbackHub.sha256(blas) + ") or other.whl ("));
        Files.write(from.resolve("other.whl"), blas);
        final String said = setup().setUp(root.resolve("from").toString(), true, Progress.NONE);
        assertFalse(said.contains("by their names"), said);
        assertArrayEquals(CORE, Files.readAllBytes(libraries().resolve("libcore.so")));
        assertEquals(Set.of("deep/renamed.tgz", "deep/other.whl"), files("from"), "what is imported stays");
        assertEquals(List.of(), hub.asked, "nothing is fetched");
        Files.write(from.resolve("other.whl"), new byte[] { 1 });
        assertTrue(refused(root.resolve("from").toString()).contains("' is not the archive of that name"));
        assertTrue(setup().use().libraries().isPresent(), "what was there before stays");
    }

    @Test
    void librariesAreImportedByNameWithAWarning() throws IOException {
        setup();
        final Path from = Files.createDirectories(root.resolve("from"));
        Files.write(from.resolve("libcore.so.1.28.0"), CORE);
        Files.write(from.resolve("libblas.so.12"), BLAS);
        final String warning = "These were taken by their names, since no digest of them is known: libblas.so.12, "
                + "libcore.so.";
        final String said = setup().setUp(from.toString(), true, Progress.NONE);
        assertTrue(said.startsWith(warning), said);
        assertTrue(setup().state().lines().get("Libraries of the card")
                .endsWith("not checked, but taken by their names: libblas.so.12, libcore.so"));
        final Path all = Files.write(root.resolve("all.zip"),
                ArchiveFiles.zip(Map.of("a/libcore.so", CORE, "libblas.so.12", BLAS)));
        assertTrue(setup().setUp(all.toString(), true, Progress.NONE).startsWith(warning));
        Files.write(all, ArchiveFiles.zip(Map.of("a/libcore.so", CORE)));
        assertTrue(refused(all.toString()).contains("' lacks libblas.so.12: it is another archive"));
        assertTrue(refused(root.resolve("nowhere").toString()).contains("does not exist"));
    }

    @Test
    void aCardThatFailsIsNotUsedUntilItIsTriedAgain() throws IOException {
        program = FakeProbes.Crashes.class;
        final String said = setup().setUp("", true, Progress.NONE);
        assertTrue(said.contains("The card is not used, since the trial crashed with status "), said);
        final GpuSetup.Use use = setup().use();
        assertTrue(use.libraries().isEmpty());
        assertTrue(use.refusal().startsWith("the graphics card is not used, since the trial crashed"), use.refusal());
        assertEquals(1, trials.get(), "it is not tried at every start");
        program = FakeProbes.Hangs.class;
        assertTrue(setup().probe(Progress.NONE).contains("gave no answer within 0.7 s"));
        program = FakeProbes.Lies.class;
        assertTrue(setup().perform(new GpuKeys(GpuAction.PROBE, false, ""), Progress.NONE)
                .contains("the card computed 2.0 where the processor computed 2.1"));
        assertTrue(setup().use().libraries().isEmpty());
        program = FakeProbes.Right.class;
        setup().probe(Progress.NONE);
        assertTrue(setup().use().libraries().isPresent());
    }

    @Test
    void anotherDriverOrOtherLibrariesAreTriedAnew() throws IOException {
        setup().setUp("", true, Progress.NONE);
        driver = new NvidiaDriver(List.of("a card"), "580.2", true, "580.2");
        program = FakeProbes.Lies.class;
        assertTrue(setup().use().libraries().isEmpty(), "the new driver was tried before it was used");
        assertEquals(2, trials.get());
        driver = DRIVER;
        assertTrue(setup().use().libraries().isPresent(), "of the old one it is still known");
        assertEquals(2, trials.get());
        driver = new NvidiaDriver(List.of(), "", false, "");
        assertEquals("No NVIDIA card is seen any more.", setup().use().refusal());
        Files.writeString(root.resolve("cache/gpu/probes.json"), "[[[[");
        driver = DRIVER;
        assertTrue(setup().use().libraries().isEmpty());
        assertEquals(3, trials.get());
    }

    @Test
    void whatWasTamperedWithIsNotUsed() throws IOException {
        setup().setUp("", true, Progress.NONE);
        final Path file = libraries().resolve("libblas.so.12");
        Files.write(file, new byte[10]);
        assertTrue(setup().use().refusal().contains("'libblas.so.12' is not as it was when it was set up: "));
        assertEquals(Set.of(GpuAction.SETUP, GpuAction.REMOVE), setup().state().actions());
        Files.write(file, BLAS);
        if (root.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
            assertTrue(setup().use().libraries().isEmpty(), "others could have written it");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        assertTrue(setup().use().libraries().isPresent());
        final String list = Files.readString(libraries().resolve("installed.json"));
        Files.writeString(libraries().resolve("installed.json"), list.replace("libblas.so.12", "../../libblas.so.12"));
        assertTrue(setup().use().libraries().isEmpty());
        Files.writeString(libraries().resolve("installed.json"), list);
        Files.writeString(libraries().resolve("installed.json"), "[[[");
        assertTrue(setup().use().refusal().contains("their list is missing, not your own or damaged"));
        assertEquals(Set.of(GpuAction.SETUP, GpuAction.REMOVE), setup().state().actions());
        Files.writeString(libraries().resolve("installed.json"), list);
        packages = new GpuPackages("linux-x64", "1.28.0", "525", "0".repeat(64), Map.of(), packages.parts());
        assertTrue(setup().use().refusal().contains("another one is loaded here"), "another ONNX Runtime");
        assertTrue(refused("").contains("keep only the onnxruntime jar that InpaintJ brings"));
    }

    @Test
    void twoAtOnceDoNotWriteIntoOneFolder() throws IOException {
        setup();
        final List<String> refusals = new CopyOnWriteArrayList<>();
        hub.on("/blas.zip", exchange -> {
            refusals.add(refused(""));
            LoopbackHub.file(blas, "\"2\"").handle(exchange);
        });
        final String said = setup().setUp("", true, Progress.NONE);
        assertTrue(said.contains("it is used from the next start on"), said);
        assertEquals(List.of("Another program sets the card up at the moment: wait until it has ended."), refusals);
        assertEquals(2, hub.asked.size(), "the second asked for nothing");
        assertTrue(setup().use().libraries().isPresent());
    }

    @Test
    void removedIsRemoved() throws IOException {
        assertEquals("Nothing was set up for a graphics card.", setup().remove());
        setup().setUp("", true, Progress.NONE);
        assertEquals("Deleted what was set up for the graphics card, 1 MB: from the next start on networks run without "
                + "it.", setup().perform(new GpuKeys(GpuAction.REMOVE, false, ""), Progress.NONE));
        assertEquals(Set.of(), files("cache"));
        assertEquals(new GpuSetup.Use(Optional.empty(), ""), setup().use());
        assertEquals("'from' and 'accept_licence' belong to gpu=setup: add that, or leave them out.",
                assertThrows(InpaintException.class, () -> setup().perform(new GpuKeys(GpuAction.PROBE, false, "x"),
                        Progress.NONE)).getMessage());
    }

    @Test
    void elsewhereThereIsNothingToSetUp() {
        final GpuSetup mac = new GpuSetup(Optional.empty(), new GpuFolder(PrivateFolder.of(root)), () -> driver,
                CardProbe::real, DownloadSettings.NORMAL);
        assertEquals(new GpuSetup.State(Map.of(), Set.of()), mac.state());
        assertEquals(new GpuSetup.Use(Optional.empty(), ""), mac.use());
        assertTrue(assertThrows(InpaintException.class, () -> mac.setUp("", true, Progress.NONE)).getMessage()
                .startsWith("Only on Linux and Windows with an x64 processor"));
    }

    @Test
    void cancelledStopsAtOnceAndLeavesWhatWasThere() throws IOException {
        setup().setUp("", true, Progress.NONE);
        assertThrows(CancelledException.class, () -> setup().setUp("", true, new Progress() {
            @Override
            public void step(final int done, final int total, final String what) {}

            @Override
            public boolean cancelled() {
                return true;
            }
        }));
        assertTrue(setup().use().libraries().isPresent());
    }
}
