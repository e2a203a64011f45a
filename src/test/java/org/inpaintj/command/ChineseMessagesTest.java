package org.inpaintj.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.HeadlessException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Roi;
import ij.io.FileSaver;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.remote.FakeServer;
import org.inpaintj.engine.remote.FakeServer.Reply;
import org.inpaintj.job.Job;
import org.inpaintj.job.JobFailures;
import org.inpaintj.job.JobListener;
import org.inpaintj.job.JobQueue;
import org.inpaintj.language.Language;
import org.inpaintj.language.Translation;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.params.MacroLine;
import org.inpaintj.ui.StatusLine;

/** What commands say when they fail and when they work, as a user with Chinese windows sees it: nothing is English. */
@Timeout(60)
class ChineseMessagesTest {

    /** Names stand in quotes; what holds signs or digits is a key with its value, a path, a file or a number. */
    private static final Pattern NAMES = Pattern.compile("\u201c[^\u201d]*\u201d|<[^>]*>"
            + "|\\S*[\\p{ASCII}&&[=_/\\\\.0-9]]\\S*"),
            ENGLISH = Pattern.compile("(?i:\\b(the|is|are|was|were|of|and|or|to|with|for|from|not|no|it|its|in|at|by"
                    + "|has|have|an)\\b)|\\b\\p{Lower}{2,}(?:,? \\p{Lower}{2,})+\\b");

    @TempDir
    private static Path folder;
    private static FakeServer server;

    @BeforeAll
    static void start() throws IOException {
        System.setProperty(Language.PROPERTY, Language.CHINESE.code());
        Translation.use(Language.AUTO);
        server = new FakeServer();
        Files.write(folder.resolve("cut.safetensors"), new byte[] { 9, 0, 0, 0, 0, 0, 0, 0, '{' });
        Files.writeString(folder.resolve("page.onnx"), "<!DOCTYPE html><html>sign in</html>");
        Files.writeString(folder.resolve("notes.txt"), "nothing of use");
        Files.createDirectory(folder.resolve("empty"));
        Files.createDirectory(folder.resolve("images"));
        new FileSaver(image("8-bit black")).saveAsPng(folder.resolve("images/a.png").toString());
        Files.writeString(folder.resolve("images/b.png"), "no picture");
    }

    @AfterAll
    static void stop() {
        System.clearProperty(Language.PROPERTY);
        Translation.use(Language.AUTO);
        server.close();
    }

    /** What commands have shown would be there for the tests that follow. */
    @AfterEach
    void close() {
        for (final int id : WindowManager.getIDList() == null ? new int[0] : WindowManager.getIDList()) {
            final ImagePlus shown = WindowManager.getImage(id);
            shown.changes = false;
            shown.close();
        }
    }

    private static ImagePlus image(final String type) {
        final ImagePlus imp = IJ.createImage("cells", type, 64, 48, 1);
        imp.setRoi(20, 16, 12, 10);
        return imp;
    }

    /** A command as the menu runs it, with the keys of a macro line; behind a bar, what is done to the image before. */
    private static List<String> said(final String line) {
        final String[] words = line.split(" ", 2), parts = (words.length > 1 ? words[1] : "").split("\\|");
        final String keys = parts[0].strip().replace("FOLDER", folder.toString()).replace("SERVER", server.address())
                .replace("SD15", ModelFixture.of("sd15").folder().toString());
        final ImagePlus imp = image(parts.length > 1 && parts[1].contains("RGB") ? "RGB black" : "16-bit ramp");
        if (parts.length > 1 && parts[1].contains("unselected"))
            imp.deleteRoi();
        if (parts.length > 1 && parts[1].contains("all"))
            imp.setRoi(new Roi(0, 0, 64, 48));
        if (parts.length > 1 && parts[1].contains("outside"))
            imp.setRoi(new Roi(200, 200, 4, 4));
        final boolean none = parts.length > 1 && parts[1].contains("none");
        final Set<String> said = ConcurrentHashMap.newKeySet();
        final JobListener listener = job -> {
            said.add(StatusLine.describe(job.status()));
            said.add(StatusLine.title(job));
            said.add(StatusLine.details(job));
            job.status().notes().forEach(note -> said.add(Translation.message(note)));
        };
        JobQueue.shared().addListener(listener);
        WindowManager.setTempCurrentImage(none ? null : imp);
        final ParameterCommand<?> command = command(words[0]);
        try {
            command.begin();
            command.keys().parse(MacroLine.parse(keys));
            command.assign(command.expand(MacroLine.parse(keys)));
            command.settle();
            command.execute();
        } catch (final InpaintException | CancelledException e) {
            said.add(Translation.message(JobFailures.describe(command.title(), e)));
        } catch (final HeadlessException e) {
            // the job is done, and its image would be shown
        } finally {
            WindowManager.setTempCurrentImage(null);
            JobQueue.shared().removeListener(listener);
        }
        return new ArrayList<>(said);
    }

    private static ParameterCommand<?> command(final String name) {
        try {
            return (ParameterCommand<?>) Class.forName("org.inpaintj.command." + name).getDeclaredConstructor()
                    .newInstance();
        } catch (final ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void check(final List<String> said) {
        for (final String text : said)
            assertEquals(List.of(), english(text), text);
    }

    /** Words that are left of an English sentence. */
    private static List<String> english(final String text) {
        return ENGLISH.matcher(NAMES.matcher(text).replaceAll(" \u3002 ")).results().map(MatchResult::group).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            // keys
            "InpaintSelection stepz=3", "InpaintSelection steps=many", "InpaintSelection steps=0",
            "InpaintSelection strength=1.5", "InpaintSelection target=paper", "InpaintSelection invert=perhaps",
            "InpaintSelection engine=pach", "InpaintSelection engine=nothing", "InpaintSelection sampler=Eular",
            "InpaintSelection engine=patch steps=5 sampler=[Euler a]", "InpaintSelection engine=diffusion",
            "InpaintSelection engine=erase", "InpaintSelection engine=patch prompt=[a red car]",
            // models
            "InpaintSelection model=FOLDER/none", "InpaintSelection model=FOLDER/cut.safetensors",
            "InpaintSelection model=FOLDER/page.onnx", "InpaintSelection model=FOLDER/empty",
            "InpaintSelection engine=diffusion model=FOLDER/page.onnx", "InpaintSelection engine=erase model=SD15",
            "InpaintSelection model=SD15 steps=2 vae=FOLDER/cut.safetensors", "InpaintSelection model=SD15 steps=2 "
                    + "sampler=nonsense", "InpaintSelection model=SD15 steps=2 prompt=[cat <lora:missing:1>]",
            "InpaintSelection model=SD15 steps=2 controlnet=FOLDER/none control=shown",
            "InpaintSelection model=SD15 steps=2 memory=0.001", "InpaintSelection model=SD15 steps=2 styles=none",
            "InpaintSelection model=SD15 steps=2 width=100000 height=100000", "InpaintSelection model=SD15 steps=1 "
                    + "strength=0.1 schedule=Model",
            // selections, masks and images
            "InpaintSelection engine=patch | unselected", "InpaintSelection engine=patch | all",
            "InpaintSelection engine=patch | outside", "InpaintSelection engine=patch | none",
            "InpaintSelection engine=patch grow=-30", "InpaintSelection engine=patch mask=absent",
            "InpaintSelection engine=patch mask=FOLDER/notes.txt",
            "InpaintSelection engine=patch mask=FOLDER/images/a.png",
            "InpaintSelection engine=patch sketch=painted", "InpaintSelection engine=patch refine=sam",
            "InpaintSelection engine=patch refine=sam segmenter=FOLDER/empty", "RemoveObject engine=patch | unselected",
            "InpaintSelection model=SD15 steps=1 strength_map=absent",
            // servers
            "InpaintSelection engine=a1111 server=SERVER", "InpaintSelection engine=comfyui server=SERVER",
            "InpaintSelection engine=a1111 server=http://127.0.0.1:1", "InpaintSelection engine=a1111 server=nowhere",
            "InpaintSelection engine=a1111 server=http://example.org", "InpaintSelection engine=service",
            "InpaintSelection engine=service service=stability prompt=car",
            "InpaintSelection engine=service service=stabiliti",
            // other commands
            "Outpaint directions=[]", "Outpaint directions=[sideways]",
            "TextToImage engine=patch prompt=car", "ImageToImage engine=patch", "UpscaleImage upscaler=lanczoz",
            "UpscaleImage scale=0", "UpscaleImage upscaler=FOLDER/page.onnx", "UpscaleImage width=10",
            "RefineSelection", "RefineSelection segmenter=FOLDER/empty | unselected", "SelectByText text=cat",
            "SelectByText text=[] detector=FOLDER/empty", "Interrogate", "Interrogate model=FOLDER/empty",
            "RepairDetections source=labels", "RepairDetections source=text text=cat",
            "RepairDetections source=manager",
            "RepairDetections source=overlay", "RepairDetections source=macro macro=FOLDER/notes.txt",
            "RepairDetections source=defects kinds=holes", "Compare x=[]", "Compare x=[speed: 1, 2]",
            "Compare x=[seed: 1-]", "batch.Batch images=FOLDER/none results=FOLDER/out",
            "batch.Batch images=FOLDER/empty results=FOLDER/out",
            "batch.Batch images=FOLDER/images results=FOLDER/images",
            "batch.Batch images=FOLDER/images results=FOLDER/out roi=1,1,3", "EnhancePrompt prompt=cat styles=absent",
            "EnhancePrompt", "FlattenLayers", "batch.Batch each=lines" })
    void failuresAreChinese(final String line) {
        final List<String> said = said(line);
        assertFalse(said.isEmpty(), "it says nothing");
        check(said);
    }

    @ParameterizedTest
    @ValueSource(strings = { "InpaintSelection engine=patch seed=1 candidates=2", "RemoveObject engine=patch",
            "InpaintSelection model=SD15 steps=2 prompt=car seed=1 background=true",
            "InpaintSelection model=SD15 steps=2 seed=1 stop=1 | RGB",
            "Outpaint engine=patch method=patch expand=16", "UpscaleImage scale=2",
            "RepairDetections source=selection engine=patch", "Compare engine=patch x=[seed: 1, 2]",
            "batch.Batch images=FOLDER/images results=FOLDER/both roi=2,2,5,5 engine=patch",
            "batch.Batch images=FOLDER/images results=FOLDER/dry roi=2,2,5,5 engine=patch dry_run=true" })
    void jobsAreChinese(final String line) {
        final List<String> said = said(line);
        assertTrue(said.size() > 2, said.toString());
        check(said);
    }

    @Test
    void refusalsOfServersAreChinese() {
        for (final int status : new int[] { 400, 401, 413, 500 }) {
            server.on("POST /sdapi/v1/img2img", got -> Reply.json(status, "{\"detail\":\"\u4e0d\u884c\"}"));
            server.on("POST /prompt", got -> Reply.json(status, "{\"error\":{\"message\":\"\u4e0d\u884c\"}}"));
            check(said("InpaintSelection engine=a1111 server=SERVER"));
            check(said("InpaintSelection engine=comfyui server=SERVER"));
        }
    }

    @Test
    void whatNobodyForesawIsChinese() {
        for (final Throwable error : List.of(new OutOfMemoryError(), new NoClassDefFoundError("org/x/Y"),
                new IllegalStateException("odd")))
            check(List.of(Translation.message(JobFailures.describe("Inpaint Selection (patch): cells", error))));
    }

    /** Whoever cancels sees so. */
    @Test
    void aCancelledJobIsChinese() {
        final Job<?> job = JobQueue.shared().submit("Remove Object (patch): cells", progress -> {
            progress.step(0, 3, "Region 1 of 3: Loading the model");
            throw new CancelledException();
        }, changed -> check(List.of(StatusLine.describe(changed.status()), StatusLine.title(changed))));
        while (!job.state().ended())
            Thread.onSpinWait();
        check(List.of(StatusLine.describe(job.status())));
    }
}
