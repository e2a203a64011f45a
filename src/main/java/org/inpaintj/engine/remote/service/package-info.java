/**
 * Repainting at services on the Internet, each told by a description in JSON: its address, the fields of a request, how
 * to wait, where the picture lies, and how it says no.
 *
 * <p>{@link org.inpaintj.engine.remote.service.ServiceEngine} is the engine,
 * {@link org.inpaintj.engine.remote.service.ServiceCatalogue} has the descriptions that come with this program, and
 * {@link org.inpaintj.engine.remote.service.ServiceDescription} reads one.
 * {@link org.inpaintj.engine.remote.service.ServiceJob} makes a request of it,
 * {@link org.inpaintj.engine.remote.service.PaidRequest} sends it, and
 * {@link org.inpaintj.engine.remote.service.ServiceCalls} asks until the picture is there.
 *
 * <pre>{@code
 * run("Inpaint Selection...", "engine=service service=bfl-fill prompt=[a red car]");
 * }</pre>
 *
 * <p>Guarantees: what costs is sent once, and again only where it cannot have arrived or the service has declined it
 * with a time to come back; where it is not known whether it was done, the message says so. A key goes to the address
 * that it is bound to and, for descriptions of this program, to the hosts that they name; pictures are fetched without
 * it, over https and not from within this network. A description of the user's is checked field by field. Internal; the
 * format of descriptions stays as it is, and a field that is added is optional.
 */
package org.inpaintj.engine.remote.service;
