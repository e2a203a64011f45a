package org.inpaintj.serve.http;

import java.util.List;
import java.util.Map;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/** Ends a request with an answer that says what is wrong with it, in the forms of FastAPI. */
public final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient ApiReply reply;

    /**
     * What is wrong with a field.
     *
     * @param field its name; empty for the body as a whole
     * @param said  a sentence that says what to send instead
     */
    public record Problem(String field, String said) {
    }

    private ApiException(final String message, final ApiReply reply) {
        super(message, null, false, false);
        this.reply = reply;
    }

    /** An answer of its own. */
    public static ApiException of(final String message, final ApiReply reply) {
        return new ApiException(message, reply);
    }

    /** One sentence under "detail". */
    public static ApiException of(final int status, final String detail) {
        return of(status, detail, Map.of());
    }

    /** The same with headers. */
    public static ApiException of(final int status, final String detail, final Map<String, String> headers) {
        final JsonObject body = new JsonObject();
        body.addProperty("detail", detail);
        final ApiReply plain = ApiReply.json(status, body);
        return new ApiException(detail, new ApiReply(status, plain.type(), headers, plain.body()));
    }

    /** 422 with one problem. */
    public static ApiException invalid(final String field, final String said) {
        return invalid(List.of(new Problem(field, said)));
    }

    /** 422 with what is wrong in the body, field by field. */
    public static ApiException invalid(final List<Problem> problems) {
        final JsonArray detail = new JsonArray();
        for (final Problem problem : problems) {
            final JsonObject one = new JsonObject();
            final JsonArray place = new JsonArray();
            place.add("body");
            if (!problem.field.isEmpty())
                place.add(problem.field);
            one.add("loc", place);
            one.addProperty("msg", problem.said);
            one.addProperty("type", "value_error");
            detail.add(one);
        }
        final JsonObject body = new JsonObject();
        body.add("detail", detail);
        return new ApiException(problems.get(0).said, ApiReply.json(422, body));
    }

    /** What is answered. */
    public ApiReply reply() {
        return reply;
    }
}
