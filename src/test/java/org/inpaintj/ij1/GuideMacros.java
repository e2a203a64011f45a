package org.inpaintj.ij1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;

/**
 * The macros in {@code macros/guide} on a small picture, for whatever runs macros: the text that runs them all and
 * saves what each leaves, and what that must be.
 */
public final class GuideMacros {

    private static final int WIDTH = 192, HEIGHT = 144;
    private static final Roi OBJECT = new OvalRoi(60, 40, 56, 52);
    private static final List<Guide> ALL = List.of(
            new Guide("Fix_Detail", OBJECT), new Guide("Delete_Element", OBJECT), new Guide("Inpaint", OBJECT),
            new Guide("Inpaint_Upload", OBJECT), new Guide("Modify_Element", OBJECT.getBounds().x - 3, 37, 62, 58),
            new Guide("Add_Element", 18, 12, 92, 62), new Guide("Inpaint_Sketch", new Roi(64, 36, 48, 24)),
            new Guide("Sketch_to_Wallpaper", new Roi(0, 0, WIDTH, HEIGHT)));

    /**
     * @param name   of the macro
     * @param inside outside of it nothing changes, and a good part of it does
     */
    private record Guide(String name, Roi inside) {

        Guide(final String name, final int x, final int y, final int width, final int height) {
            this(name, new Roi(x, y, width, height));
        }

        String run(final String argument, final Path folder) {
            return "runMacro('" + Path.of("macros/guide", name + ".ijm").toAbsolutePath() + "', '" + argument + "');\n"
                    + "saveAs('tiff', '" + folder.resolve(name + ".tif") + "');\nclose('*');\n";
        }
    }

    private GuideMacros() {}

    /**
     * The text of a macro that runs all of them and saves what they leave.
     *
     * @param folder where the picture and all results go
     */
    public static String text(final Path folder, final Path model, final Path segmenter) throws IOException {
        final Path image = folder.resolve("picture.tif"), mask = folder.resolve("mask.tif");
        final ImagePlus picture = new ImagePlus("picture", picture());
        picture.setRoi(OBJECT);
        IJ.saveAs(picture, "tiff", image.toString());
        final ByteProcessor white = new ByteProcessor(WIDTH, HEIGHT);
        white.setColor(255);
        white.fill(OBJECT);
        IJ.saveAs(new ImagePlus("mask", white), "tiff", mask.toString());
        final String two = image + ";" + model;
        final StringBuilder text = new StringBuilder();
        for (final Guide guide : ALL)
            text.append(guide.run(guide.name.equals("Inpaint_Upload") ? two + ";" + mask : two, folder));
        text.append(new Guide("Replace_Segmented", OBJECT).run(two + ";" + segmenter, folder));
        text.append(new Guide("Upscale", OBJECT).run(two, folder));
        text.append(new Guide("Outpaint", OBJECT).run(two, folder));
        // what the model outlines, for comparison
        return text + "open('" + image + "');\nrun('Refine Selection...', 'grow=4 model=[" + segmenter
                + "]');\nsaveAs('tiff', '" + folder.resolve("refined.tif") + "');\nclose('*');\n";
    }

    /** Asserts of each that nothing outside has changed, and that something inside has. */
    public static void check(final Path folder) {
        final List<Guide> all = new ArrayList<>(ALL);
        checkUpscaled(folder);
        checkOutpainted(folder);
        all.add(new Guide("Replace_Segmented", open(folder, "refined").getRoi()));
        for (final Guide guide : all) {
            final ImageProcessor before = open(folder, "picture").getProcessor();
            final ImageProcessor after = open(folder, guide.name).getProcessor();
            TestDesktop.check(after instanceof ColorProcessor && after.getWidth() == WIDTH
                    && after.getHeight() == HEIGHT, guide.name + " leaves " + after);
            int changed = 0;
            for (int y = 0; y < HEIGHT; y++)
                for (int x = 0; x < WIDTH; x++)
                    if ((before.get(x, y) & 0xffffff) != (after.get(x, y) & 0xffffff)) {
                        changed++;
                        TestDesktop.check(guide.inside.contains(x, y), guide.name + " changes " + x + ", " + y);
                    }
            TestDesktop.check(changed > guide.inside.getStatistics().pixelCount / 6,
                    guide.name + " changes " + changed);
        }
    }

    /** Twice the size, and a picture. */
    private static void checkUpscaled(final Path folder) {
        final ImageProcessor after = open(folder, "Upscale").getProcessor();
        TestDesktop.check(after.getWidth() == 2 * WIDTH && after.getHeight() == 2 * HEIGHT, "Upscale leaves " + after);
        TestDesktop.check(after.getStatistics().stdDev > 5, "a picture");
    }

    /** 64 more columns on either side, and the picture as it was between them. */
    private static void checkOutpainted(final Path folder) {
        final ImageProcessor before = picture(), after = open(folder, "Outpaint").getProcessor();
        TestDesktop.check(after.getWidth() == WIDTH + 128 && after.getHeight() == HEIGHT, "Outpaint leaves " + after);
        for (int y = 0; y < HEIGHT; y++)
            for (int x = 0; x < WIDTH; x++)
                TestDesktop.check((before.get(x, y) & 0xffffff) == (after.get(x + 64, y) & 0xffffff),
                        "Outpaint changes " + x + ", " + y);
        after.setRoi(0, 0, 64, HEIGHT);
        TestDesktop.check(after.getStatistics().stdDev > 5, "new ground");
    }

    private static ImagePlus open(final Path folder, final String name) {
        TestDesktop.check(Files.exists(folder.resolve(name + ".tif")), name + " has left nothing");
        return IJ.openImage(folder.resolve(name + ".tif").toString());
    }

    /** A red disc on something uneven. */
    private static ImageProcessor picture() {
        final ColorProcessor ip = new ColorProcessor(WIDTH, HEIGHT);
        final Random random = new Random(3);
        for (int y = 0; y < HEIGHT; y++)
            for (int x = 0; x < WIDTH; x++) {
                final int v = 40 + x / 2 + random.nextInt(20);
                ip.set(x, y, Math.hypot(x - 88, y - 66) < 22 ? 0xd04030 : v << 16 | v + 20 << 8 | 40 + y);
            }
        return ip;
    }
}
