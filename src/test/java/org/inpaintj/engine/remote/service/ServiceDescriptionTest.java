package org.inpaintj.engine.remote.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.inpaintj.Documents;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.remote.FakeServer;
import org.inpaintj.engine.remote.FakeServer.Reply;
import org.inpaintj.engine.remote.RemoteScenes;
import org.inpaintj.engine.remote.SecretStore;

/** Descriptions: those of this program, one of a user's own, and hostile ones. */
class ServiceDescriptionTest {

    /** The one that docs/servers.md shows. */
    private static final String MINE = Documents.blocksForUsers().stream().map(Documents.Block::text)
            .filter(text -> text.contains("inpaintj_service")).findFirst().orElseThrow();

    @TempDir
    private Path folder;

    private static String at(final String address) {
        return MINE.replace("https://api.example.org", address);
    }

    private Path file(final String text) throws IOException {
        return Files.writeString(folder.resolve("mine.json"), text);
    }

    @Test
    void thoseOfTheProgramAreRight() throws IOException {
        final String page = Files.readString(Path.of("docs/servers.md"));
        for (final String name : ServiceCatalogue.NAMES) {
            final ServiceDescription service = ServiceCatalogue.of(name);
            assertEquals(name, service.name());
            assertTrue(service.own() && (name.equals("relay") || service.address().startsWith("https://")
                    && service.account().startsWith("https://") && service.seesPicture() && service.seesMask()), name);
            assertTrue(page.contains("`" + name + "`"), name + " is not in docs/servers.md");
        }
    }

    @Test
    void oneOfTheUsersOwnIsEnough() throws IOException {
        try (FakeServer server = new FakeServer()) {
            server.on("POST /paint", got -> Reply.json("{\"job\":{\"state\":\"new\",\"url\":\"" + server.address()
                    + "/job\"}}")).on("GET /job", got -> {
                        final JsonObject body = FakeServices.json(server.got("/paint").get(0));
                        return Reply.json("{\"job\":{\"state\":\"finished\",\"result\":\"" + FakeServices.encoded(
                                FakeServices.grey(FakeServices.decoded(body.get("picture").getAsString()),
                                        FakeServices.decoded(body.get("hole").getAsString()))) + "\"}}");
                    });
            final SecretStore keys = new SecretStore(name -> name.equals("INPAINTJ_MINE_KEY") ? "tok-geheim" : null,
                    Optional.empty());
            final ServiceEngine engine = new ServiceEngine(keys, Duration.ofSeconds(10));
            final String path = file(at(server.address())).toString();
            final Result result = engine.run(RemoteScenes.request(engine, "service", path, "prompt", "x", "inputs",
                    "{\"strength\": 0.5}"), RemoteScenes.scene(), Progress.NONE);
            assertEquals(FakeServices.GREY, RemoteScenes.inHole(result), 2 / 255f);
            assertEquals("tok-geheim", server.got("/paint").get(0).header("X-Token"));
            assertNull(server.got("/paint").get(0).header("Authorization"));
            assertEquals("{\"seed\":11,\"strength\":0.5}", FakeServices.json(server.got("/paint").get(0))
                    .getAsJsonObject("options").toString());
            // the name of a known service in a file of somebody else's does not get its key
            file(at("https://evil.example.org"));
            assertTrue(assertThrows(InpaintException.class, () -> engine.check(RemoteScenes.request(engine, "service",
                    path))).getMessage().startsWith("The key in INPAINTJ_MINE_KEY does not go to 'evil.example.org'"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "\"name\": \"mine\" | \"name\": \"Mine/..\" | 'name' is not right",
            "\"wait\" | \"wiat\" | it has an unknown field 'wiat'; did you mean 'wait'?",
            "\"inpaintj_service\": 1 | \"inpaintj_service\": 2 | 'inpaintj_service' is not 1",
            "\"name\" | \"hosts\": [\"evil.org\"], \"name\" | it names 'hosts'",
            "https://a.org | http://a.org/x?y | 'address' is not right",
            "https://a.org | file:///etc | 'address' is not right",
            "\"%key%\" | \"sk-123\" | the value of 'key' lacks %key%",
            "X-Token | X-Token\\r\\nHost: b | 'header' is not right",
            "/paint | //evil.org/paint%0a | 'path' is not right",
            "\"path\" | \"headers\": {\"Host\": \"b\"}, \"path\" | 'headers' has a name or a text that is not right",
            "\"path\" | \"form\": {}, \"path\" | needs either a 'form' or a 'json'",
            "job.url | job/../url | is no place in an answer",
            "\"address\": \"job.url\" | \"address\": \"job.url\", \"every\": 0 | 'every' is not right",
            "\"name\" | \"sizes\": {\"least\": 9, \"most\": 3}, \"name\" | contradict each other",
            "\"name\" | \"sizes\": {\"fixed\": [\"0x9\"]}, \"name\" | '0x9' is no size",
            "\"name\" | \"most\": {\"seed\": -1}, \"name\" | the largest seed is not right",
            "\"name\" | \"most\": {\"seed\": \"x\"}, \"name\" | must be a number",
            "\"name\" | \"needs\": [\"money\"], \"name\" | 'needs' names something unknown",
            "%prompt% | %promt% | it has an unknown mark '%promt%'",
            "/paint | /%prompt% | 'path' is not right",
            "[\"finished\"] } | [] }, \"queue\": \"a..b\" | is no place in an answer",
            "{ \"job.state\": [\"finished\"] } | {} | 'wait' has no 'done'",
            "\"path\" | \"with\": {\"prompt\": 3}, \"path\" | 'with' is not right",
            "[\"job.result\"] | [] | it has no 'picture'" })
    void whatIsWrongInAFileIsNamed(final String from, final String to, final String said) throws IOException {
        final String text = at("https://a.org");
        assertTrue(text.contains(from), from);
        final String path = file(text.replace(from, to.replace("\\r", "\\\\r").replace("\\n", "\\\\n"))).toString();
        final String message = assertThrows(InpaintException.class, () -> ServiceCatalogue.of(path)).getMessage();
        assertTrue(message.contains(said) && message.contains("mine.json"), message);
    }

    @Test
    void filesThatAreNoneAreSaid() throws IOException {
        final String path = file("[".repeat(5000)).toString();
        assertTrue(assertThrows(InpaintException.class, () -> ServiceCatalogue.of(path)).getMessage()
                .contains("is no JSON text"));
        Files.write(Path.of(path), new byte[300_000]);
        assertTrue(assertThrows(InpaintException.class, () -> ServiceCatalogue.of(path)).getMessage()
                .contains("too large"));
        Files.write(Path.of(path), new byte[] { '{', (byte) 0xff, '}' });
        assertTrue(assertThrows(InpaintException.class, () -> ServiceCatalogue.of(path)).getMessage()
                .contains("UTF-8"));
        assertTrue(assertThrows(InpaintException.class, () -> ServiceCatalogue.of(folder.toString())).getMessage()
                .contains("no service and no file"));
    }
}
