package org.inpaintj.engine.diffusion.control;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Plane;
import org.inpaintj.core.Sha256;
import org.inpaintj.engine.Scene;
import org.inpaintj.engine.SceneInput;
import org.inpaintj.engine.Task;

/** The pictures of a scene that ControlNets see. */
public final class ControlPictures {

    private static final int COLOURS = 3;

    private ControlPictures() {}

    /**
     * The picture of each unit by its number: red, green and blue, of the scene's size.
     *
     * @throws InpaintException if the scene brings none
     */
    public static Map<Integer, List<Plane>> of(final List<ControlUnit> units, final Scene scene) {
        final Map<Integer, List<Plane>> pictures = new TreeMap<>();
        for (final ControlUnit unit : units)
            pictures.put(unit.number(), picture(unit, scene));
        return pictures;
    }

    private static List<Plane> picture(final ControlUnit unit, final Scene scene) {
        if (unit.seesShown() && scene.task() == Task.TEXT_TO_IMAGE)
            throw new InpaintException(unit.key("control", "") + "=" + SceneInput.SHOWN + " means the picture that is "
                    + "changed, and an image of a prompt alone has none: name an open image or a file.");
        final RandomAccessibleInterval<FloatType> given = unit.seesShown() ? scene.base()
                : scene.inputs().get(SceneInput.control(unit.number()));
        if (given == null)
            throw new InpaintException("The control picture '" + unit.picture() + "' did not come with the image: give "
                    + "it as input " + unit.number() + ", or set " + unit.key("control", "") + " to shown.");
        final List<Plane> planes = Plane.channels(given);
        if (planes.size() != 1 && planes.size() != COLOURS)
            throw new InpaintException("The control picture '" + unit.picture() + "' has " + planes.size()
                    + " channels: give one in grey, or in red, green and blue.");
        return planes.size() == 1 ? Collections.nCopies(COLOURS, planes.get(0)) : planes;
    }

    /** For the record: what tells the pictures from others of their names. */
    public static Map<String, String> facts(final Map<Integer, List<Plane>> pictures) {
        final Map<String, String> facts = new LinkedHashMap<>();
        pictures.forEach((number, planes) -> {
            final Sha256 sha = new Sha256();
            for (final Plane plane : planes) {
                final ByteBuffer bytes = ByteBuffer.allocate(plane.values().length * Float.BYTES);
                bytes.asFloatBuffer().put(plane.values());
                sha.add(bytes);
            }
            facts.put(SceneInput.control(number).key() + "_sha256", sha.hex());
        });
        return facts;
    }
}
