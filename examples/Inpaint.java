import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedShortType;

import org.inpaintj.core.Box;
import org.inpaintj.engine.Request;
import org.inpaintj.engines.Engines;
import org.inpaintj.inpaint.InpaintedPatches;
import org.inpaintj.inpaint.Inpainter;
import org.inpaintj.raster.Mask;

/**
 * Removes a scratch from a 16-bit ImgLib2 image, with no ImageJ anywhere. The class path holds InpaintJ and the
 * libraries imglib2, scijava-common, gson and onnxruntime; then
 * <pre>java -cp ... Inpaint.java repaired.pgm</pre>
 */
public final class Inpaint {

    private static final int WIDTH = 160, HEIGHT = 120;
    /** Where the scratch lies: left, top, width, height. */
    private static final Box SCRATCH = new Box(70, 20, 5, 80);

    private Inpaint() {}

    /** The program: the argument is the file to write. */
    public static void main(final String[] arguments) throws IOException {
        final Img<UnsignedShortType> image = scratched();
        final Mask mask = Mask.full(SCRATCH);
        final Request request = Engines.found().request(Map.of("engine", "patch", "seed", "1"));

        final InpaintedPatches made = new Inpainter().inpaint(image, mask, request);
        made.notes().forEach(System.out::println);
        System.out.println(made.patch().provenance().json());

        // the patch alone, as an image of the same type over its box
        final RandomAccessibleInterval<UnsignedShortType> alone = made.patch().over(image);
        System.out.println("painted " + alone.dimension(0) + " x " + alone.dimension(1) + " px");

        // into the image; no sample outside the mask is touched
        made.patch().write(image);
        write(image, Path.of(arguments[0]));
    }

    /** Waves with a white scratch. */
    private static Img<UnsignedShortType> scratched() {
        final Img<UnsignedShortType> image = ArrayImgs.unsignedShorts(WIDTH, HEIGHT);
        for (int y = 0; y < HEIGHT; y++)
            for (int x = 0; x < WIDTH; x++)
                image.getAt(x, y).set((int) Math.round(20000 + 4000 * Math.sin(x * 0.13) + 3000 * Math.cos(y * 0.09)));
        for (int y = SCRATCH.y(); y < SCRATCH.y() + SCRATCH.height(); y++)
            for (int x = SCRATCH.x(); x < SCRATCH.x() + SCRATCH.width(); x++)
                image.getAt(x, y).set(65535);
        return image;
    }

    /** As a portable grey map, which most programs open. */
    private static void write(final RandomAccessibleInterval<UnsignedShortType> image,
            final Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(("P5 " + WIDTH + " " + HEIGHT + " 65535\n").getBytes());
            for (int y = 0; y < HEIGHT; y++)
                for (int x = 0; x < WIDTH; x++) {
                    out.write(image.getAt(x, y).get() >> 8);
                    out.write(image.getAt(x, y).get());
                }
        }
    }
}
