// Replaces an object: Segment Anything fits the selection to it, and a model starts from noise there (strength 0.85).
//
// The argument names an image, the folder of a diffusion model and that of a Segment Anything model, both exported
// to ONNX, separated by semicolons:
// IMAGE;MODEL;SEGMENTER
// docs/guides/ goes through it in windows, with the names of the Stable Diffusion WebUI, in English and Chinese.

prompt = "a white dress";
parts = split(getArgument(), ";");
if (parts.length < 3)
    exit("Give the macro an argument: IMAGE;MODEL FOLDER;SEGMENTER FOLDER.");
open(parts[0]);
model = parts[1];
if (selectionType() < 0)
    makeOval(getWidth() / 3, getHeight() / 3, getWidth() / 4, getHeight() / 4);
run("Refine Selection...", "grow=4 model=[" + parts[2] + "]");
run("Inpaint Selection...", "preset=replace seed=1 model=[" + model + "] prompt=[" + prompt + "]");
run("Flatten Layers");
print("Replaced an object by " + prompt + ": " + getTitle());
