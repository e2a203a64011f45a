// Makes a picture of a doodle, puts something into it out of nothing, and repairs the seam around that.
//
// The argument names an image and the folder of a diffusion model exported to ONNX, separated by semicolons:
// IMAGE;MODEL
// docs/guides/ goes through it in windows, with the names of the Stable Diffusion WebUI, in English and Chinese.

scenery = "a lake between mountains, in the evening";
figure = "a person with an umbrella";
parts = split(getArgument(), ";");
if (parts.length < 2)
    exit("Give the macro an argument: IMAGE;MODEL FOLDER.");
open(parts[0]);
model = parts[1];
run("Select None");
run("Image to Image...", "preset=sketch seed=1 target=image model=[" + model + "] prompt=[" + scenery + "]");
makeRectangle(getWidth() / 2, getHeight() / 3, getWidth() / 4, getHeight() / 2);
run("Inpaint Selection...", "preset=create seed=1 model=[" + model + "] prompt=[" + figure + "]");
run("Flatten Layers");
makeRectangle(getWidth() / 2, getHeight() / 3, getWidth() / 4, getHeight() / 2);
run("Make Band...", "band=" + maxOf(4, getWidth() / 64));
run("Inpaint Selection...", "preset=seam_repair seed=2 model=[" + model + "] prompt=[" + scenery + "]");
run("Flatten Layers");
print("Made a picture of a doodle: " + getTitle());
