// Makes images from a prompt with a diffusion model, and shows them as the slices of a stack.
//
// The model's folder is the macro's argument; docs/models.md says where one comes from.

model = getArgument();
if (model == "")
    exit("Give the folder of a diffusion model, exported to ONNX, as the macro's argument.");
run("Text to Image...", "seed=1 steps=4 candidates=2 width=64 height=48 model=[" + model + "] prompt=[cells under a microscope]");
print("Made " + nSlices + " images: " + getTitle());
