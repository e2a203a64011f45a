package org.inpaintj.engine.diffusion.control;

import java.util.List;
import java.util.Set;

import org.inpaintj.params.Key;
import org.inpaintj.params.KeyGroup;

/**
 * The keys of ControlNets, of which up to three are added; names and defaults follow the WebUI's extension and
 * diffusers.
 *
 * @param first  the one that most need
 * @param second is added to it
 * @param third  is added to both
 */
public record ControlKeys(FirstUnit first, SecondUnit second, ThirdUnit third) {

    /** The preprocessors that are words and no files, lower case. */
    public static final Set<String> WORDS = Set.of("", "none", "inpaint", "tile", "canny", "colour_grid");

    /** The first unit. */
    public record FirstUnit(
            @Key(label = "Control weight", def = "1", min = 0, max = 2, when = "controlnet", first = "none",
                    group = KeyGroup.CONTROL, place = 21,
                    help = "factor of what the ControlNet gives; 1 as trained, 0 nothing") double control_weight,
            @Key(label = "Control start", min = 0, max = 1, when = "controlnet", first = "none",
                    group = KeyGroup.CONTROL, place = 22,
                    help = "share of the steps before the ControlNet begins") double control_start,
            @Key(label = "Control end", def = "1", min = 0, max = 1, when = "controlnet", first = "none",
                    group = KeyGroup.CONTROL, place = 23,
                    help = "share of the steps after which the ControlNet has ended") double control_end,
            @Key(label = "Control mode", when = "controlnet", first = "none", group = KeyGroup.CONTROL,
                    place = 31,
                    help = "what counts more: balanced both; prompt the prompt, control the picture (the "
                            + "WebUI's soft weights); guess follows the picture without a prompt (guess mode "
                            + "of diffusers)") ControlMode control_mode,
            @Key(label = "Preprocessor", def = "none", path = Key.Path.FILE, after = "hires_with",
                    when = "controlnet", first = "none", group = KeyGroup.CONTROL, place = 32,
                    help = "what is made of the picture first: none, inpaint (masked pixels are hidden), "
                            + "tile, canny (edges), colour_grid (coarse colours), or the .onnx file of a "
                            + "network such as depth or line art, or its name") String preprocessor,
            @Key(label = "ControlNet", path = Key.Path.EITHER, first = "none", group = KeyGroup.CONTROL,
                    place = 41,
                    help = "ControlNet that steers structure: a .safetensors, .pth or .onnx file, or a "
                            + "folder of diffusers or ONNX, or the name of one") String controlnet,
            @Key(label = "Control picture", path = Key.Path.IMAGE, when = "controlnet", first = "none",
                    group = KeyGroup.CONTROL, place = 11,
                    help = "picture that the ControlNet sees: title of an open image, path of a file, or "
                            + "shown for the picture that is changed") String control) {

        ControlUnit unit() {
            return new ControlUnit(1, control, controlnet, control_weight, control_start, control_end,
                    control_mode, preprocessor);
        }
    }

    /** The second unit. */
    public record SecondUnit(
            @Key(label = "Second control weight", def = "1", min = 0, max = 2, when = "controlnet2",
                    first = "none", group = KeyGroup.CONTROL, place = 61,
                    help = "as control_weight, for the second ControlNet") double control2_weight,
            @Key(label = "Second control start", min = 0, max = 1, when = "controlnet2", first = "none",
                    group = KeyGroup.CONTROL, place = 62,
                    help = "as control_start, for the second ControlNet") double control2_start,
            @Key(label = "Second control end", def = "1", min = 0, max = 1, when = "controlnet2",
                    first = "none", group = KeyGroup.CONTROL, place = 63,
                    help = "as control_end, for the second ControlNet") double control2_end,
            @Key(label = "Second control mode", when = "controlnet2", first = "none",
                    group = KeyGroup.CONTROL, place = 71,
                    help = "as control_mode, for the second ControlNet") ControlMode control2_mode,
            @Key(label = "Second preprocessor", def = "none", path = Key.Path.FILE, after = "control",
                    when = "controlnet2",
                    first = "none", group = KeyGroup.CONTROL, place = 72,
                    help = "as preprocessor, for the second ControlNet") String preprocessor2,
            @Key(label = "Second ControlNet", path = Key.Path.EITHER, first = "none",
                    group = KeyGroup.CONTROL, place = 81,
                    help = "a second ControlNet, whose residuals are added") String controlnet2,
            @Key(label = "Second control picture", path = Key.Path.IMAGE, when = "controlnet2",
                    first = "none", group = KeyGroup.CONTROL, place = 51,
                    help = "picture that the second ControlNet sees, as control") String control2) {

        ControlUnit unit() {
            return new ControlUnit(2, control2, controlnet2, control2_weight, control2_start, control2_end,
                    control2_mode, preprocessor2);
        }
    }

    /** The third unit. */
    public record ThirdUnit(
            @Key(label = "Third control weight", def = "1", min = 0, max = 2, when = "controlnet3",
                    first = "none", group = KeyGroup.CONTROL, place = 101,
                    help = "as control_weight, for the third ControlNet") double control3_weight,
            @Key(label = "Third control start", min = 0, max = 1, when = "controlnet3", first = "none",
                    group = KeyGroup.CONTROL, place = 102,
                    help = "as control_start, for the third ControlNet") double control3_start,
            @Key(label = "Third control end", def = "1", min = 0, max = 1, when = "controlnet3",
                    first = "none", group = KeyGroup.CONTROL, place = 103,
                    help = "as control_end, for the third ControlNet") double control3_end,
            @Key(label = "Third control mode", when = "controlnet3", first = "none", group = KeyGroup.CONTROL,
                    place = 111,
                    help = "as control_mode, for the third ControlNet") ControlMode control3_mode,
            @Key(label = "Third preprocessor", def = "none", path = Key.Path.FILE, after = "control2",
                    when = "controlnet3",
                    first = "none", group = KeyGroup.CONTROL, place = 112,
                    help = "as preprocessor, for the third ControlNet") String preprocessor3,
            @Key(label = "Third ControlNet", path = Key.Path.EITHER, first = "none", group = KeyGroup.CONTROL,
                    place = 121,
                    help = "a third ControlNet, whose residuals are added") String controlnet3,
            @Key(label = "Third control picture", path = Key.Path.IMAGE, when = "controlnet3", first = "none",
                    group = KeyGroup.CONTROL, place = 91,
                    help = "picture that the third ControlNet sees, as control") String control3) {

        ControlUnit unit() {
            return new ControlUnit(3, control3, controlnet3, control3_weight, control3_start, control3_end,
                    control3_mode, preprocessor3);
        }
    }

    /** All units, whether they have a ControlNet or not. */
    public List<ControlUnit> all() {
        return List.of(first.unit(), second.unit(), third.unit());
    }

    /** The units that have one. */
    public List<ControlUnit> used() {
        return all().stream().filter(ControlUnit::isUsed).toList();
    }
}
