/**
 * Files from the network: {@link org.inpaintj.model.download.RemoteFile} names one, with its size and digest where
 * they are known.
 *
 * <p>What comes from outside is hostile: names are checked before they become paths. API for engines and commands.
 */
package org.inpaintj.model.download;
