package org.inpaintj.serve.http;

/**
 * What is done for one method and path.
 *
 * @param method  GET or POST
 * @param path    as clients ask for it; a path that ends in / stands for all that begin so
 * @param summary a few words for the pages about the interface
 * @param fields  of the body
 * @param handler who answers
 */
public record Route(String method, String path, String summary, FieldTable fields, Handler handler) {

    /** Answers a request; on any thread. */
    @FunctionalInterface
    public interface Handler {

        /** @throws ApiException with another answer */
        ApiReply answer(ApiRequest request);
    }

    public static Route get(final String path, final String summary, final Handler handler) {
        return new Route("GET", path, summary, FieldTable.NONE, handler);
    }

    public static Route post(final String path, final String summary, final FieldTable fields,
            final Handler handler) {
        return new Route("POST", path, summary, fields, handler);
    }

    boolean isFor(final String asked) {
        return path.length() > 1 && path.endsWith("/") ? asked.startsWith(path) : asked.equals(path);
    }
}
