package org.inpaintj.ui;

import java.awt.Component;
import java.awt.EventQueue;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.swing.Icon;

/**
 * Small pictures of files, read in the background when they are first painted; what cannot be read stays empty. The
 * files are whatever lies beside a model: large ones are read in steps, and giants not at all. On the event thread.
 */
public final class Thumbnails {

    /** Bytes, and pixels. */
    private static final long MOST_BYTES = 64 << 20, MOST_PIXELS = 200_000_000L;
    private static final int MOST_KEPT = 2000;

    /** One for the program, whose thread ends when there is nothing to read. */
    private static final ExecutorService READER = reader();

    private final int size;
    private final Runnable changed;
    /** Without a value while it is read, and for a file that is no picture. */
    private final Map<Path, Optional<Image>> pictures = new HashMap<>();

    /**
     * @param size    of the square that they fit into, px
     * @param changed called on the event thread when one has come
     */
    public Thumbnails(final int size, final Runnable changed) {
        this.size = size;
        this.changed = changed;
    }

    private static ExecutorService reader() {
        final ThreadPoolExecutor reader = new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(), work -> {
                    final Thread thread = new Thread(work, "InpaintJ thumbnails");
                    thread.setDaemon(true);
                    return thread;
                });
        reader.allowCoreThreadTimeOut(true);
        return reader;
    }

    /** A square with the picture, as soon as it is there. */
    public Icon icon(final Optional<Path> file) {
        return new Square(file.orElse(null));
    }

    private Optional<Image> picture(final Path file) {
        if (file == null)
            return Optional.empty();
        if (pictures.size() > MOST_KEPT)
            pictures.clear();
        final Optional<Image> known = pictures.get(file);
        if (known != null)
            return known;
        pictures.put(file, Optional.empty());
        READER.execute(() -> {
            final Optional<Image> read = read(file, size);
            if (read.isPresent())
                EventQueue.invokeLater(() -> {
                    pictures.put(file, read);
                    changed.run();
                });
        });
        return Optional.empty();
    }

    /** A picture no larger than a square; empty if the file is none, or a giant. Any thread. */
    public static Optional<Image> read(final Path path, final int size) {
        final File file = path.toFile();
        if (!file.isFile() || file.length() > MOST_BYTES)
            return Optional.empty();
        try (ImageInputStream in = ImageIO.createImageInputStream(file)) {
            final Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext())
                return Optional.empty();
            final ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                final int width = reader.getWidth(0), height = reader.getHeight(0);
                if ((long) width * height > MOST_PIXELS)
                    return Optional.empty();
                final ImageReadParam every = reader.getDefaultReadParam();
                final int step = Math.max(1, Math.max(width, height) / (2 * size));
                every.setSourceSubsampling(step, step, 0, 0);
                return Optional.of(fitted(reader.read(0, every), size));
            } finally {
                reader.dispose();
            }
        } catch (final IOException | RuntimeException | OutOfMemoryError e) {
            // a picture beside a model is an extra, and readers throw anything at damaged ones
            return Optional.empty();
        }
    }

    private static Image fitted(final BufferedImage image, final int size) {
        final double scale = Math.min(1, (double) size / Math.max(image.getWidth(), image.getHeight()));
        final int width = Math.max(1, (int) Math.round(image.getWidth() * scale)),
                height = Math.max(1, (int) Math.round(image.getHeight() * scale));
        final BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        final Graphics2D graphics = small.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, width, height, null);
        graphics.dispose();
        return small;
    }

    private final class Square implements Icon {

        private final Path file;

        Square(final Path file) {
            this.file = file;
        }

        @Override
        public void paintIcon(final Component on, final Graphics graphics, final int x, final int y) {
            picture(file).ifPresent(image -> graphics.drawImage(image, x + (size - image.getWidth(null)) / 2,
                    y + (size - image.getHeight(null)) / 2, null));
        }

        @Override
        public int getIconWidth() {
            return size;
        }

        @Override
        public int getIconHeight() {
            return size;
        }
    }
}
