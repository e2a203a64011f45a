package org.inpaintj.engine.remote.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.remote.FakeServer;
import org.inpaintj.engine.remote.FakeServer.Reply;
import org.inpaintj.engine.remote.RemoteScenes;

/** What services refuse, and lines that break: what costs is sent once. */
class ServiceFailureTest {

    private static final Map<String, String> PAID = Map.of("stability", "/v2beta/stable-image/edit/inpaint",
            "stability-v1", "/v1/generation/stable-diffusion-xl-1024-v1-0/image-to-image/masking", "replicate",
            "/v1/predictions", "bfl-fill", "/v1/flux-pro-1.0-fill", "fal-fill", "/fal-ai/flux-pro/v1/fill", "openai",
            "/v1/images/edits");

    private final List<String> said = new CopyOnWriteArrayList<>();
    private final AtomicBoolean stop = new AtomicBoolean();
    private final Progress progress = new Progress() {
        @Override
        public void step(final int done, final int total, final String what) {
            said.add(what);
        }

        @Override
        public boolean cancelled() {
            return stop.get();
        }

        @Override
        public void note(final String sentence) {
            said.add(sentence);
        }
    };
    private FakeServer server;

    @BeforeEach
    void start() throws IOException {
        server = FakeServices.all(new FakeServer(), FakeServices::grey);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Result run(final String service, final Duration patience, final String... keys) {
        final List<String> all = new ArrayList<>(Arrays.asList(keys));
        all.addAll(List.of("service", service, "prompt", "a red car", "server", server.address(), "width", "64"));
        if (service.equals("replicate"))
            all.addAll(List.of("checkpoint", FakeServices.MODEL));
        final ServiceEngine engine = new ServiceEngine(ServiceEngineTest.KEYS, patience);
        return engine.run(RemoteScenes.request(engine, all.toArray(String[]::new)), RemoteScenes.scene(), progress);
    }

    private String message(final String service, final String... keys) {
        return assertThrows(InpaintException.class, () -> run(service, Duration.ofSeconds(10), keys)).getMessage();
    }

    private int paid(final String service) {
        return (int) server.got(PAID.get(service)).stream().filter(got -> got.method().equals("POST")
                && !got.path().endsWith("/cancel")).count();
    }

    /** Each service's table of errors, as its documents have it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "stability | 400 | {'id':'i','name':'bad_request','errors':['seed: too large']} | "
                    + "refuses the request (seed: too large): change what it names.",
            "stability | 401 | {'id':'i','name':'unauthorized','errors':['no']} | does not accept the key (no): "
            + "correct INPAINTJ_STABILITY_KEY or STABILITY_API_KEY.",
            "stability | 402 | {'errors':['empty']} | says that the account has no credit left (empty): buy some "
            + "there.",
            "stability | 403 | {'id':'i','name':'content_moderation','errors':['flagged']} | The content filter of "
                    + "'stability' refuses the prompt or the picture (flagged)",
            "stability | 413 | {'errors':['10 MiB']} | takes no pictures that large (10 MiB)",
            "stability | 422 | {'errors':['English only']} | refuses the request (English only): change what it names.",
            "stability | 429 | {'errors':['150 requests']} | has too much to do (150 requests)",
            "stability | 500 | {'errors':['oops']} | failed with the status 500 (oops), but the request had gone out",
            "stability-v1 | 404 | {'id':'i','name':'not_found','message':'x'} | has no such interface or model",
            "replicate | 402 | {'type':'t','title':'Insufficient "
            + "credit','status':402,'detail':'Buy','instance':null} | "
                    + "says that the account has no credit left (Insufficient credit; Buy)",
            "replicate | 422 | {'title':'Input validation failed','detail':'seed','status':422} | refuses the request "
                    + "(Input validation failed; seed)",
            "bfl-fill | 402 | {'detail':'Insufficient credits'} | no credit left (Insufficient credits)",
            "bfl-fill | 403 | {'detail':'Not authenticated'} | does not accept the key (Not authenticated)",
            "bfl-fill | 422 | {'detail':[{'loc':['body','seed'],'msg':'bad','type':'t'}]} | refuses the request (bad)",
            "bfl-fill | 429 | {'detail':'24 tasks'} | has too much to do (24 tasks)",
            "bfl-fill | 503 | {'detail':'busy'} | has too much to do (busy)",
            "fal-fill | 401 | {'detail':'no key'} | does not accept the key (no key)",
            "fal-fill | 403 | {'detail':'Exhausted balance'} | has no credit left (Exhausted balance)",
            "fal-fill | 422 | {'detail':[{'loc':['body'],'msg':'flagged','type':'content_policy_violation'}]} | The "
                    + "content filter of 'fal-fill' refuses the prompt or the picture (flagged)",
            "fal-fill | 504 | {'detail':'timed out'} | gave up before it had finished (timed out), but the request had "
                    + "gone out, so it may have been carried out and charged; it was not sent again: look at "
                    + "https://fal.ai/dashboard/usage before you ask once more.",
            "openai | 400 | {'error':{'message':'Your request was rejected','type':'t','code':'moderation_blocked'}} | "
                    + "The content filter of 'openai' refuses the prompt or the picture (Your request was rejected)",
            "openai | 401 | {'error':{'message':'Incorrect key','code':'invalid_api_key'}} | does not accept the key",
            "openai | 429 | {'error':{'message':'You exceeded','code':'insufficient_quota'}} | says that the account "
            + "has no credit left (You exceeded): buy some at https://platform.openai.com/usage.",
            "openai | 429 | {'error':{'message':'slow down','code':'rate_limit_exceeded'}} | has too much to do" })
    void itsErrorsAreSentences(final String service, final int status, final String body, final String words) {
        server.on("POST " + PAID.get(service), got -> Reply.json(status, body.replace('\'', '"')));
        final String message = message(service);
        assertTrue(message.contains(words), message);
        assertFalse(message.contains("geheim"), message);
        assertEquals(1, paid(service));
    }

    /** Refusals that come with success, or later. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "stability-v1 | POST /v1/generation/stable-diffusion-xl-1024-v1-0/image-to-image/masking | "
                    + "{'artifacts':[{'base64':'AAAA','seed':1,'finishReason':'CONTENT_FILTERED'}]} | The content "
                    + "filter",
            "stability | POST /v2beta/stable-image/edit/inpaint | {'image':'AAAA','seed':1,'finish_reason':"
                    + "'CONTENT_FILTERED'} | The content filter",
            "bfl-fill | GET /v1/get_result | {'id':'x','status':'Request Moderated','result':null} | The content "
            + "filter",
            "bfl-fill | GET /v1/get_result | {'id':'x','status':'Content Moderated','result':null} | The content "
            + "filter",
            "bfl-fill | GET /v1/get_result | {'id':'x','status':'Error','result':{'error':'boom'}} | failed (boom)",
            "bfl-fill | GET /v1/get_result | {'id':'x','status':'Ready','result':{}} | answered without a picture, but",
            "replicate | GET /v1/predictions/p1 | {'id':'p1','status':'failed','error':'NSFW content detected'} | The "
                    + "content filter of 'replicate' refuses the prompt or the picture (NSFW content detected)",
            "replicate | GET /v1/predictions/p1 | {'id':'p1','status':'failed','error':'CUDA error'} | failed (CUDA",
            "replicate | GET /v1/predictions/p1 | {'id':'p1','status':'canceled','error':null} | failed",
            "fal-fill | GET /fal-ai/flux-pro/requests/r1/status | {'status':'COMPLETED','error':'worker died'} | "
            + "failed (worker died)",
            "fal-fill | GET /fal-ai/flux-pro/requests/r1 | {'images':[{'url':'x'}],'has_nsfw_concepts':[true]} | The "
                    + "content filter" })
    void refusalsAreSaidAsSuch(final String service, final String route, final String body, final String words) {
        server.on(route, got -> Reply.json(body.replace('\'', '"')));
        final String message = message(service);
        assertTrue(message.contains(words), message);
        assertEquals(1, paid(service));
    }

    /** What was asked for as a PNG may come as a JPEG all the same: its bytes say so. */
    @Test
    void bytesTellWhatAPictureIs() {
        server.on("POST /v2beta/stable-image/edit/inpaint", got -> Reply.png(RemoteScenes.jpeg(64, 54, 0.25f)));
        assertEquals(0.25f, RemoteScenes.inHole(run("stability", Duration.ofSeconds(10))), 2 / 255f);
    }

    @Test
    void aBlurredPictureIsARefusal() {
        server.on("POST /v2beta/stable-image/edit/inpaint", got -> new Reply(200, Map.of("finish-reason",
                "CONTENT_FILTERED"), RemoteScenes.grey(600, 500, 0.5f)));
        assertTrue(message("stability").startsWith("The content filter of 'stability' refuses"));
    }

    /** The line breaks after the request is there: whether it was done is not known. */
    @ParameterizedTest
    @ValueSource(strings = { "stability", "stability-v1", "replicate", "bfl-fill", "fal-fill", "openai" })
    void whatMayHaveBeenChargedIsNotSentAgain(final String service) {
        server.on("POST " + PAID.get(service), got -> {
            throw new IllegalStateException("the line breaks");
        });
        final String message = message(service);
        assertTrue(message.startsWith("The server '" + server.name() + "' broke off, but the request had gone out, "
                + "so it may have been carried out and charged; it was not sent again: look at https://"), message);
        assertEquals(1, paid(service));
    }

    @Test
    void whatIsLateIsNotSentAgain() {
        final CountDownLatch until = new CountDownLatch(1);
        server.on("POST /v1/images/edits", got -> {
            await(until);
            return Reply.json("{}");
        });
        final String message = assertThrows(InpaintException.class, () -> run("openai", Duration.ofSeconds(1)))
                .getMessage();
        until.countDown();
        assertTrue(message.contains("does not answer within 1 seconds, but the request had gone out"), message);
        assertEquals(1, paid("openai"));
    }

    private static void await(final CountDownLatch until) {
        try {
            until.await(15, TimeUnit.SECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whoSaysWhenToComeBackIsAskedOnceMore() {
        final AtomicReference<FakeServer.Reply> answer = new AtomicReference<>(new Reply(429, Map.of("Retry-After",
                "1"),
                new byte[0]));
        server.on("POST /v1/images/edits", got -> answer.get());
        assertTrue(message("openai").contains("has too much to do"));
        assertEquals(2, paid("openai"));
        assertTrue(said.contains("The service 'openai' has too much to do and is asked once more after 1 seconds, as "
                + "it wishes."));
        answer.set(new Reply(429, Map.of("Retry-After", "3600"), new byte[0]));
        message("openai");
        assertEquals(3, paid("openai"), "nobody waits an hour");
    }

    @Test
    void whatCannotHaveArrivedIsNoRiddle() {
        server.close();
        assertEquals("The server '" + server.name() + "' cannot be reached: start it, or correct the address.",
                message("openai"));
    }

    /** A question about what was paid for may be asked again, and the picture too. */
    @Test
    void questionsMayFail() {
        server.on("GET /v1/get_result", got -> {
            final int n = server.got("/v1/get_result").size();
            if (n == 1)
                throw new IllegalStateException("the line breaks");
            return n == 2 ? Reply.json(502, "<html>") : Reply.json("{\"status\":\"Ready\",\"result\":{\"sample\":\""
                    + server.address() + "/late.png\"}}");
        }).on("GET /late.png", got -> server.got("/late").size() < 2 ? Reply.json(503, "")
                : Reply.png(RemoteScenes.grey(64, 64, 0.25f)));
        assertEquals(0.25f, RemoteScenes.inHole(run("bfl-fill", Duration.ofSeconds(20))), 2 / 255f);
        assertEquals(1, paid("bfl-fill"));
    }

    /** What was made before is kept: it was paid. */
    @Test
    void candidatesAreKeptWhereALaterOneFails() {
        final int[] n = { 0 };
        server.on("POST /v2beta/stable-image/edit/inpaint", got -> n[0]++ == 0 ? Reply.png(RemoteScenes.grey(64, 54,
                0.25f)) : Reply.json(402, "{}"));
        final Result result = run("stability", Duration.ofSeconds(10), "candidates", "3");
        assertEquals(1, result.candidates().size());
        assertTrue(result.notes().get(1).startsWith("Candidate 2 was not made, and those before it are kept: The "
                + "Stability AI server"), result.notes().toString());
        assertEquals(2, paid("stability"));
    }

    @ParameterizedTest
    @CsvSource({ "replicate, POST /v1/predictions/p1/cancel", "fal-fill, PUT /fal-ai/flux-pro/requests/r1/cancel",
        "bfl-fill, " })
    void cancelReachesTheServiceWhereItCan(final String service, final String cancel) {
        for (final String route : List.of("GET /v1/predictions/p1", "GET /v1/get_result",
                "GET /fal-ai/flux-pro/requests/r1/status"))
            server.on(route, got -> {
                stop.set(true);
                return Reply.json("{\"status\":\"processing\",\"queue_position\":2}");
            });
        assertThrows(CancelledException.class, () -> run(service, Duration.ofSeconds(20)));
        final List<FakeServer.Got> sent = server.got().stream().filter(got -> got.path().endsWith("/cancel")).toList();
        assertEquals(cancel == null ? List.of() : List.of(cancel), sent.stream().map(got -> got.method() + " "
                + got.path()).toList());
        assertEquals(cancel == null, said.contains("The service '" + service + "' could not be told to stop, so what "
                + "was asked for may be finished and charged: look at https://dashboard.bfl.ai."), said.toString());
    }

    @Test
    void whatNeverEndsIsLeftAndToldToStop() {
        server.on("GET /v1/predictions/p1", got -> Reply.json(FakeServices.prediction(server, "processing", "null")));
        final String message = assertThrows(InpaintException.class, () -> run("replicate", Duration.ofSeconds(1)))
                .getMessage();
        assertTrue(message.startsWith("The service 'replicate' did not finish within 1 seconds, but the request had "
                + "gone out"), message);
        assertEquals(1, server.got("/v1/predictions/p1/cancel").size());
    }

    /** An answer is not believed: neither where the key goes, nor where a picture lies, nor how large it is. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "polling_url | https://evil.example.org/x | with an address on 'evil.example.org', which is not one that "
                    + "gets",
            "polling_url | https://api.bfl.ai.evil.org/x | which is not one that gets the key",
            "polling_url | file:///etc/passwd | with an address that is none",
            "polling_url | http://127.0.0.1:1/x | with an address on '127.0.0.1', which is not one that gets the key",
            "sample | http://192.168.1.1/x.png | with an address on '192.168.1.1', which is not one that is asked",
            "sample | https://router.local/x.png | which is not one that is asked",
            "sample | /9j/4AAQSkZJRg== | The JPEG picture of the server",
            "sample | !!! | sent nothing instead of a PNG picture" })
    void addressesInAnswersAreNotBelieved(final String where, final String address, final String words) {
        final Map<String, String> places = new HashMap<>(Map.of("polling_url", server.address() + "/v1/get_result",
                "sample", "x"));
        places.put(where, address);
        server.on("POST /v1/flux-pro-1.0-fill", got -> Reply.json("{\"id\":\"x\",\"polling_url\":\""
                + places.get("polling_url") + "\"}")).on("GET /v1/get_result",
                got -> Reply.json("{\"status\":\"Ready\","
                        + "\"result\":{\"sample\":\"" + places.get("sample") + "\"}}"));
        final String message = message("bfl-fill");
        assertTrue(message.contains(words), message);
    }

    @Test
    void oversizedAndDeepAnswersEndInASentence() {
        server.on("GET /v1/get_result", got -> server.got("/v1/get_result").size() < 2 ? new Reply(200, Map.of(),
                new byte[17 << 20]) : Reply.json(502, ""));
        assertTrue(message("bfl-fill").startsWith("The service 'bfl-fill' does not say any more whether it is done"));
        server.on("POST /v1/images/edits", got -> Reply.json("{\"data\":" + "[".repeat(2000) + "]".repeat(2000) + "}"));
        assertTrue(message("openai").contains("nests lists and objects too deep"));
        server.on("POST /v1/images/edits", got -> Reply.json("{\"data\":[{\"b64_json\":{\"a\":1}}]}"));
        assertTrue(message("openai").contains("answered without a picture, but the request had gone out"));
    }
}
