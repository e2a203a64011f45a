// Changes a whole image by a prompt, here a drawing that becomes a picture. A new image is made; the type stays.
//
// The model's folder is the macro's argument; docs/models.md says where one comes from. Works on the active image; with none
// open, on a drawing made here.

model = getArgument();
if (model == "")
    exit("Give the folder of a diffusion model, exported to ONNX, as the macro's argument.");
if (nImages == 0) {
    newImage("drawing", "16-bit ramp", 64, 48, 1);
    setColor(65535);
    fillOval(20, 12, 24, 20);
}
drawing = getTitle();
run("Image to Image...", "preset=sketch seed=1 steps=4 target=image model=[" + model + "] prompt=[a cell]");
print("Changed " + drawing + " into " + getTitle() + ", " + bitDepth() + " bit");
