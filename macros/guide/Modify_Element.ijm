// Changes something: it is painted over where it is to be different, and a model goes on from there (strength 0.7).
//
// The argument names an image and the folder of a diffusion model exported to ONNX, separated by semicolons:
// IMAGE;MODEL
// docs/guides/ goes through it in windows, with the names of the Stable Diffusion WebUI, in English and Chinese.

prompt = "a red dress";
parts = split(getArgument(), ";");
if (parts.length < 2)
    exit("Give the macro an argument: IMAGE;MODEL FOLDER.");
open(parts[0]);
model = parts[1];
if (selectionType() < 0)
    makeOval(getWidth() / 3, getHeight() / 3, getWidth() / 4, getHeight() / 4);
run("Sketch...", "action=start");
setColor(190, 30, 40);
fill();
run("Sketch...", "action=done");
run("Inpaint Selection...", "preset=modify grow=2 seed=1 blur=" + maxOf(1, round(getWidth() / 64)) + " model=[" + model
    + "] mask=painted sketch=painted prompt=[" + prompt + "]");
run("Flatten Layers");
print("Changed into " + prompt + ": " + getTitle());
