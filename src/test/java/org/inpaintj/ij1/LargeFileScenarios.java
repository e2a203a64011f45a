package org.inpaintj.ij1;

import static org.inpaintj.ij1.TestDesktop.check;
import static org.inpaintj.ij1.TestDesktop.macro;
import static org.inpaintj.ij1.TestDesktop.message;
import static org.inpaintj.ij1.TestDesktop.record;
import static org.inpaintj.ij1.TestDesktop.type;
import static org.inpaintj.ij1.TestDesktop.typed;

import java.awt.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.swing.JComboBox;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Roi;
import ij.plugin.FileInfoVirtualStack;
import ij.plugin.frame.Recorder;
import ij.plugin.frame.RoiManager;

import org.inpaintj.inpaint.large.LargeJournal;
import org.inpaintj.inpaint.large.LargeRecord;
import org.inpaintj.job.Job;
import org.inpaintj.job.JobQueue;
import org.inpaintj.ui.form.FormDialog;

/** Inpaint Large File... */
final class LargeFileScenarios {

    private LargeFileScenarios() {}

    static void addTo(final Map<String, GuiScenarios.Scenario> all) {
        all.put("a large file is repainted where its virtual stack is selected", LargeFileScenarios::proposed);
        all.put("a large file that is cancelled half-way leaves no result and goes on", LargeFileScenarios::cancelled);
    }

    /** A copy of the stack in a folder. */
    private static Path stack(final Path folder) throws IOException {
        return Files.copy(SelectionScenarios.models.resolve("large").resolve(LargeFileFixture.STACK),
                folder.resolve(LargeFileFixture.STACK));
    }

    private static FormDialog dialog() {
        PlainImageJGui.choose("Plugins", "InpaintJ", "Inpaint Large File...");
        return PlainImageJGui.window(FormDialog.class, "Inpaint Large File");
    }

    /** What a record says of the samples that were read and written. */
    private static List<String> digests(final Path image) throws IOException {
        return Pattern.compile("\"(crop|mask|patch)_sha256\":\"\\w{64}\"")
                .matcher(Files.readString(LargeRecord.of(image))).results().map(MatchResult::group).toList();
    }

    private static void proposed() throws Exception {
        final Path folder = Files.createTempDirectory("large"), file = stack(folder);
        final Path line = SelectionScenarios.models.resolve("large").resolve(LargeFileFixture.RESULT);
        final byte[] before = Files.readAllBytes(file);
        final ImagePlus virtual = FileInfoVirtualStack.openVirtual(file.toString());
        virtual.show();
        TestDesktop.select(virtual);
        virtual.setPosition(1, 2, 1);
        virtual.setRoi(LargeFileFixture.selection());
        final Recorder recorder = record();
        TestDesktop.select(virtual);
        final FormDialog dialog = dialog();
        check(typed(dialog, "file").equals(file.toString()), typed(dialog, "file"));
        final Path out = folder.resolve("stack-inpainted.tif");
        check(typed(dialog, "output").equals(out.toString()), typed(dialog, "output"));
        check("selection".equals(TestDesktop.input(dialog, JComboBox.class, "regions").getSelectedItem()),
                "the selection is proposed");
        check(typed(dialog, "slice").equals("2"), typed(dialog, "slice"));
        PlainImageJGui.until("what is known before the start", () -> PlainImageJGui.text(dialog).contains("Will be: "));
        check(PlainImageJGui.text(dialog).contains("Will be: TIFF, 64 x 48 px, 16 bit; regions: 1; patch; about 1 MB "
                + "of memory and 1 MB of disk"), PlainImageJGui.text(dialog));
        type(dialog, "seed", "5");
        PlainImageJGui.press(dialog, "OK");
        final Window told = PlainImageJGui.await("the message at the end", () -> message("Wrote '" + out + "'"));
        check(PlainImageJGui.text(told).contains("regions: 1"), PlainImageJGui.text(told));
        PlainImageJGui.press(told, "Open as Virtual Stack");
        final ImagePlus made = PlainImageJGui.await("the result as a virtual stack",
                () -> WindowManager.getImage("stack-inpainted.tif"));
        check(made.getStack().isVirtual() && made.getStackSize() == 3, made);

        check(Arrays.equals(Files.readAllBytes(line), Files.readAllBytes(out)), "the command line makes the same file");
        check(!Arrays.equals(before, Files.readAllBytes(out)), "something was repainted");
        check(digests(out).size() == 3 && digests(line).equals(digests(out)), digests(out));
        check(Arrays.equals(before, Files.readAllBytes(file)), "the file is only read");

        final String text = PlainImageJGui.await("recorded line", () -> recorder.getText().lines()
                .filter(each -> each.contains("Large File...")).findFirst().orElse(null));
        TestDesktop.close(recorder);
        check(text.contains("regions=selection") && text.contains("seed=5") && text.contains("slice=2"), text);
        TestDesktop.select(virtual);
        final String taken = macro(text);
        check(taken.contains("exists already: set overwrite"), taken);
        Files.delete(out);
        Files.delete(LargeRecord.of(out));
        TestDesktop.select(virtual);
        check(macro(text).isEmpty(), "no message");
        check(Arrays.equals(Files.readAllBytes(line), Files.readAllBytes(out)), "the macro makes the same file");
        final String original = macro(text.replace("stack-inpainted.tif", "stack.tif").replace("overwrite=false",
                "overwrite=true"));
        check(original.contains("is never changed") && Arrays.equals(before, Files.readAllBytes(file)), original);
    }

    /** Regions of the ROI Manager; the second of them is not finished at first. */
    private static void cancelled() throws Exception {
        final Path folder = Files.createTempDirectory("large"), file = stack(folder);
        final ImagePlus virtual = FileInfoVirtualStack.openVirtual(file.toString());
        virtual.show();
        TestDesktop.select(virtual);
        final RoiManager manager = RoiManager.getRoiManager();
        manager.reset();
        manager.addRoi(new Roi(10, 10, 6, 5));
        manager.addRoi(new Roi(30, 20, 6, 5));
        TestDesktop.select(virtual);
        final FormDialog dialog = dialog();
        check("manager".equals(TestDesktop.input(dialog, JComboBox.class, "regions").getSelectedItem()),
                "those of the ROI Manager are proposed");
        TestDesktop.choose(dialog, "engine", "slow");
        PlainImageJGui.press(dialog, "OK");
        final Job<?> job = PlainImageJGui.await("the second region", () -> JobQueue.shared().jobs().stream()
                .filter(each -> each.status().what().startsWith("Region 2 of 2")).findFirst().orElse(null));
        job.cancel();
        final Window told = PlainImageJGui.await("what became of it", () -> message("It was cancelled: nothing was "
                + "written to"));
        check(PlainImageJGui.text(told).contains("the same command goes on"), PlainImageJGui.text(told));
        PlainImageJGui.press(told, "OK");
        final Path out = folder.resolve("stack-inpainted.tif");
        check(list(folder).equals(List.of("stack-inpainted.tif" + LargeJournal.ENDING, "stack.tif")), list(folder));
        final String seed = LargeJournal.seeds(out).get("seed");
        TestDesktop.select(virtual);
        final FormDialog again = dialog();
        check(typed(again, "seed").equals("-1"), typed(again, "seed"));
        PlainImageJGui.press(again, "OK");
        PlainImageJGui.press(PlainImageJGui.await("the message at the end", () -> message("Wrote '" + out + "'")),
                "Close");
        manager.reset();
        manager.close();
        check(list(folder).equals(List.of("stack-inpainted.tif", "stack-inpainted.tif" + LargeRecord.ENDING,
                "stack.tif")), list(folder));
        check(Files.readString(LargeRecord.of(out)).contains("\"seed\":" + (Long.parseLong(seed) + 1) + ","), seed);
    }

    private static List<String> list(final Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
