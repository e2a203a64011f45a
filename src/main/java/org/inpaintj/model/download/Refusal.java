package org.inpaintj.model.download;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;
import org.inpaintj.core.Progress;

/** What is said about an answer that is no success. */
final class Refusal {

    private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504);
    private static final Pattern RESET = Pattern.compile(";\\s*t=(\\d{1,6})");
    private static final int MOST_BYTES = 1 << 16, MOST_WORDS = 160;

    private Refusal() {}

    /**
     * @param what what was asked for, with its quotes
     * @return the failure to be tried again
     * @throws InpaintException if trying again is of no use
     */
    static Transient of(final HubAnswer answer, final String what, final DownloadSettings settings) {
        final String host = "'" + answer.at().getHost() + "'";
        final int status = answer.status();
        final HubToken tokens = new HubToken(settings);
        final String said = words(answer, tokens, settings.stall());
        if (PASSING.contains(status))
            return new Transient(status == 429 ? host + " gets too many requests from this network"
                    : host + " answers with the status " + status, pause(answer));
        if (status == 403 && !Addresses.sameServer(answer.first(), answer.at()))
            return new Transient(host + " no longer accepts the link that was given", Duration.ZERO);
        throw new InpaintException(sentence(answer, what, host, said, tokens.variable(answer.at())));
    }

    private static String sentence(final HubAnswer answer, final String what, final String host, final String said,
            final String variable) {
        final int status = answer.status();
        final String code = answer.header("X-Error-Code");
        final String heard = said.isEmpty() ? "" : " (" + said + ")";
        if (said.contains("Access to this resource is disabled"))
            return what + " was taken down by " + host + ": use another model.";
        if (code.equals("GatedRepo"))
            return what + " is given only to those who accepted its licence: accept it on the model's page at " + host
                    + ", and set HF_TOKEN to a token of that account that may read gated repositories.";
        if (status == 401 && said.contains("Invalid credentials"))
            return host + " does not accept the token that you gave for " + what + ": make a new one, or unset it.";
        return switch (status) {
            case 401 -> what + " is missing at " + host + ", or is private, or wants a login" + heard
                    + ": check its name, and give a token if it needs one"
                    + (variable.isEmpty() ? "." : ", in the variable " + variable + ".");
            case 403 -> host + " does not give " + what + " to you" + heard + ": "
                    + (variable.isEmpty() ? "" : "set " + variable + " to a token of an account that may have it, or ")
                    + "download it by hand.";
            case 404 -> missing(code, what) + " at " + host + heard + ": its address is outdated, look for a new one.";
            case 407 -> proxy(answer.at()).getMessage();
            case 410 -> what + " was withdrawn at " + host + heard + ": use another model.";
            default -> host + " answers with the status " + status + " to the request for " + what + heard
                    + ": correct the address.";
        };
    }

    private static String missing(final String code, final String what) {
        return switch (code) {
            case "RepoNotFound" -> "There is no repository (any more) with " + what;
            case "RevisionNotFound" -> "There is no such version (any more) of " + what;
            default -> "There is no " + what + " (any more)";
        };
    }

    static InpaintException proxy(final URI address) {
        return new InpaintException("The proxy on the way to '" + address.getHost() + "' wants a name and a password, "
                + "which cannot be given here: use a proxy without, or download the file by hand.");
    }

    /** How long a server asks to wait. */
    private static Duration pause(final HubAnswer answer) {
        final long after = answer.number("Retry-After");
        final Matcher reset = RESET.matcher(answer.header("RateLimit"));
        return Duration.ofSeconds(after >= 0 ? after : reset.find() ? Long.parseLong(reset.group(1)) + 1 : 0);
    }

    /** What a server says itself, shortened. */
    private static String words(final HubAnswer answer, final HubToken tokens, final Duration stall) {
        String said = answer.header("X-Error-Message");
        try {
            if (said.isEmpty() && answer.header("Content-Type").contains("json"))
                said = JsonConfig.parse("", new String(answer.bytes(MOST_BYTES, stall, Progress.NONE),
                        StandardCharsets.UTF_8), "", "").text("error", "");
        } catch (final InpaintException | IOException e) {
            return "";
        }
        final String clean = tokens.hidden(said).replaceAll("[\\p{C}\\s]+", " ").strip();
        return clean.length() > MOST_WORDS ? clean.substring(0, MOST_WORDS) + "..." : clean;
    }
}
