// Takes the mask from a file of the image's size, white where it is to be repainted (inpaint upload).
//
// The argument names an image, the folder of a diffusion model exported to ONNX and the file of the mask,
// separated by semicolons:
// IMAGE;MODEL;MASK
// docs/guides/ goes through it in windows, with the names of the Stable Diffusion WebUI, in English and Chinese.

prompt = "a golden crown";
parts = split(getArgument(), ";");
if (parts.length < 3)
    exit("Give the macro an argument: IMAGE;MODEL FOLDER;MASK FILE.");
open(parts[0]);
model = parts[1];
run("Inpaint Selection...", "strength=0.75 content=original seed=1 model=[" + model + "] mask=[" + parts[2]
    + "] prompt=[" + prompt + "]");
run("Flatten Layers");
print("Painted " + prompt + " where a mask says so: " + getTitle());
