/**
 * The dialogs that ask for keys.
 * <p>
 * Internal.
 */
package org.inpaintj.ui.form;
