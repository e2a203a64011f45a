package org.inpaintj.engine.remote;

import java.util.List;
import java.util.zip.DataFormatException;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Plane;
import org.inpaintj.engine.remote.jpeg.JpegPicture;
import org.inpaintj.png.PngImage;

/**
 * Reads a picture that a server sent, a PNG or a JPEG, told by its bytes. Alpha is dropped; what it claims is checked
 * before memory is taken.
 */
public final class ServerPicture {

    /** More pixels than any such server makes. */
    private static final long MOST_PIXELS = 64_000_000;

    private ServerPicture() {}

    /**
     * @param server for messages
     * @return red, green and blue, 0 to 1
     * @throws InpaintException if the bytes are no such picture, with what they are
     */
    public static List<Plane> read(final byte[] bytes, final String server) {
        final boolean jpeg = JpegPicture.isOne(bytes);
        if (!jpeg && !PngImage.isPng(bytes))
            throw new InpaintException("The server '" + server + "' sent " + PngImage.kind(bytes)
                    + " instead of a PNG picture, which cannot be read here: set it to answer with PNG.");
        try {
            return jpeg ? JpegPicture.read(bytes) : PngImage.read(bytes, MOST_PIXELS).planes();
        } catch (final DataFormatException e) {
            throw new InpaintException("The " + (jpeg ? "JPEG" : "PNG") + " picture of the server '" + server
                    + "' is damaged or of a rare kind (" + e.getMessage() + "): "
                    + (jpeg ? "set it to answer with PNG." : "try again."), e);
        }
    }
}
