package org.inpaintj.ui.offer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

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
import org.inpaintj.model.library.LibraryFolders;
import org.inpaintj.model.library.ModelLibrary;

class ModelOffersTest {

    @TempDir
    private Path folder;
    private ModelStore.Use store;
    private ModelLibrary.Use library;
    private LibraryFolders folders;

    @BeforeEach
    void use() {
        folders = new LibraryFolders(Optional.of(folder.resolve("config/folders.json")), name -> null);
        store = ModelStore.use(new ModelStore(folder.resolve("store"), DownloadSettings.NORMAL));
        library = ModelLibrary.use(new ModelLibrary(folders, Optional.empty()));
        Prefs.set("inpaintj.models", "");
    }

    @AfterEach
    void putBack() {
        store.close();
        library.close();
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
        final Path mine = folder.resolve("mine"), a = eraser(mine.resolve("a/lama.onnx")),
                elsewhere = eraser(folder.resolve("elsewhere/other.onnx"));
        eraser(mine.resolve("b/lama.onnx"));
        final Path picture = Files.write(mine.resolve("b/lama.png"), new byte[] { 1 });
        folders.add(mine);
        RecentModels.remember(elsewhere.toString());
        RecentModels.remember(a.toString());
        assertEquals(List.of(new Offer("a/lama", "a/lama"), new Offer("other.onnx", elsewhere.toString()),
                new Offer("Tiny eraser", "test-lama"), new Offer("b/lama", "b/lama", Optional.of(picture))), offers());
    }

    @Test
    void namesThatAreEqualAreToldApart() throws Exception {
        installed("test-lama", "lama");
        final Path mine = eraser(folder.resolve("mine/lama.onnx"));
        folders.add(mine.getParent());
        final List<Offer> offers = offers();
        assertEquals(2, offers.stream().map(Offer::name).distinct().count(), offers.toString());
        assertTrue(offers.get(0).name().equals("lama (test-lama)") && offers.get(0).text().equals("test-lama"),
                offers.toString());
        final Path one = eraser(folder.resolve("x/same.onnx")), two = eraser(folder.resolve("y/same.onnx"));
        RecentModels.remember(one.toString());
        RecentModels.remember(two.toString());
        assertEquals(List.of("same.onnx (" + two + ")", "same.onnx (" + one + ")"),
                offers().stream().map(Offer::name).limit(2).toList());
    }

    @Test
    void aDamagedListOfFoldersIsSaid() throws Exception {
        Files.createDirectories(folders.file().orElseThrow().getParent());
        Files.writeString(folders.file().orElseThrow(), "{");
        installed("test-lama", "Tiny eraser");
        final List<Offer> offers = offers();
        assertEquals("Tiny eraser", offers.get(0).name());
        assertTrue(offers.size() == 2 && offers.get(1).text().isEmpty()
                && offers.get(1).name().contains("folders.json"), offers.toString());
    }
}
