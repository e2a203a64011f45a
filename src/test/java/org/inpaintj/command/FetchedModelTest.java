package org.inpaintj.command;

import static org.inpaintj.model.download.LoopbackHub.file;
import static org.inpaintj.model.download.LoopbackHub.sha256;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.task.TaskService;

import ij.IJ;
import ij.ImagePlus;

import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.roi.MissingModels;
import org.inpaintj.model.catalogue.CatalogueEntry;
import org.inpaintj.model.catalogue.ModelStore;
import org.inpaintj.model.download.LoopbackHub;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.segment.SelectionRequest;

/** What a script asks for with {@code download}, from a real server on this machine. */
class FetchedModelTest {

    @TempDir
    Path folder;
    @AutoClose
    private final LoopbackHub hub = new LoopbackHub();

    private ModelStore.Use serve() throws IOException {
        final byte[] lama = Files.readAllBytes(ModelFixture.of("erasers").folder().resolve("lama-free.onnx"));
        hub.on("/lama.onnx", file(lama, ""));
        Files.writeString(folder.resolve("catalogue.json"), "{\"schema\": 1, \"models\": [{\"id\": \"tiny-lama\", "
                + "\"title\": \"T\", \"role\": \"model\", \"task\": \"erase\", \"family\": \"lama\", \"licence\": "
                + "{\"id\": \"MIT\", \"accept\": false}, \"files\": [{\"path\": \"lama.onnx\", \"urls\": [\""
                + hub.at("/lama.onnx") + "\"], \"sha256\": \"" + sha256(lama) + "\"}]}]}");
        return ModelStore.use(new ModelStore(folder, hub.patient()));
    }

    @Test
    void aScriptFetchesAndPaints() throws Exception {
        final ImagePlus imp = IJ.createImage("cells", "8-bit ramp", 64, 48, 1);
        imp.setRoi(20, 16, 12, 10);
        try (ModelStore.Use use = serve();
                Context context = new Context(CommandService.class, TaskService.class, StrictCommands.class)) {
            final CommandService commands = context.getService(CommandService.class);
            assertTrue(failure(commands, imp, "model", "tiny-lama").contains("add download=true"));
            assertTrue(failure(commands, imp, "model", "tiny-lama", "download", "yes").contains("true or false"));
            assertEquals(List.of(), hub.asked);
            commands.run(InpaintSelection.class, true, "image", imp, "model", "tiny-lama", "download", true).get();
            commands.run(InpaintSelection.class, true, "image", imp, "keys", "model=tiny-lama download").get();
        }
        assertEquals(1, hub.asked.size());
        assertEquals("erase", Layer.of(imp).get(0).provenance().engine());
        assertEquals(2, Layer.of(imp).size());
    }

    private static String failure(final CommandService commands, final ImagePlus imp, final Object... inputs) {
        final Object[] all = new Object[inputs.length + 2];
        all[0] = "image";
        all[1] = imp;
        System.arraycopy(inputs, 0, all, 2, inputs.length);
        Throwable why = assertThrows(ExecutionException.class,
                () -> commands.run(InpaintSelection.class, true, all).get());
        while (why.getCause() != null)
            why = why.getCause();
        return String.valueOf(why.getMessage());
    }

    @Test
    void onlyKeysOfModelsAreLookedAt() throws IOException {
        try (ModelStore.Use use = serve()) {
            assertEquals(List.of("tiny-lama"), ids(Map.of("model", "tiny-lama", "engine", "auto")));
            assertEquals(List.of("tiny-lama"), ids(Map.of("vae", " tiny-lama ", "model", "none-such")));
            assertEquals(List.of(), ids(Map.of("prompt", "tiny-lama", "stylebook", "tiny-lama")));
            assertEquals(List.of(), ids(Map.of("model", "tiny-lama", "engine", "a1111")), "the server's own");
            assertEquals(List.of(), ids(Map.of("model", folder.toString())));
            assertEquals(List.of("model", "detector"), MissingModels.keys(SelectionRequest.KEYS));
        }
        assertEquals(List.of(), MissingModels.keys(new FlattenLayers().keys()));
        assertEquals(List.of(), hub.asked);
    }

    private static List<String> ids(final Map<String, String> values) {
        return MissingModels.of(new InpaintSelection().keys(), values).stream().map(CatalogueEntry::id).toList();
    }
}
