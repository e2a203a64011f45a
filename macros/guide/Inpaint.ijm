// Puts a crown on a head, or whatever the prompt says into the selection (inpaint), in the six steps of Tutorial...
//
// The argument names an image and the folder of a diffusion model exported to ONNX, separated by semicolons:
// IMAGE;MODEL
// docs/guides/ goes through it in windows, with the names of the Stable Diffusion WebUI, in English and Chinese.

// what is to be there
prompt = "a golden crown";
// 1: the picture
parts = split(getArgument(), ";");
if (parts.length < 2)
    exit("Give the macro an argument: IMAGE;MODEL FOLDER.");
open(parts[0]);
model = parts[1];
// 2: the mask
if (selectionType() < 0)
    makeOval(getWidth() / 3, getHeight() / 3, getWidth() / 4, getHeight() / 4);
// 3 to 5: the dialog with what is wanted, and the run
run("Inpaint Selection...", "strength=0.75 cfg=7 blur=4 content=original area=whole seed=1 model=[" + model
    + "] prompt=[" + prompt + "]");
// 6: the result is a layer; a copy has it written into it
run("Flatten Layers");
print("Painted " + prompt + ": " + getTitle());
