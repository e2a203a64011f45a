// Goes on with a picture to the left and to the right (Outpainting mk2), with what the picture shows as the prompt.
//
// The argument names an image and the folder of a diffusion model exported to ONNX, separated by semicolons:
// IMAGE;MODEL
// docs/guides/ goes through it in windows, with the names of the Stable Diffusion WebUI, in English and Chinese.

prompt = "a mountain lake in the morning";
expand = 64;
parts = split(getArgument(), ";");
if (parts.length < 2)
    exit("Give the macro an argument: IMAGE;MODEL FOLDER.");
open(parts[0]);
model = parts[1];
run("Select None");
run("Outpaint...", "method=mk2 directions=left,right expand=" + expand + " blur=8 falloff=1 jitter=0.05"
    + " strength=0.8 seed=1 sampler=[Euler a] model=["
    + model + "] prompt=[" + prompt + "]");
print("Went on with it to " + getWidth() + " x " + getHeight() + ": " + getTitle());
