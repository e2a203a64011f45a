package org.inpaintj.model.checkpoint;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A text of which some writers pad the end with NULs; they are read as blanks, so that a JSON reader accepts them. */
final class BlankedNuls extends FilterInputStream {

    BlankedNuls(final InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        final int c = super.read();
        return c == 0 ? ' ' : c;
    }

    @Override
    public int read(final byte[] to, final int offset, final int length) throws IOException {
        final int n = super.read(to, offset, length);
        for (int i = offset; i < offset + n; i++)
            if (to[i] == 0)
                to[i] = ' ';
        return n;
    }
}
