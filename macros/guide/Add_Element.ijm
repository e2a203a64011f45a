// Adds something: it is painted roughly, and a model makes it from the paint; the paint is the mask (inpaint sketch).
//
// The argument names an image and the folder of a diffusion model exported to ONNX, separated by semicolons:
// IMAGE;MODEL
// docs/guides/ goes through it in windows, with the names of the Stable Diffusion WebUI, in English and Chinese.

prompt = "a branch of cherry blossoms";
parts = split(getArgument(), ";");
if (parts.length < 2)
    exit("Give the macro an argument: IMAGE;MODEL FOLDER.");
open(parts[0]);
model = parts[1];
width = getWidth();
height = getHeight();
run("Sketch...", "action=start");
setColor(110, 70, 50);
setLineWidth(maxOf(2, width / 30));
drawLine(width / 8, height / 6, width / 2, height / 3);
setColor(250, 190, 210);
for (i = 0; i < 4; i++)
    fillOval(width / 6 + i * width / 12, height / 8 + i * height / 20, width / 12, width / 12);
run("Sketch...", "action=done");
run("Inpaint Selection...", "preset=add grow=2 seed=1 blur=" + maxOf(1, round(width / 64)) + " model=[" + model
    + "] mask=painted sketch=painted prompt=[" + prompt + "]");
run("Flatten Layers");
print("Added " + prompt + ": " + getTitle());
