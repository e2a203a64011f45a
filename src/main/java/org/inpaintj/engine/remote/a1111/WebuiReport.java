package org.inpaintj.engine.remote.a1111;

import java.util.List;
import java.util.Map;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.remote.Answer;
import org.inpaintj.engine.remote.Call;
import org.inpaintj.engine.remote.RemoteClient;
import org.inpaintj.engine.remote.Secret;
import org.inpaintj.engine.remote.ServerAddress;
import org.inpaintj.engine.remote.server.ServerReport;

/** What a WebUI says of itself. */
final class WebuiReport {

    private WebuiReport() {}

    static ServerReport of(final ServerAddress address, final Map<String, String> headers, final Secret secret,
            final Progress progress) {
        final RemoteClient client = new RemoteClient(address.name());
        final Answer models = client.send(Call.get(address.route("/sdapi/v1/sd-models")).with(headers), progress);
        if (!models.isGood())
            throw WebuiJob.error(models, secret);
        final List<String> titles = JsonConfig.parse("The answer of the server '" + address.name() + "'",
                models.text(), "models", "check that the address is that of such a server").children("models").stream()
                .map(model -> model.text("title", model.text("model_name", ""))).filter(title -> !title.isEmpty())
                .toList();
        return ServerReport.of(version(client, Call.get(address.route("/internal/sysinfo")).with(headers), progress),
                titles);
    }

    /** Only its page about the system has it; empty where that is lacking, as without its own user interface. */
    private static String version(final RemoteClient client, final Call call, final Progress progress) {
        try {
            final Answer answer = client.send(call, progress);
            return answer.isGood() ? answer.json().text("Version", "") : "";
        } catch (final InpaintException e) {
            return "";
        }
    }
}
