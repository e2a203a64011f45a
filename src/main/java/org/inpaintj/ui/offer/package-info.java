/**
 * What fields of dialogs offer to pick instead of typing it: models, servers, open images, names.
 * {@link org.inpaintj.ui.offer.Offers} and {@link org.inpaintj.ui.offer.ModelOffers} make
 * {@link org.inpaintj.ui.offer.Offer}s of what there is, and an {@link org.inpaintj.ui.offer.OfferMenu} shows them with
 * their pictures.
 * <pre>{@code
 * panel.add(new OfferMenu("Models", () -> ModelOffers.of(ModelRole.LORA), text::setText));
 * }</pre>
 * <ul>
 * <li>What is picked is what a macro needs: a name where it is found by that, else a path.
 * <li>Each model is offered once; names that are equal are told apart.
 * <li>Folders are read in the background; the event thread waits a quarter of a second for them at most.
 * <li>A field without anything to offer says where to get it.
 * </ul>
 * A key that names models is a line in {@code Offers}. Menus live on the event thread; which thread other methods are
 * for stands with them.
 * <p>
 * Internal.
 */
package org.inpaintj.ui.offer;
