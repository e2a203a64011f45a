// Takes something away: the selection starts from the colours around it, and the prompt says what is behind.
//
// The argument names an image and the folder of a diffusion model exported to ONNX, separated by semicolons:
// IMAGE;MODEL
// docs/guides/ goes through it in windows, with the names of the Stable Diffusion WebUI, in English and Chinese.

prompt = "a plain wall";
parts = split(getArgument(), ";");
if (parts.length < 2)
    exit("Give the macro an argument: IMAGE;MODEL FOLDER.");
open(parts[0]);
model = parts[1];
if (selectionType() < 0)
    makeOval(getWidth() / 3, getHeight() / 3, getWidth() / 4, getHeight() / 4);
run("Inpaint Selection...", "preset=remove seed=1 model=[" + model + "] prompt=[" + prompt + "]");
run("Flatten Layers");
print("Took something away: " + getTitle());
