/**
 * The models that are known by name, and the folder that holds those that were fetched:
 *
 * <pre>{@code
 * ModelStore store = ModelStore.standard();
 * CatalogueEntry lama = store.catalogue().find("lama").orElseThrow();
 * store.acceptLicence(lama);                   // where lama.licence().accept(), once the user has agreed
 * Path file = store.install(lama, progress);   // downloaded, verified
 * store.find("lama");                          // that path again, without asking anybody
 * }</pre>
 *
 * <p>{@link org.inpaintj.model.catalogue.Catalogue} reads {@code models/catalogue.json}, the copy in the jar or a newer
 * one; {@link org.inpaintj.model.catalogue.ModelStore} downloads, imports, verifies and removes;
 * {@link org.inpaintj.model.catalogue.ModelRole} says what a model is for, since a name means something only together
 * with that. Inside, {@code CatalogueReader} checks what comes from outside, {@code ModelInstaller} and
 * {@code ModelImporter} bring files, {@code ModelRecord} is what is kept beside a model.
 *
 * <p>Guarantees: a model has its folder only once it is whole. A digest that was known or seen once is compared from
 * then on. No server is contacted but by {@code install}. No path of a catalogue or an archive leads out of the folder
 * of models. Nothing here knows ImageJ or an engine, and everything is thread-safe.
 *
 * <p>The format of the catalogue stays; its number is in {@code CatalogueReader}. A new kind of network is a new
 * constant of the role, which earlier programs pass over. API for scripts, windows and engines of other plugins.
 */
package org.inpaintj.model.catalogue;
