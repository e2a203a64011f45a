package org.inpaintj.ui.offer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.Prefs;

import org.inpaintj.imagej.roi.RecentModels;
import org.inpaintj.model.catalogue.ModelRole;
import org.inpaintj.model.catalogue.ModelStore;
import org.inpaintj.model.download.DownloadSettings;
import org.inpaintj.model.folder.ModelFixture;

class ModelOffersTest {

    @TempDir
    private Path folder;
    private ModelStore.Use store;

    @BeforeEach
    void use() {
        store = ModelStore.use(new ModelStore(folder.resolve("store"), DownloadSettings.NORMAL));
        Prefs.set("inpaintj.models", "");
    }

    @AfterEach
    void putBack() {
        store.close();
        Prefs.set("inpaintj.models", "");
    }

    private static Path eraser(final Path to) throws IOException {
        Files.createDirectories(to.getParent());
        return Files.copy(ModelFixture.of("erasers").folder().resolve("lama-fixed.onnx"), to);
    }

    private void installed(final String id, final String title) throws IOException {
        final Path file = eraser(folder.resolve("store/" + id + "/lama.onnx"));
        Files.writeString(folder.resolve("store/catalogue.json"), "{\"schema\":1,\"models\":[{\"id\":\"" + id
                + "\",\"title\":\"" + title + "\",\"role\":\"model\",\"task\":\"erase\",\"family\":\"lama\","
                + "\"licence\":{\"id\":\"MIT\"},\"files\":[{\"path\":\"lama.onnx\",\"urls\":[\"hf:a/b:lama.onnx\"],"
                + "\"size\":" + Files.size(file) + "}]}]}");
    }

    private static List<Offer> offers() {
        return ModelOffers.read(ModelRole.MODEL);
    }

    @Test
    void whoHasNoneLearnsWhereToGetOne() throws Exception {
        assertEquals(List.of(new Offer("None yet: Model Manager... in the menu gets some", "")), offers());
    }

    @Test
    void eachIsOfferedOnceByTheNameThatMacrosNeed() throws Exception {
        installed("test-lama", "Tiny eraser");
        final Path elsewhere = eraser(folder.resolve("elsewhere/other.onnx")),
                got = folder.resolve("store/test-lama/lama.onnx");
        RecentModels.remember(elsewhere.toString());
        assertEquals(List.of(new Offer("other.onnx", elsewhere.toString()), new Offer("Tiny eraser",
                ModelOffers.text("test-lama", ModelRole.MODEL, got))), offers());
        RecentModels.remember(got.toString());
        assertEquals("Tiny eraser", offers().get(0).name());
        assertEquals(2, offers().size());
    }

    @Test
    void namesThatAreEqualAreToldApart() throws Exception {
        final Path one = eraser(folder.resolve("x/same.onnx")), two = eraser(folder.resolve("y/same.onnx"));
        RecentModels.remember(one.toString());
        RecentModels.remember(two.toString());
        assertEquals(List.of("same.onnx (" + two + ")", "same.onnx (" + one + ")"),
                offers().stream().map(Offer::name).limit(2).toList());
    }
}
