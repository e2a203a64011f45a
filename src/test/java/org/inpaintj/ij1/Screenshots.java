package org.inpaintj.ij1;

import java.awt.Dimension;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.Toolbar;
import ij.process.ColorProcessor;
import ij.process.MedianCut;

import org.inpaintj.language.Language;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.ui.LanguageSetting;

/** Makes the pictures of the documents from the real plugin in plain ImageJ; started by {@code .ci/screenshots}. */
public final class Screenshots {

    private static final int MARGIN = 12;
    /** The names of the pictures that are wanted; all if it is empty. */
    private static Set<String> kept = Set.of();

    private Screenshots() {}

    /** Makes pictures of an image, and leaves whatever it likes on the screen. */
    private interface Step {
        void take(ImagePlus photo, Path folder) throws Exception;
    }

    /**
     * Makes them.
     *
     * @param arguments the folder for the pictures; perhaps the language of the windows, such as zh_CN; behind it the
     *                  names of the pictures that are kept, if not all are
     */
    public static void main(final String[] arguments) throws Exception {
        final Path folder = Files.createDirectories(Path.of(arguments[0])).toAbsolutePath();
        final PlainImageJ imagej = new PlainImageJ(PanelPicture.home());
        final int status =
                imagej.run(600, List.of("-port0", "-eval", "call('org.inpaintj.ij1.Screenshots.start', '" + folder
                        + "', '" + ModelFixture.of("sam").folder() + "', '"
                        + (arguments.length > 1 ? arguments[1] : "en") + "', '" + String.join(",",
                                Arrays.asList(arguments).subList(Math.min(2, arguments.length), arguments.length))
                        + "');"));
        System.out.print(Files.readString(imagej.log()));
        System.exit(status);
    }

    /** Called by a macro inside ImageJ; returns at once. */
    public static void start(final String folder, final String model, final String language, final String names) {
        LanguageSetting.set(Language.of(language).orElseThrow());
        kept = names.isEmpty() ? Set.of() : Set.of(names.split(","));
        MousePointer.model = Path.of(model);
        new Thread(() -> System.exit(shoot(Path.of(folder)) ? 0 : 1), "Screenshots").start();
    }

    /** The pictures by what they are called, several of which may be made in one go. */
    private static Map<List<String>, Step> steps() {
        final Map<List<String>, Step> steps = new LinkedHashMap<>();
        steps.put(List.of("dialog.png"), DocumentDialogs::inpaint);
        steps.put(List.of("soft-inpainting.png"), DocumentDialogs::soft);
        steps.put(List.of("upscale.png"), DocumentDialogs::upscale);
        steps.put(List.of("image-to-image.png", "interrogate.png"), DocumentDialogs::wholeImage);
        steps.put(List.of("outpaint.png"), DocumentDialogs::outpaint);
        steps.put(List.of("compare.png", "enhance.png"), DocumentDialogs::compare);
        steps.put(List.of("sketch.png"), DocumentDialogs::sketch);
        steps.put(List.of("running.png", "layer.png"), DocumentWindows::layers);
        steps.put(List.of("candidates.png", "before-after.png"), DocumentWindows::candidates);
        steps.put(List.of("select-object.png"), DocumentWindows::point);
        steps.put(List.of("mask-brush.png"), (photo, folder) -> BrushScenarios.picture(photo,
                () -> picture(folder.resolve("mask-brush.png"))));
        steps.put(List.of("panel.png"), (photo, folder) -> PanelPicture.take(photo, folder.resolve("panel.png")));
        steps.put(List.of("models.png"), DocumentWindows::models);
        steps.put(List.of("servers.png"), DocumentWindows::servers);
        steps.put(List.of("jobs.png"), DocumentWindows::jobs);
        return steps;
    }

    /** Makes those that are wanted; what cannot be made is said, and does not stop the others. */
    private static boolean shoot(final Path folder) {
        final List<List<String>> failed = new ArrayList<>();
        steps().forEach((names, step) -> {
            if (!kept.isEmpty() && names.stream().noneMatch(kept::contains))
                return;
            try {
                GuiScenarios.clean();
                Prefs.set("inpaintj.candidates_open", false);
                IJ.getInstance().setVisible(true);
                IJ.getInstance().setLocation(40, 30);
                IJ.setTool(Toolbar.RECTANGLE);
                step.take(image(), folder);
            } catch (final Exception | AssertionError e) {
                System.out.println("not made: " + names);
                e.printStackTrace();
                failed.add(names);
            }
        });
        return failed.isEmpty();
    }

    /** The photographer, with the towers behind him selected. */
    static ImagePlus image() throws IOException {
        final ImagePlus imp;
        try (InputStream in = Screenshots.class.getResourceAsStream("/org/inpaintj/samples/camera.png")) {
            imp = new ImagePlus("camera.png", ImageIO.read(in));
        }
        select(imp);
        imp.show();
        imp.getCanvas().setMagnification(0.75);
        imp.getCanvas().setSize(new Dimension(384, 384));
        imp.getWindow().pack();
        imp.getWindow().setLocation(40, IJ.getInstance().getY() + IJ.getInstance().getHeight() + 10);
        return imp;
    }

    static void select(final ImagePlus imp) {
        imp.setRoi(new PolygonRoi(new int[] { 405, 405, 436, 442, 475, 475 },
                new int[] { 185, 112, 112, 150, 160, 190 },
                6, Roi.POLYGON));
    }

    /** Everything ImageJ shows, with a little room around, in at most 256 colours to keep the file small. */
    static void picture(final Path file) throws Exception {
        if (!kept.isEmpty() && !kept.contains(file.getFileName().toString()))
            return;
        for (final Window window : Window.getWindows())
            window.repaint();
        Thread.sleep(400);
        PlainImageJGui.settle();
        Rectangle all = null;
        for (final Window window : Window.getWindows())
            if (window.isShowing())
                all = all == null ? window.getBounds() : all.union(window.getBounds());
        all.grow(MARGIN, MARGIN);
        final BufferedImage shot = new Robot().createScreenCapture(
                all.intersection(new Rectangle(Toolkit.getDefaultToolkit().getScreenSize())));
        write(new MedianCut(new ColorProcessor(shot)).convertToByte(256).getBufferedImage(), file);
    }

    /** As small as it gets, since the pages of help in the jar have these pictures. */
    private static void write(final BufferedImage image, final Path file) throws IOException {
        final ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        final ImageWriteParam smallest = writer.getDefaultWriteParam();
        smallest.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        smallest.setCompressionQuality(0);
        try (OutputStream bytes = Files.newOutputStream(file);
                ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), smallest);
        } finally {
            writer.dispose();
        }
    }
}
