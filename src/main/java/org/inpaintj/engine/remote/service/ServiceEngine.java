package org.inpaintj.engine.remote.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.scijava.Priority;
import org.scijava.plugin.Plugin;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Capabilities;
import org.inpaintj.engine.Capabilities.Trait;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;
import org.inpaintj.engine.Task;
import org.inpaintj.engine.remote.RemoteRun;
import org.inpaintj.engine.remote.Secret;
import org.inpaintj.engine.remote.SecretPrompt;
import org.inpaintj.engine.remote.SecretStore;
import org.inpaintj.engine.remote.ServerAddress;

/**
 * Repaints at a service that is told by a description: which fields a request has, how to wait, where the picture lies.
 * The crop around the selection goes there, and nothing else of the image. It may cost money, so a request is sent
 * once.
 */
@Plugin(type = Engine.class, priority = Priority.HIGH - 5)
public final class ServiceEngine implements Engine {

    private static final int SIDE = 1024;

    private final SecretStore secrets;
    private final Duration patience;

    /** With the keys of this user. */
    public ServiceEngine() {
        this(SecretStore.ofUser(), Duration.ofMinutes(10));
    }

    /** @param patience how long a picture may take */
    ServiceEngine(final SecretStore secrets, final Duration patience) {
        this.secrets = secrets;
        this.patience = patience;
    }

    @Override
    public String id() {
        return "service";
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.of("A service on the Internet (may cost money)", Trait.PROMPT, Trait.INVENTS,
                Trait.WHOLE_IMAGES, Trait.REMOTE, Trait.STOPS_BETWEEN).using("seed", "candidates", "width", "height");
    }

    @Override
    public Class<ServiceKeys> parameters() {
        return ServiceKeys.class;
    }

    @Override
    public int defaultSize(final Request request) {
        return SIDE;
    }

    @Override
    public List<String> choices(final String key) {
        return key.equals("service") ? ServiceCatalogue.NAMES : List.of();
    }

    /** All that can be told without asking the service. */
    @Override
    public void check(final Request request) {
        final ServiceKeys own = request.own(ServiceKeys.class);
        final ServiceDescription service = ServiceCatalogue.of(own.which().service());
        final ServerAddress address = address(service, own);
        final Secret secret = secret(service, address);
        RequestBody.inputs(own.which().inputs(), service);
        ServiceValues.model(own.place().checkpoint(), service);
        final String prompt = own.prompts().prompt();
        if (service.needs().contains("prompt") && prompt.isBlank())
            throw new InpaintException("The service '" + service.name() + "' needs a prompt: say what is to be "
                    + "painted.");
        if (service.needs().contains("checkpoint") && own.place().checkpoint().isBlank())
            throw new InpaintException("The service '" + service.name() + "' has many models: name one as checkpoint, "
                    + "such as owner/name.");
        if (service.limits().prompt() > 0 && prompt.length() > service.limits().prompt())
            throw new InpaintException("The prompt has " + prompt.length() + " characters, and the service '"
                    + service.name() + "' takes " + service.limits().prompt() + ": shorten it.");
        if (!service.key().header().isEmpty() && secret.isEmpty())
            throw new InpaintException("The service '" + service.name() + "' asks for a key: set "
                    + ServiceRefusal.variables(service) + " before the program starts, or write it into the file of "
                    + "server keys.");
        if (!secret.isEmpty() && request.values().values().stream().anyMatch(text -> text.contains(secret.value())))
            throw new InpaintException("The key of the service '" + service.name() + "' stands among the keys of the "
                    + "request, where it would be recorded: leave it out.");
    }

    private static ServerAddress address(final ServiceDescription service, final ServiceKeys own) {
        if (own.place().server().isBlank() && service.address().isEmpty())
            throw new InpaintException("The service '" + service.name() + "' has no address of its own: give one as "
                    + "server.");
        return own.place().address(service.address());
    }

    /** A key for a service of ours goes to the address that we know; to any other only if the user has said so. */
    private Secret secret(final ServiceDescription service, final ServerAddress address) {
        if (service.key().header().isEmpty())
            return Secret.NONE;
        final Secret kept = service.own() && address.uri().toString().equals(service.address())
                ? secrets.forFixed(service.key().provider(), service.key().variables())
                : secrets.forNamed(service.key().provider(), address);
        return kept.isEmpty() ? SecretPrompt.ask(service.name(), address) : kept;
    }

    @Override
    public Result run(final Request request, final Scene scene, final Progress progress) {
        check(request);
        final ServiceKeys own = request.own(ServiceKeys.class);
        final ServiceDescription service = ServiceCatalogue.of(own.which().service());
        checkTask(service, scene.task());
        final ServerAddress address = address(service, own);
        final ServiceJob job = new ServiceJob(service, address, secret(service, address), own, patience);
        final Result made = RemoteRun.of(request, scene, progress, service.title(), address.name(), service.sizes(),
                job::paint);
        final List<String> notes = new ArrayList<>(made.notes());
        notes.addAll(notes(service, own, scene.task()));
        if (!service.sizes().fixed().isEmpty() && (request.width() > 0 || request.height() > 0))
            notes.add("The service '" + service.name() + "' works at sizes of its own, so width and height have no "
                    + "effect.");
        return new Result(made.candidates(), notes, made.facts(), made.stages());
    }

    private static void checkTask(final ServiceDescription service, final Task task) {
        final boolean able = switch (task) {
            case INPAINT -> true;
            case IMAGE_TO_IMAGE -> service.seesPicture() && !service.seesMask();
            case TEXT_TO_IMAGE -> !service.seesPicture() && !service.seesMask();
        };
        if (!able)
            throw new InpaintException("The service '" + service.name() + "' cannot do " + task.id().toLowerCase(
                    Locale.ROOT) + ": " + (service.seesMask() ? "it only repaints selections." : "name another one."));
    }

    /** What of the request the service does not get. */
    private static List<String> notes(final ServiceDescription service, final ServiceKeys own, final Task task) {
        final List<String> notes = new ArrayList<>();
        if (!service.marks().contains("prompt") && !own.prompts().prompt().isBlank())
            notes.add("The service '" + service.name() + "' takes no prompt, so it was not sent.");
        if (!service.marks().contains("negative") && !own.prompts().negative().isBlank())
            notes.add("The service '" + service.name() + "' takes no negative prompt, so it was not sent.");
        if (task == Task.INPAINT && !service.seesPicture())
            notes.add("The service '" + service.name() + "' gets neither the crop nor the mask: what it paints is made "
                    + "from the prompt alone.");
        else if (task == Task.INPAINT && !service.seesMask())
            notes.add("The service '" + service.name() + "' knows no mask: it changes all of the crop, of which what "
                    + "is selected is taken.");
        if (!service.marks().contains("seed"))
            notes.add("The service '" + service.name() + "' takes no seed: the same seed gives another picture.");
        return notes;
    }
}
