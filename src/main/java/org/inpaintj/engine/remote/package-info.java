/**
 * What engines on servers share: addresses, requests over HTTP, pictures out and back, keys of accounts, and what is
 * recorded.
 *
 * <p>{@link org.inpaintj.engine.remote.SentCrop} is all of an image that ever leaves the machine: the crop around a
 * selection and its mask, 8 bits a channel. It also brings what comes back to the crop's size and place, with
 * {@link org.inpaintj.engine.remote.Alignment}. {@link org.inpaintj.engine.remote.RemoteClient} asks one server, and
 * {@link org.inpaintj.engine.remote.RemoteRun} makes candidates of what it answers.
 *
 * <pre>{@code
 * Answer answer = new RemoteClient(address.name()).send(Call.get(address.route("/queue")), progress);
 * }</pre>
 *
 * <p>Guarantees: no redirect is followed and nothing is sent twice; http only on this machine and in local networks;
 * answers are bounded in size and time, and untrusted; a {@link org.inpaintj.engine.remote.Secret} goes into the header
 * of a request to the host that it is bound to and appears nowhere else. An engine with the trait {@code REMOTE} runs
 * only when it is named. Internal.
 */
package org.inpaintj.engine.remote;
