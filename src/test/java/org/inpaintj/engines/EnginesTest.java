package org.inpaintj.engines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Capabilities;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.KeyUse;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;
import org.inpaintj.engine.Task;
import org.inpaintj.params.Key;
import org.inpaintj.params.NoParameters;
import org.inpaintj.params.Parameters;

/** Which engines there are, and the vocabulary that they make up. */
class EnginesTest {

    record Two(@Key(label = "Angle", help = "of the fill", def = "45", min = 0, max = 90) double angle,
            @Key(label = "Colour", help = "of the fill", def = "red") String colour) {
    }

    /** The same steps as those of diffusion. */
    record Steps(@Key(label = "Rounds", help = "of mine", def = "20", min = 1, max = 1000) int steps) {
    }

    record OtherSteps(@Key(label = "Rounds", help = "of mine", def = "20", min = 1, max = 50) int steps) {
    }

    record OfAll(@Key(label = "Seed", help = "of mine") long seed) {
    }

    record BadDefault(@Key(label = "Side", help = "of mine", def = "wide") int side) {
    }

    private record Fake(String id, Class<? extends Record> parameters) implements Engine {

        @Override
        public Capabilities capabilities() {
            return Capabilities.of(id).using();
        }

        @Override
        public Result run(final Request request, final Scene scene, final Progress progress) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void theEnginesOfTheProgramAreFoundBestFirst() {
        final Engines engines = Engines.of(getClass().getClassLoader());
        assertEquals(List.of("patch", "diffusion", "erase", "a1111", "comfyui", "service"), engines.ids());
        assertEquals(List.of(), engines.problems());
        assertEquals("patch", engines.embedded().id());
        assertEquals("patch", engines.get("auto").id());
    }

    @Test
    void theKeysOfAnEngineJoinTheVocabulary() {
        final Engines engines = Engines.found().with(new Fake("fake", Two.class));
        assertEquals(Engines.found().keys().keys().stream().filter(key -> engines.keys().has(key)).toList(),
                Engines.found().keys().keys());
        final Request request = engines.request(Map.of("angle", "30", "seed", "1", "prompt", "x"));
        assertEquals(new Two(30, "red"), request.own(Two.class));
        assertEquals("seed=1 angle=30 prompt=x", request.macro());
        assertEquals("The value of 'angle' must be from 0 to 90, not 91.", assertThrows(InpaintException.class,
                () -> engines.request(Map.of("angle", "91"))).getMessage());
        assertFalse(engines.keys(Task.TEXT_TO_IMAGE).has("angle"), "it makes no whole images");
        assertEquals("prompt", engines.keys().keys().get(engines.keys().keys().size() - 2), "free text last");
    }

    @Test
    void theSameKeyOfTwoEnginesIsOneAndAnyOtherIsRefused() {
        final Engines both = Engines.found().with(new Fake("same", Steps.class));
        assertEquals(List.of(), both.problems());
        final Request request = both.request(Map.of("steps", "7"));
        assertEquals(new Steps(7), request.own(Steps.class));
        assertEquals("7", request.text("steps"));
        assertEquals("The engine 'other' (" + Fake.class.getName()
                + ") is left out: its key 'steps' differs from that of "
                + "the engine 'diffusion' in type, range or default.", problem(new Fake("other", OtherSteps.class)));
        assertEquals("The engine 'mine' (" + Fake.class.getName()
                + ") is left out: its key 'seed' is one that all engines "
                + "have.", problem(new Fake("mine", OfAll.class)));
        assertTrue(problem(new Fake("bad", BadDefault.class)).contains("The value of 'side' must be a whole number"));
    }

    private static String problem(final Engine engine) {
        final Engines engines = Engines.found().with(engine);
        assertEquals(Engines.found().ids(), engines.ids());
        assertEquals(Engines.found().keys().keys(), engines.keys().keys());
        return String.join(" ", engines.problems());
    }

    @Test
    void aModelThatNobodyRunsIsForTheOneThatExplainsIt() {
        final Request request = Engines.found().request(Map.of("model", "/nowhere"));
        assertEquals("diffusion", Engines.found().of(request).id());
        final Engines alone = Engines.of(List.of(new Fake("alone", NoParameters.class)));
        assertEquals("alone", alone.of(request).id());
        assertEquals(Request.COMMON.keys(), alone.keys().keys());
        assertEquals("No engine without a model can run here: ",
                assertThrows(InpaintException.class, alone::embedded).getMessage());
    }

    @Test
    void enginesAreTakenOutAgain() {
        final Engines before = Engines.found();
        try (Engines.Use use = Engines.use(before.with(new Fake("fake", Two.class)))) {
            assertTrue(Engines.found().keys().has("angle"));
        }
        assertSame(before, Engines.found());
    }

    @Test
    void ownKeysCountWheneverTheirEngineRuns() {
        final Engines engines = Engines.found().with(new Fake("fake", Two.class));
        final Request request = engines.request(Map.of("angle", "30", "steps", "3"));
        final Parameters<Request> keys = request.keys();
        assertEquals(List.of("angle", "colour"),
                keys.keys().stream().filter(key -> !Engines.found().keys().has(key)).toList());
        assertEquals(List.of("The key steps has no effect with the engine 'fake'."),
                KeyUse.of(engines.get("fake"), Task.INPAINT).notes(request));
        assertEquals(List.of("The keys steps and angle have no effect with the engine 'patch'."),
                KeyUse.of(engines.get("patch"), Task.INPAINT).notes(request));
    }

    /** Entries as SciJava's annotation processor writes them, one behind the other; the last class is not there. */
    @Test
    void anIndexIsReadForEnginesOnly(@TempDir final Path folder) throws IOException {
        final String type = Engine.class.getName();
        final String index = "{\"class\":\"a.Command\",\"values\":{\"menu\":[{\"label\":\"b\"}],\"priority\":7.0,"
                + "\"type\":\"x.Command\"}}"
                + "{\"class\":\"a.Low\",\"values\":{\"priority\":-100.0,\"type\":\"" + type + "\"}}"
                + "{\"class\":\"a.Plain\",\"values\":{\"type\":\"" + type + "\"}}";
        final Path file = Files.createDirectories(folder.resolve("META-INF/json")).resolve("org.scijava.plugin.Plugin");
        Files.writeString(file, index);
        try (URLClassLoader loader = new URLClassLoader(new URL[] { folder.toUri().toURL() },
                getClass().getClassLoader())) {
            final Engines engines = Engines.of(loader);
            assertEquals(List.of("patch", "diffusion", "erase", "a1111", "comfyui", "service"), engines.ids(),
                    "what cannot be loaded stops no other");
            assertEquals(List.of("a.Plain", "a.Low").stream().map(name -> "The engine " + name
                    + " is left out, for it cannot be "
                    + "loaded (java.lang.ClassNotFoundException: " + name + "): ask its author for a version that fits "
                    + "this one "
                    + "of InpaintJ.").toList(), engines.newProblems());
            assertEquals(List.of(), engines.newProblems(), "said once");
        }
    }
}
