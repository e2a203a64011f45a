// Enlarges a picture twofold and has a model draw what the size has room for (strength 0.3).
//
// The argument names an image and the folder of a diffusion model exported to ONNX,
// and perhaps the file of an upscaler such as ESRGAN, separated by semicolons:
// IMAGE;MODEL or IMAGE;MODEL;UPSCALER
// docs/guides/ goes through it in windows, with the names of the Stable Diffusion WebUI, in English and Chinese.

prompt = "highly detailed";
parts = split(getArgument(), ";");
if (parts.length < 2)
    exit("Give the macro an argument: IMAGE;MODEL FOLDER, and perhaps ;UPSCALER FILE.");
open(parts[0]);
model = parts[1];
upscaler = "lanczos";
if (parts.length > 2)
    upscaler = parts[2];
run("Select None");
run("Image to Image...", "resize=just scale=2 strength=0.3 seed=1 upscaler=[" + upscaler + "] model=[" + model
    + "] prompt=[" + prompt + "]");
print("Enlarged to " + getWidth() + " x " + getHeight() + ": " + getTitle());
