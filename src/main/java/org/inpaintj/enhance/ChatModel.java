package org.inpaintj.enhance;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import com.google.gson.Gson;
import com.google.gson.JsonObject;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;
import org.inpaintj.core.ThisMachine;
import org.inpaintj.engine.diffusion.text.StyleTemplate;

/**
 * A chat model on a server of the user's own, which answers as OpenAI's chat completions do. It is contacted when
 * somebody asks for it and never otherwise; no redirect is followed. Its key comes from an environment variable, and
 * goes to the server and nowhere else. An answer is as untrusted as any text: its size, its time, its form and its
 * length are bounded.
 */
final class ChatModel {

    private static final String PATH = "/chat/completions";
    private static final Duration CONNECT = Duration.ofSeconds(10), ANSWER = Duration.ofSeconds(60);
    /** Of an answer, and how much of a server's own words a message repeats. */
    private static final int MOST_BYTES = 1 << 20, MOST_WORDS = 160;
    private static final String TASK = "You write prompts for image generators. Rewrite the user's prompt as one "
            + "prompt of at most " + PromptText.MOST + " characters: keep its subject and its language, add concrete "
            + "details of setting, light, colour and look, separated by commas. Answer with the prompt alone.";

    private final URI address;
    private final String name, key;
    private final Duration patience;

    /**
     * @param variables  gives the value of an environment variable, null if there is none
     * @param patience   how long to wait for an answer
     * @throws InpaintException for an address that is none, or may not be told the key, or a variable that is not set
     */
    ChatModel(final EnhanceKeys asked, final UnaryOperator<String> variables, final Duration patience) {
        address = address(asked.address().strip());
        name = asked.chat().strip();
        this.patience = patience;
        final String variable = asked.key_variable().strip();
        if (variable.isEmpty()) {
            key = "";
            return;
        }
        // not repeated: somebody may have put the key itself there
        final String value = variable.matches("[A-Za-z_][A-Za-z0-9_]*") ? variables.apply(variable) : null;
        if (value == null || value.isBlank() || !value.strip().matches("[\\x21-\\x7e]+"))
            throw new InpaintException("There is no environment variable with a key of the name that is given as "
                    + "key_variable: set one before the program starts and give its name, never the key itself.");
        if (!address.getScheme().equals("https") && !ThisMachine.is(address.getHost()))
            throw new InpaintException("The key would go to '" + address.getHost() + "' unencrypted: give an address "
                    + "that begins with https.");
        key = value.strip();
    }

    static ChatModel of(final EnhanceKeys asked) {
        return new ChatModel(asked, System::getenv, ANSWER);
    }

    private static URI address(final String text) {
        try {
            final URI uri = URI.create(text.replaceFirst("/+$", ""));
            final String scheme = String.valueOf(uri.getScheme()).toLowerCase(java.util.Locale.ROOT);
            if (List.of("http", "https").contains(scheme) && uri.getHost() != null && uri.getUserInfo() == null
                    && uri.getQuery() == null && uri.getFragment() == null) {
                final String path = String.valueOf(uri.getPath());
                return URI.create(scheme + "://" + uri.getRawAuthority() + (path.endsWith(PATH) ? path
                        : (path.isEmpty() ? "/v1" : path) + PATH));
            }
        } catch (final IllegalArgumentException e) {
            // said below, as of any other text
        }
        throw new InpaintException("The address of a chat model is not right: give one such as "
                + "http://localhost:11434/v1, without a user, a password or anything behind a question mark.");
    }

    /** The address that is asked. */
    URI address() {
        return address;
    }

    /**
     * Asks for a prompt and waits for it.
     *
     * @param prompt not blank
     * @throws InpaintException   if no usable answer comes in time
     * @throws CancelledException if the thread is interrupted
     */
    String enhance(final String prompt, final List<StyleTemplate> styles) {
        final HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(patience)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(question(prompt, styles)));
        if (!key.isEmpty())
            request.header("Authorization", "Bearer " + key);
        final HttpResponse<byte[]> response = send(request.build());
        final String text = new String(response.body(), StandardCharsets.UTF_8);
        if (response.statusCode() != 200)
            throw new InpaintException("The chat model at '" + address.getHost() + "' answers with the status "
                    + response.statusCode() + words(text) + ": check its address, its name and its key.");
        return answer(text);
    }

    private String question(final String prompt, final List<StyleTemplate> styles) {
        final String style = styles.stream().map(each -> each.name() + " (" + String.join(", ", each.keywords()) + ")")
                .collect(Collectors.joining("; "));
        final JsonObject question = new JsonObject();
        if (!name.isEmpty())
            question.addProperty("model", name);
        question.add("messages", new Gson().toJsonTree(List.of(new Message("system", TASK), new Message("user",
                (style.isEmpty() ? "" : "Style: " + style + "\n") + "Prompt: " + prompt))));
        question.addProperty("stream", false);
        return question.toString();
    }

    private record Message(String role, String content) {
    }

    private HttpResponse<byte[]> send(final HttpRequest request) {
        final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER).version(HttpClient.Version.HTTP_1_1).build();
        final CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request,
                info -> new BoundedBody(MOST_BYTES));
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        } catch (final TimeoutException e) {
            throw failed("does not answer within " + patience.toSeconds() + " seconds: try a smaller model", e);
        } catch (final ExecutionException e) {
            throw failed(e.getCause() instanceof HttpTimeoutException ? "does not answer within "
                    + patience.toSeconds() + " seconds: try a smaller model"
                    : e.getCause() instanceof ConnectException ? "cannot be reached: start it, or correct the address"
                    : e.getCause() instanceof BoundedBody.TooLarge ? "answers with more than "
                    + (MOST_BYTES >> 20) + " MB, which no prompt has: use another one"
                    : "broke off: start it again, or correct the address", e);
        } finally {
            answer.cancel(true);
        }
    }

    private InpaintException failed(final String why, final Exception cause) {
        return new InpaintException("The chat model at '" + address.getHost() + "' " + why + ".", cause);
    }

    /** What a server says of its own failure, shortened and without the key, which it might repeat. */
    private String words(final String text) {
        try {
            final JsonConfig said = JsonConfig.parse("", text, "", "");
            final String words = PromptText.line(said.isObject("error") ? said.child("error").text("message", "")
                    : said.text("error", ""));
            final String safe = key.isEmpty() ? words : words.replace(key, "...");
            return safe.isEmpty() ? "" : " (" + PromptText.cut(safe, MOST_WORDS) + ")";
        } catch (final InpaintException e) {
            return "";
        }
    }

    /** The prompt in an answer: one line, without the thoughts and quotes that models put around it. */
    private String answer(final String text) {
        String said;
        try {
            final List<JsonConfig> choices = JsonConfig.parse("The answer", text, "", "ask again").children("choices");
            said = choices.isEmpty() ? "" : choices.get(0).child("message").text("content", "");
        } catch (final InpaintException e) {
            throw failed("answers with something else than a chat completion: correct the address", e);
        }
        final String line = PromptText.line(said.replaceAll("(?s)<think>.*?(</think>|$)", " "))
                .replaceFirst("^(?i)prompt:\\s*", "").replaceFirst("^[\"“]([^\"“”]*)[\"”]$", "$1").strip();
        if (line.isEmpty())
            throw failed("answers with an empty text: ask again, or another model", null);
        return PromptText.cut(line, PromptText.MOST);
    }
}
