/**
 * Where patches come from: the nearest-neighbour field, its search, and how patches are put together.
 */
package org.inpaintj.engine.patch.search;
