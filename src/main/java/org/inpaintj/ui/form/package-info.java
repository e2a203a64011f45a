/**
 * The dialogs that ask for keys.
 */
package org.inpaintj.ui.form;
