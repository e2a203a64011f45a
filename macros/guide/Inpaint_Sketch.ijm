// Paints in colour where and roughly what something is to be, the picture showing through a little (inpaint sketch).
//
// The argument names an image and the folder of a diffusion model exported to ONNX, separated by semicolons:
// IMAGE;MODEL
// docs/guides/ goes through it in windows, with the names of the Stable Diffusion WebUI, in English and Chinese.

prompt = "a golden crown";
transparency = 20;
parts = split(getArgument(), ";");
if (parts.length < 2)
    exit("Give the macro an argument: IMAGE;MODEL FOLDER.");
open(parts[0]);
model = parts[1];
width = getWidth();
height = getHeight();
run("Sketch...", "action=start");
setColor(230, 190, 40);
fillRect(width / 3, height / 4, width / 4, height / 6);
run("Sketch...", "action=done");
run("Inpaint Selection...", "strength=0.75 content=original seed=1 transparency=" + transparency + " model=[" + model
    + "] mask=painted sketch=painted prompt=[" + prompt + "]");
run("Flatten Layers");
print("Painted " + prompt + " from a sketch: " + getTitle());
